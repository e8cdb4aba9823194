import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Pixels } from '../../../../src/main/engine/vision/decode'
import { readingPixels } from '../../../../src/main/engine/vision/reading'

/** Each pixel says where it is. */
function places(width: number, height: number): Pixels {
  const rgb = new Uint8Array(width * height * 3)
  for (let i = 0; i < width * height; i++) rgb.set([i % width, Math.floor(i / width), 7], i * 3)
  return { width, height, rgb }
}
const at = ({ width, rgb }: Pixels, x: number, y: number): number[] => [...rgb.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)]

const sizes = fc.record({ width: fc.integer({ min: 1, max: 40 }), height: fc.integer({ min: 1, max: 40 }) })
const shares = fc.double({ min: 0, max: 1, noNaN: true })
const crops = fc.record({ x: shares, y: shares, width: fc.double({ min: 0.01, max: 1, noNaN: true }), height: fc.double({ min: 0.01, max: 1, noNaN: true }) })

test('a reading of all of it as it is shows the picture itself', () => {
  const picture = places(5, 4)
  expect(readingPixels(picture, { mirrored: false })).toBe(picture)
})

test('a part shows that part, row by row', () => {
  const part = readingPixels(places(10, 8), { crop: { x: 0.2, y: 0.25, width: 0.5, height: 0.5 }, mirrored: false })
  expect([part.width, part.height]).toEqual([5, 4])
  expect([at(part, 0, 0), at(part, 4, 3)]).toEqual([[2, 2, 7], [6, 5, 7]])
})

test('mirrored, left is right, and top stays top', () => {
  const mirrored = readingPixels(places(4, 3), { mirrored: true })
  expect([at(mirrored, 0, 0), at(mirrored, 3, 2)]).toEqual([[3, 0, 7], [0, 2, 7]])
})

test('mirrored twice it is the picture again', () => {
  fc.assert(fc.property(sizes, ({ width, height }) => {
    const picture = places(width, height)
    expect(readingPixels(readingPixels(picture, { mirrored: true }), { mirrored: true })).toEqual(picture)
  }))
})

test('every part lies in the picture and has at least one pixel', () => {
  fc.assert(fc.property(sizes, crops, fc.boolean(), ({ width, height }, crop, mirrored) => {
    const part = readingPixels(places(width, height), { crop, mirrored })
    expect(part.width).toBeGreaterThan(0)
    expect(part.height).toBeGreaterThan(0)
    expect(part.rgb.length).toBe(part.width * part.height * 3)
    // No pixel that is not of the picture.
    for (let i = 2; i < part.rgb.length; i += 3) expect(part.rgb[i]).toBe(7)
  }))
})
