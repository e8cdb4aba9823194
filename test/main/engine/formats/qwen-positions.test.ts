import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gridPositions, positionIds } from '../../../../src/main/engine/formats/qwen-positions'
import type { PatchGrid } from '../../../../src/main/engine/vision/patches'

const IMAGE = 9
const MERGE = 2

/** Text before, between and behind pictures, and the grids of the pictures. */
const sequence = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })), {
  maxLength: 4,
})

function ids(parts: readonly (readonly [number, number, number])[]): { ids: number[]; grids: PatchGrid[] } {
  const tokens = parts.flatMap(([text, rows, cols]) => [...new Array<number>(text).fill(1), ...new Array<number>(rows * cols).fill(IMAGE)])
  return { ids: [...tokens, 1], grids: parts.map(([, rows, cols]) => [1, rows * MERGE, cols * MERGE]) }
}

describe('positions in time, height and width', () => {
  test('of text alone are its places, three times', () => {
    const { rows, delta } = gridPositions([1, 2, 3], IMAGE, [], MERGE)
    expect(rows).toEqual([[0, 1, 2], [0, 1, 2], [0, 1, 2]])
    expect(delta).toBe(0)
  })

  test('of a picture start where the text before it ends, and text goes on behind its longer side', () => {
    const found = gridPositions([1, 1, ...new Array<number>(6).fill(IMAGE), 1], IMAGE, [[1, 4, 6]], MERGE)
    expect(found.rows).toEqual([
      [0, 1, 2, 2, 2, 2, 2, 2, 5],
      [0, 1, 2, 2, 2, 3, 3, 3, 5],
      [0, 1, 2, 3, 4, 2, 3, 4, 5],
    ])
    expect(found.delta).toBe(-3)
  })

  test('are one for each token in each row, and never go back', () => {
    fc.assert(
      fc.property(sequence, (parts) => {
        const given = ids(parts)
        const { rows, delta } = gridPositions(given.ids, IMAGE, given.grids, MERGE)
        for (const row of rows) expect(row).toHaveLength(given.ids.length)
        const last = rows.map((row) => row.at(-1))
        expect(last).toEqual([given.ids.length - 1 + delta, given.ids.length - 1 + delta, given.ids.length - 1 + delta])
        expect(rows[0]).toEqual([...(rows[0] ?? [])].sort((a, b) => a - b))
      }),
    )
  })

  test('are the same however the sequence is cut, and count on behind its end', () => {
    const positions = gridPositions([1, IMAGE, IMAGE, IMAGE, IMAGE, 1], IMAGE, [[1, 4, 4]], MERGE)
    const whole = positionIds(positions, 0, 8)
    const row = (from: number, length: number, r: number): bigint[] => [...positionIds(positions, from, length)].slice(r * length, (r + 1) * length)
    for (const r of [0, 1, 2]) {
      expect([...row(0, 3, r), ...row(3, 5, r)]).toEqual([...whole].slice(r * 8, (r + 1) * 8))
    }
    expect([...positionIds(positions, 6, 2)]).toEqual([4n, 5n, 4n, 5n, 4n, 5n])
  })
})
