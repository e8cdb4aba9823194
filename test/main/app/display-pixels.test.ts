import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pixelsOf, pointInPixels, rectInPixels, type DisplayBounds } from '../../../src/main/app/display-pixels'

const LEFT: DisplayBounds = { id: 1, bounds: { x: 0, y: 0, width: 1920, height: 1080 }, scaleFactor: 1 }
const RIGHT: DisplayBounds = { id: 2, bounds: { x: 1920, y: 0, width: 1280, height: 720 }, scaleFactor: 1.5 }

test('a display that is not scaled lies where it lies', () => {
  expect(pixelsOf(LEFT)).toEqual(LEFT.bounds)
  expect(pointInPixels({ x: 5, y: 6 }, [LEFT])).toEqual({ x: 5, y: 6 })
})

test('a scaled display is as large as its pixels, and points on it count from its corner', () => {
  expect(pixelsOf(RIGHT)).toEqual({ x: 2880, y: 0, width: 1920, height: 1080 })
  expect(pointInPixels({ x: 1930, y: 10 }, [LEFT, RIGHT])).toEqual({ x: 2895, y: 15 })
})

test('a rectangle goes by the display that has its middle', () => {
  expect(rectInPixels({ x: 2000, y: 100, width: 200, height: 100 }, [LEFT, RIGHT])).toEqual({ x: 3000, y: 150, width: 300, height: 150 })
  expect(rectInPixels({ x: 10, y: 20, width: 30, height: 40 }, [LEFT, RIGHT])).toEqual({ x: 10, y: 20, width: 30, height: 40 })
})

test('a point that no display has is reckoned by the first; with no display it stays', () => {
  expect(pointInPixels({ x: -5, y: -5 }, [LEFT, RIGHT])).toEqual({ x: -5, y: -5 })
  expect(pointInPixels({ x: 7, y: 8 }, [])).toEqual({ x: 7, y: 8 })
  expect(rectInPixels(LEFT.bounds, [])).toEqual(LEFT.bounds)
})

test('a point on a display is on the same display in pixels, wherever that lies and however it is scaled', () => {
  const display = fc.record({
    id: fc.constant(1),
    bounds: fc.record({
      x: fc.integer({ min: -4000, max: 4000 }),
      y: fc.integer({ min: -4000, max: 4000 }),
      width: fc.integer({ min: 100, max: 4000 }),
      height: fc.integer({ min: 100, max: 4000 }),
    }),
    scaleFactor: fc.constantFrom(1, 1.25, 1.5, 1.75, 2, 3),
  })
  fc.assert(
    fc.property(display, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (one, across, down) => {
      const { x, y, width, height } = one.bounds
      const point = { x: x + Math.floor(across * (width - 1)), y: y + Math.floor(down * (height - 1)) }
      const pixels = pixelsOf(one)
      const at = pointInPixels(point, [one])
      expect(at.x).toBeGreaterThanOrEqual(pixels.x)
      expect(at.y).toBeGreaterThanOrEqual(pixels.y)
      expect(at.x).toBeLessThan(pixels.x + pixels.width)
      expect(at.y).toBeLessThan(pixels.y + pixels.height)
    }),
  )
})
