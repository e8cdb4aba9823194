import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planTiles } from '../../../../src/main/engine/text/tiles'

test('a screen of 1920 x 1080 is seen at full size', () => {
  const plan = planTiles(1920, 1080)
  expect([plan.width, plan.height]).toEqual([1920, 1080])
  expect(plan.tiles).toHaveLength(2)
})

test('every place of the map is kept from exactly one tile, and lies in it', () => {
  const side = fc.integer({ min: 1, max: 20_000 })
  fc.assert(
    fc.property(side, side, (width, height) => {
      const plan = planTiles(width, height)
      expect(plan.width * plan.height).toBeLessThanOrEqual(3840 * 2160 * 1.01 + plan.width + plan.height)
      let kept = 0
      for (const { left, top, width: across, height: down, keep } of plan.tiles) {
        expect(across).toBeLessThanOrEqual(1921)
        expect(down).toBeLessThanOrEqual(641)
        expect(keep.left).toBeGreaterThanOrEqual(left)
        expect(keep.top).toBeGreaterThanOrEqual(top)
        expect(keep.right).toBeLessThanOrEqual(Math.min(left + across, plan.width))
        expect(keep.bottom).toBeLessThanOrEqual(Math.min(top + down, plan.height))
        kept += (keep.right - keep.left) * (keep.bottom - keep.top)
      }
      expect(kept).toBe(plan.width * plan.height)
      const columns = new Set(plan.tiles.map(({ keep }) => `${keep.left}-${keep.right}`))
      const rows = new Set(plan.tiles.map(({ keep }) => `${keep.top}-${keep.bottom}`))
      expect(columns.size * rows.size).toBe(plan.tiles.length)
    }),
    { numRuns: 300 },
  )
})
