import { describe, expect, test } from 'vitest'
import { controlsOf } from '../../../../../src/main/engine/text/table/controls'
import { drawingOf } from '../../../../../src/main/engine/text/table/drawing'
import { splitAtControls } from '../../../../../src/main/engine/text/table/split-at-controls'
import type { Box } from '../../../../../src/shared/text-line'
import { drawn } from './support'

type Black = [number, number, number, number]
const SIZE = 15

/** Sides of a square. */
const square = (x: number, y: number): Black[] => [[x, y, SIZE, 1], [x, y + SIZE - 1, SIZE, 1], [x, y, 1, SIZE], [x + SIZE - 1, y, 1, SIZE]]
/** Pixels that are so far from the middle, and no further. */
const round = (x: number, y: number, from: number, to: number): Black[] =>
  Array.from({ length: SIZE * SIZE }, (_, i): Black => [x + (i % SIZE), y + Math.floor(i / SIZE), 1, 1]).filter(([left, top]) => {
    const far = Math.hypot(left + 0.5 - x - SIZE / 2, top + 0.5 - y - SIZE / 2)
    return far >= from && far <= to
  })
const ring = (x: number, y: number): Black[] => round(x, y, 6.4, 7.6)
const tick = (x: number, y: number): Black[] => [[0, 6], [1, 7], [2, 8], [3, 7], [4, 6], [5, 5], [6, 4]].map(([right = 0, down = 0]): Black => [x + 4 + right, y + down, 1, 2])
/** Letters that begin at a place, as bars. */
const word = (x: number, y: number): Black[] => Array.from({ length: 10 }, (_, i): Black => [x + i * 5, y + 3, 2, 10])

/** A line of words with what stands before it, 12 pixels away. */
const line = (y: number): Box => ({ x: 64, y: y - 1, width: 56, height: 18 })
const found = (lines: readonly Box[], black: readonly Black[]): string[] =>
  controlsOf(drawingOf(drawn(300, 200, black)).light, lines).map(({ label, checked }) => `${label} ${checked ? 'checked' : 'not checked'}`)

describe('before words', () => {
  test('an empty square is a check box that is not checked, one with a tick in it is checked', () => {
    const black = [...square(40, 20), ...word(67, 20), ...square(40, 60), ...tick(40, 60), ...word(67, 60)]
    expect(found([line(20), line(60)], black)).toEqual(['0 not checked', '1 checked'])
  })

  test('rings are radio buttons, the one with a dot in it is checked', () => {
    const black = [...ring(40, 20), ...word(67, 20), ...ring(40, 60), ...round(40, 60, 0, 3.6), ...word(67, 60)]
    expect(found([line(20), line(60)], black)).toEqual(['0 not checked', '1 checked'])
  })

  test.each<[string, Black[]]>([
    ['a ring that is alone', ring(40, 20)],
    ['a filled square', [[40, 20, SIZE, SIZE]]],
    ['a filled circle', round(40, 20, 0, 7.6)],
    ['a square that is open', square(40, 20).slice(0, 3)],
    ['a square with a bar in it', [...square(40, 20), [47, 23, 2, 9]]],
    ['a square with a smaller one in it, with no empty one beside it', [...square(40, 20), [44, 24, 7, 7]]],
    ['a ring with a dot, with no empty one beside it', [...ring(40, 20), ...round(40, 20, 0, 3.6)]],
    ['a square further away than a word', square(10, 20)],
  ])('%s is none', (_name, black) => {
    expect(found([line(20)], [...black, ...word(67, 20)])).toEqual([])
  })

  test('letters as round and high as those after them are none, however many stand in line', () => {
    const letters = (y: number): Black[] => [...ring(40, y), ...word(67, y - 1).map(([x, top, width]): Black => [x, top - 2, width, SIZE])]
    expect(found([line(20), line(60)], [...letters(20), ...letters(60)])).toEqual([])
  })
})

test('a line that was found with its check box is read without it, and what was found of the check box alone is not read', () => {
  const { light } = drawingOf(drawn(300, 200, [...square(40, 20), ...word(67, 20)]))
  const whole = { x: 38, y: 19, width: 82, height: 18 }
  const [part, ...more] = splitAtControls(light, [whole])
  expect(more).toEqual([])
  expect(part?.x).toBeGreaterThan(40 + SIZE - 1)
  expect(part && part.x + part.width).toBe(120)
  expect(splitAtControls(light, [{ x: 38, y: 19, width: 19, height: 18 }, line(20)])).toEqual([line(20)])
  expect(splitAtControls(light, [line(100)])).toEqual([line(100)])
})
