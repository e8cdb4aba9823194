import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changedRegion, placeOf, surroundings } from '../../../../src/main/narrate/changed/region'
import { SIGNATURE } from '../../../../src/shared/engine-protocol'

const { columns, rows } = SIGNATURE
const grey = (level = 100) => new Uint8Array(columns * rows).fill(level)

/** Cells from a place on are lighter. */
function withSpot(left: number, top: number, width: number, height: number) {
  const cells = grey()
  for (let y = top; y < top + height; y++) cells.fill(200, y * columns + left, y * columns + left + width)
  return cells
}

test('the region is where the light is another one, and nothing where all became darker together', () => {
  expect(changedRegion(grey(), withSpot(16, 9, 16, 9))).toEqual({ x: 0.25, y: 0.25, width: 0.25, height: 0.25 })
  expect(changedRegion(grey(100), grey(60))).toBeNull()
  expect(changedRegion(grey(), grey())).toBeNull()
})

test.each([
  [{ x: 0, y: 0, width: 0.2, height: 0.2 }, 'top-left'],
  [{ x: 0.4, y: 0.4, width: 0.2, height: 0.2 }, 'middle'],
  [{ x: 0.9, y: 0.4, width: 0.1, height: 0.2 }, 'right'],
  [{ x: 0.3, y: 0.9, width: 0.4, height: 0.1 }, 'bottom'],
  [{ x: 0, y: 0, width: 0.9, height: 0.8 }, 'all'],
] as const)('%j lies %s', (part, place) => {
  expect(placeOf(part)).toBe(place)
})

test('what is shown to the model lies in the picture, holds the region, and is no scrap', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(share, share, share, share, (x, y, w, h) => {
      const part = { x, y, width: w * (1 - x), height: h * (1 - y) }
      const shown = surroundings(part)
      const near = 1e-9
      expect(shown.x >= 0 && shown.x + shown.width <= 1 + near && shown.y >= 0 && shown.y + shown.height <= 1 + near).toBe(true)
      expect(shown.x <= part.x + near && shown.x + shown.width >= part.x + part.width - near).toBe(true)
      expect(shown.width >= 0.3 && shown.height >= 0.3).toBe(true)
    }),
  )
})
