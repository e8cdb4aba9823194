import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { smartResize } from '../../../../src/main/engine/vision/patches-size'

type Row = readonly [factor: number, min: number, max: number, height: number, width: number, toHeight: number, toWidth: number]

const { smartResize: rows } = JSON.parse(
  readFileSync(new URL('../../../fixtures/conformance/tiny-qwen3_5.python.json', import.meta.url), 'utf8'),
) as { smartResize: readonly Row[] }

const limits = fc
  .record({ factor: fc.constantFrom(16, 28, 32), least: fc.integer({ min: 1, max: 64 }), most: fc.integer({ min: 64, max: 2000 }) })
  .map(({ factor, least, most }) => ({ factor, minPixels: least * factor ** 2, maxPixels: most * factor ** 2 }))
const side = fc.integer({ min: 1, max: 8192 })

describe('the size of a picture that is cut into patches', () => {
  test('is the one that transformers computes', () => {
    expect(rows.length).toBeGreaterThan(400)
    for (const [factor, minPixels, maxPixels, height, width, toHeight, toWidth] of rows) {
      const size = smartResize(width, height, { factor, minPixels, maxPixels })
      expect(size, `${width} × ${height}, ${factor}`).toEqual({ width: toWidth, height: toHeight })
    }
  })

  test('has whole patches on both sides, and at least one', () => {
    fc.assert(
      fc.property(side, side, limits, (width, height, limit) => {
        const size = smartResize(width, height, limit)
        for (const pixels of [size.width, size.height]) {
          expect(pixels % limit.factor).toBe(0)
          expect(pixels).toBeGreaterThanOrEqual(limit.factor)
        }
      }),
    )
  })

  test('stays under the limit, save for strips of a single row of patches', () => {
    fc.assert(
      fc.property(side, side, limits, (width, height, limit) => {
        const size = smartResize(width, height, limit)
        if (Math.min(size.width, size.height) === limit.factor) return
        expect(size.width * size.height).toBeLessThanOrEqual(limit.maxPixels)
      }),
    )
  })

  test('is not less than the least', () => {
    fc.assert(
      fc.property(side, side, limits, (width, height, limit) => {
        const size = smartResize(width, height, limit)
        // What is made smaller is rounded down, by less than a patch a side.
        const slack = (size.width + limit.factor) * (size.height + limit.factor)
        expect(slack).toBeGreaterThan(limit.minPixels)
      }),
    )
  })

  test('turns with the picture', () => {
    fc.assert(
      fc.property(side, side, limits, (width, height, limit) => {
        const { width: w, height: h } = smartResize(width, height, limit)
        expect(smartResize(height, width, limit)).toEqual({ width: h, height: w })
      }),
    )
  })

  test('is that of a strip 200 times as long as wide where transformers refuses a longer one', () => {
    const limit = { factor: 32, minPixels: 65536, maxPixels: 262144 }
    expect(smartResize(20_000, 1, limit)).toEqual(smartResize(20_000, 100, limit))
  })
})
