import fc from 'fast-check'
import { expect, test } from 'vitest'
import { captionBounds } from '../../../src/main/app/caption-bounds'
import { CAPTION_EDGES } from '../../../src/shared/settings'

const AREA = { x: 0, y: 30, width: 1280, height: 770 }

test('at the bottom it spans the width above the edge, twice as high with text of 200 %', () => {
  expect(captionBounds(AREA, { mode: 'always', edge: 'bottom', scale: 100 })).toEqual({ x: 0, y: 704, width: 1280, height: 96 })
  expect(captionBounds(AREA, { mode: 'always', edge: 'bottom', scale: 200 }).height).toBe(192)
})

test('it lies inside the work area and leaves half of it free, at every edge and size', () => {
  const sides = fc.integer({ min: 200, max: 8000 })
  fc.assert(
    fc.property(sides, sides, fc.integer({ min: -4000, max: 4000 }), fc.constantFrom(...CAPTION_EDGES), fc.integer({ min: 100, max: 400 }), (width, height, x, edge, scale) => {
      const area = { x, y: 0, width, height }
      const bounds = captionBounds(area, { mode: 'always', edge, scale })
      expect(bounds.x).toBeGreaterThanOrEqual(area.x)
      expect(bounds.y).toBeGreaterThanOrEqual(area.y)
      expect(bounds.x + bounds.width).toBeLessThanOrEqual(area.x + area.width)
      expect(bounds.y + bounds.height).toBeLessThanOrEqual(area.y + area.height)
      expect(bounds.width * bounds.height).toBeLessThanOrEqual((area.width * area.height) / 2)
    }),
  )
})
