import fc from 'fast-check'
import { expect, test } from 'vitest'
import { straighten } from '../../../../src/main/engine/text/straighten'
import { lightnessOf } from '../../../../src/main/engine/text/table/lightness'
import { tiltOf } from '../../../../src/main/engine/text/tilt'
import { drawn } from './table/support'

/** Lines of words as bars, in a picture that has room round them. */
const page = drawn(
  600,
  400,
  Array.from({ length: 11 }, (_, row) => Array.from({ length: 60 - row * 3 }, (_, i): [number, number, number, number] => [90 + i * 7, 100 + row * 20, 3, 10])).flat(),
)

test.each([-5, -2.5, -1, 1, 3, 5])('lines that fall by %d degrees are found to do so, and run straight when the picture is turned', (degrees) => {
  const tilted = straighten(page, -degrees).pixels
  const found = tiltOf(lightnessOf(tilted))
  expect(Math.abs(found - degrees)).toBeLessThan(0.15)
  expect(tiltOf(lightnessOf(straighten(tilted, found).pixels))).toBe(0)
})

test('straight lines, a picture without any and noise have no tilt', () => {
  expect(tiltOf(lightnessOf(page))).toBe(0)
  expect(tiltOf(lightnessOf(drawn(600, 400, [])))).toBe(0)
  let state = 7
  const rgb = Uint8Array.from({ length: 600 * 400 * 3 }, () => (state = (state * 48_271) % 2_147_483_647) % 256)
  expect(tiltOf(lightnessOf({ width: 600, height: 400, rgb }))).toBe(0)
})

test('a box of the straightened picture is at the place of what is in it', () => {
  fc.assert(
    fc.property(fc.integer({ min: -6, max: 6 }), fc.integer({ min: 20, max: 570 }), fc.integer({ min: 20, max: 370 }), (degrees, x, y) => {
      const { pixels, back } = straighten(drawn(600, 400, [[x, y, 8, 8]]), degrees)
      const dark = Array.from({ length: pixels.width * pixels.height }, (_, i) => i).filter((i) => (pixels.rgb[i * 3] ?? 255) < 128)
      const [xs, ys] = [dark.map((i) => i % pixels.width), dark.map((i) => Math.floor(i / pixels.width))]
      const box = { x: Math.min(...xs), y: Math.min(...ys), width: Math.max(...xs) + 1 - Math.min(...xs), height: Math.max(...ys) + 1 - Math.min(...ys) }
      const place = back(box)
      expect(Math.hypot(place.x + place.width / 2 - x - 4, place.y + place.height / 2 - y - 4)).toBeLessThan(1)
    }),
    { numRuns: 12 },
  )
})
