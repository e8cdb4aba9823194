import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layOut } from '../../../../src/main/engine/text/layout'
import type { Box } from '../../../../src/shared/text-line'

/** A line: name, left, top, width, height (20). */
type Line = readonly [string, number, number, number, number?]

function order(lines: readonly Line[], rulings?: Parameters<typeof layOut>[1]): string[] {
  const boxes = lines.map(([, x, y, width, height = 20]): Box => ({ x, y, width, height }))
  return layOut(boxes, rulings).map(({ index }) => lines[index]?.[0] ?? '?')
}

const shuffled = (lines: readonly Line[]): Line[] => [...lines].sort((a, b) => ((a[1] * 7 + a[2] * 13) % 17) - ((b[1] * 7 + b[2] * 13) % 17))

describe('reading order', () => {
  test('a paragraph is read from top to bottom as one block', () => {
    const lines: Line[] = [['a', 10, 0, 300], ['b', 10, 25, 290], ['c', 10, 50, 120]]
    expect(order(shuffled(lines))).toEqual(['a', 'b', 'c'])
    const blocks = layOut(lines.map(([, x, y, width]) => ({ x, y, width, height: 20 }))).map(({ block }) => block)
    expect(new Set(blocks).size).toBe(1)
  })

  test('two columns of prose are read one after the other, below their headline', () => {
    const lines: Line[] = [['head', 10, 0, 520, 40]]
    for (let i = 0; i < 8; i++) lines.push([`l${i}`, 10, 60 + i * 26, 290 - (i % 3) * 20])
    for (let i = 0; i < 8; i++) lines.push([`r${i}`, 340, 60 + i * 26, 280 - (i % 4) * 15])
    expect(order(shuffled(lines))).toEqual(lines.map(([name]) => name))
  })

  test('a table is read row by row, and is one block', () => {
    const lines: Line[] = []
    for (let row = 0; row < 5; row++) {
      for (let column = 0; column < 4; column++) lines.push([`${row}${column}`, 10 + column * 150, row * 32, 60 + ((row * column) % 3) * 12])
    }
    expect(order(shuffled(lines))).toEqual(lines.map(([name]) => name))
    const blocks = layOut(lines.map(([, x, y, width]) => ({ x, y, width, height: 20 }))).map(({ block }) => block)
    expect(new Set(blocks).size).toBe(1)
  })

  test('a sidebar is read before what stands beside it', () => {
    const lines: Line[] = []
    for (let i = 0; i < 9; i++) lines.push([`s${i}`, 10, 20 + i * 33, 70 + (i % 3) * 10])
    for (let i = 0; i < 10; i++) lines.push([`m${i}`, 240, 12 + i * 26, 600 - (i % 2) * 90])
    expect(order(shuffled(lines))).toEqual(lines.map(([name]) => name))
  })

  test('settings are read with their values: name, note, value', () => {
    const lines: Line[] = []
    for (let i = 0; i < 6; i++) {
      const top = i * 80
      lines.push([`name${i}`, 10, top, 120], [`note${i}`, 10, top + 22, 300, 18], [`value${i}`, 700 - (i % 3) * 15, top + 11, 50 + (i % 3) * 15])
    }
    expect(order(shuffled(lines))).toEqual(lines.map(([name]) => name))
  })

  test('cards on a shelf are read one after the other, row by row', () => {
    const lines: Line[] = []
    for (const row of [0, 1]) {
      for (const column of [0, 1, 2]) {
        const [x, y] = [10 + column * 320, 150 + row * 340]
        lines.push([`${row}${column}name`, x, y, 180 + column * 9], [`${row}${column}price`, x, y + 32, 90, 26], [`${row}${column}note`, x, y + 66, 130, 17], [`${row}${column}buy`, x + 18, y + 104, 110])
      }
    }
    expect(order(shuffled(lines))).toEqual(lines.map(([name]) => name))
  })

  test('the turns of a talk are read in time, whichever side they stand on', () => {
    const lines: Line[] = [['a', 10, 0, 300], ['b', 600, 50, 240], ['c', 10, 100, 200], ['d', 700, 150, 140], ['e', 10, 200, 310], ['f', 650, 250, 190]]
    expect(order(shuffled(lines))).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  })

  test('a menu bar is read before the columns below it', () => {
    const lines: Line[] = []
    for (let i = 0; i < 8; i++) lines.push([`menu${i}`, 10 + i * 90, 0, 50])
    for (let i = 0; i < 7; i++) lines.push([`s${i}`, 10, 60 + i * 37, 100])
    for (let i = 0; i < 9; i++) lines.push([`m${i}`, 190, 66 + i * 28, 560 - (i % 3) * 60])
    expect(order(shuffled(lines))).toEqual(lines.map(([name]) => name))
  })

  test('an edge that is drawn between two columns keeps them apart', () => {
    const lines: Line[] = []
    for (const column of [0, 1]) for (let i = 0; i < 4; i++) lines.push([`${column}${i}`, 10 + column * 200, i * 32, 80])
    const edge = (axis: 'x' | 'y', [from, to]: readonly [number, number]): boolean => axis === 'x' && from < 150 && to > 150
    expect(order(shuffled(lines))).toEqual(['00', '10', '01', '11', '02', '12', '03', '13'])
    expect(order(shuffled(lines), edge)).toEqual(lines.map(([name]) => name))
  })
})

describe('any boxes', () => {
  const boxes = fc.array(
    fc.record({
      x: fc.integer({ min: 0, max: 1900 }),
      y: fc.integer({ min: 0, max: 1000 }),
      width: fc.integer({ min: 1, max: 900 }),
      height: fc.integer({ min: 1, max: 90 }),
    }),
    { maxLength: 60 },
  )

  test('each is placed exactly once and blocks are numbered without a gap', () => {
    fc.assert(
      fc.property(boxes, fc.boolean(), (list, ruled) => {
        const placed = layOut(list, () => ruled)
        expect(placed.map(({ index }) => index).sort((a, b) => a - b)).toEqual(list.map((_, i) => i))
        let next = 0
        for (const { block } of placed) {
          expect(block === next || block === next - 1).toBe(true)
          next = block + 1
        }
      }),
      { numRuns: 300 },
    )
  })

  test('moving or enlarging them all changes nothing', () => {
    fc.assert(
      fc.property(boxes, fc.integer({ min: 0, max: 500 }), fc.constantFrom(1, 2, 4), (list, by, times) => {
        const moved = list.map(({ x, y, width, height }) => ({
          x: (x + by) * times,
          y: (y + by) * times,
          width: width * times,
          height: height * times,
        }))
        expect(layOut(moved).map(({ index }) => index)).toEqual(layOut(list).map(({ index }) => index))
      }),
      { numRuns: 200 },
    )
  })

  test('two thousand lines are laid out without running out of stack', () => {
    const many = Array.from({ length: 2000 }, (_, i) => ({ x: (i % 10) * 190, y: Math.floor(i / 10) * 24, width: 120, height: 20 }))
    expect(layOut(many)).toHaveLength(2000)
  })
})
