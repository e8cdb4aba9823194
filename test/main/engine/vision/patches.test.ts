import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { patchesOf } from '../../../../src/main/engine/vision/patches'

/** Bytes stay bytes, so that places can be compared. */
const BYTES = { mean: [0, 0, 0], std: [1, 1, 1], rescale: 1 } as const

interface Recorded {
  readonly width: number
  readonly height: number
  readonly rgb: readonly number[]
  readonly grid: readonly number[]
  readonly values: readonly number[]
}

const { patches: recorded } = JSON.parse(
  readFileSync(new URL('../../../fixtures/conformance/tiny-qwen3_5.python.json', import.meta.url), 'utf8'),
) as { patches: Recorded }

describe('a picture in patches', () => {
  test('has its pixels where transformers puts them', () => {
    const { width, height, rgb } = recorded
    const { values, grid } = patchesOf({ width, height, rgb: Uint8Array.from(rgb) }, { ...BYTES, patch: 4, merge: 2, frames: 2 })
    expect(grid).toEqual(recorded.grid)
    expect([...values]).toEqual(recorded.values)
  })

  test('holds each pixel once a frame', () => {
    const count = fc.integer({ min: 1, max: 4 })
    fc.assert(
      fc.property(count, count, count, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), (rows, cols, patch, merge, frames) => {
        const [width, height] = [cols * merge * patch, rows * merge * patch]
        const rgb = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 7) % 256)
        const { values, grid } = patchesOf({ width, height, rgb }, { ...BYTES, patch, merge, frames })
        expect(grid).toEqual([1, rows * merge, cols * merge])
        const wanted = Array.from({ length: frames }, () => [...rgb]).flat()
        expect([...values].sort((a, b) => a - b)).toEqual(wanted.sort((a, b) => a - b))
      }),
      { numRuns: 30 },
    )
  })

  test('is normalised a channel at a time', () => {
    const options = { mean: [0.5, 0.25, 0] as const, std: [0.5, 1, 2] as const, rescale: 1 / 255, patch: 1, merge: 1, frames: 1 }
    const { values } = patchesOf({ width: 1, height: 1, rgb: Uint8Array.of(255, 0, 51) }, options)
    expect([...values].map((value) => Math.round(value * 1000))).toEqual([1000, -250, 100])
  })
})
