import { describe, expect, test } from 'vitest'
import { flattenAlpha } from '../../../../src/main/engine/vision/flatten'

type Pixel = readonly [number, number, number, number]
const CLEAR: Pixel = [255, 0, 0, 0]

/** A square of 9 × 9 pixels; `paint` is given the distance from its middle, 0 to 4. */
function square(paint: (distance: number) => Pixel): Uint8Array {
  const rgba = new Uint8Array(9 * 9 * 4)
  for (let y = 0; y < 9; y++) {
    for (let x = 0; x < 9; x++) rgba.set(paint(Math.max(Math.abs(x - 4), Math.abs(y - 4))), (y * 9 + x) * 4)
  }
  return rgba
}

/** What stands at each distance from the middle, to the right. */
function across(rgba: Uint8Array): number[][] {
  const rgb = flattenAlpha(rgba, 9, 9)
  expect(rgb.length).toBe(9 * 9 * 3)
  return [0, 1, 2, 3, 4].map((distance) => [...rgb.subarray((4 * 9 + 4 + distance) * 3).subarray(0, 3)])
}

const grey = (level: number): number[] => [level, level, level]

describe('a picture with transparency', () => {
  test('lies on white, and no colour hidden under clear pixels comes out', () => {
    expect(across(square((distance) => (distance < 3 ? [20, 40, 60, 255] : CLEAR)))).toEqual([
      [20, 40, 60], [20, 40, 60], [20, 40, 60], grey(255), grey(255),
    ])
  })

  test('lies on black where what touches the clear pixels is light', () => {
    expect(across(square((distance) => (distance < 3 ? [240, 240, 240, 255] : CLEAR)))).toEqual([
      grey(240), grey(240), grey(240), grey(0), grey(0),
    ])
  })

  test('lies on white with a light window whose soft shadow is dark', () => {
    const window = square((distance) => (distance < 3 ? [240, 240, 240, 255] : distance === 3 ? [0, 0, 0, 51] : CLEAR))
    expect(across(window)).toEqual([grey(240), grey(240), grey(240), grey(204), grey(255)])
  })

  test('lies on black where only half clear pixels are light, as at the edge of a white letter', () => {
    expect(across(square(() => [200, 200, 200, 153]))[0]).toEqual(grey(120))
  })

  test('is mixed to the nearest level', () => {
    // 100 × 128 / 255 on white: 50.2 + 127 = 177.2; 100 × 127 / 255: 49.8 + 128 = 177.8.
    expect(across(square(() => [100, 100, 100, 128]))[0]).toEqual(grey(177))
    expect(across(square(() => [100, 100, 100, 127]))[0]).toEqual(grey(178))
  })

  test('is white throughout if nothing of it can be seen', () => {
    expect(across(square(() => [0, 0, 0, 0]))[0]).toEqual(grey(255))
  })

  test('is left as it is where every pixel is opaque', () => {
    expect(across(square((distance) => [distance, 250, 3, 255]))).toEqual([0, 1, 2, 3, 4].map((distance) => [distance, 250, 3]))
  })
})
