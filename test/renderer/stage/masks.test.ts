import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inspectPicture } from '../../../src/main/engine/vision/gate'
import { paintOver } from '../../../src/renderer/stage/masks'
import type { Rect } from '../../../src/shared/rect'

const SIZE = { width: 64, height: 48 }
type Colour = readonly [number, number, number]

/** RGBA pixels, each asked for its colour. */
function picture(colour: (x: number, y: number) => Colour): Uint8Array {
  const pixels = new Uint8Array(SIZE.width * SIZE.height * 4)
  for (let y = 0; y < SIZE.height; y++) {
    for (let x = 0; x < SIZE.width; x++) pixels.set([...colour(x, y), 255], (y * SIZE.width + x) * 4)
  }
  return pixels
}
const at = (pixels: Uint8Array, x: number, y: number): number[] => [
  ...pixels.subarray((y * SIZE.width + x) * 4, (y * SIZE.width + x) * 4 + 3),
]
const inside = ({ x, y, width, height }: Rect, across: number, down: number): boolean =>
  across >= x && across < x + width && down >= y && down < y + height

describe('painting over', () => {
  it('leaves nothing of a window on a plain desktop', () => {
    const window = { x: 10, y: 10, width: 30, height: 20 }
    const pixels = picture((x, y) => (inside(window, x, y) ? [x * 4, y * 4, 255] : [20, 90, 160]))
    paintOver(pixels, SIZE, [window])
    expect(pixels).toEqual(picture(() => [20, 90, 160]))
  })
  it('takes the colour that is seen most around the mask', () => {
    const mask = { x: 20, y: 0, width: 20, height: 10 }
    // White paper below and on both sides, a black line at one spot.
    const pixels = picture((x, y) => (y === 10 && x < 26 ? [0, 0, 0] : [250, 250, 250]))
    paintOver(pixels, SIZE, [mask])
    expect(at(pixels, 30, 5)).toEqual([250, 250, 250])
  })
  it('does not take the colour of another mask', () => {
    const masks = [
      { x: 10, y: 10, width: 10, height: 10 },
      { x: 20, y: 8, width: 20, height: 30 },
    ]
    const pixels = picture((x, y) => (masks.some((m) => inside(m, x, y)) ? [255, 0, 0] : [0, 200, 0]))
    paintOver(pixels, SIZE, masks)
    expect(pixels).toEqual(picture(() => [0, 200, 0]))
  })
  it('is a neutral grey where the mask is all there is', () => {
    const pixels = picture(() => [255, 0, 0])
    paintOver(pixels, SIZE, [{ x: 0, y: 0, ...SIZE }])
    expect(pixels).toEqual(picture(() => [128, 128, 128]))
  })
  it('does not make an empty page into one of something', () => {
    const window = { x: 8, y: 8, width: 40, height: 30 }
    const pixels = picture((x, y) => (inside(window, x, y) ? [(x * 37) % 256, (y * 91) % 256, 0] : [255, 255, 255]))
    paintOver(pixels, SIZE, [window])
    const rgb = pixels.filter((_, index) => index % 4 !== 3)
    expect(inspectPicture({ ...SIZE, rgb }).empty).toBe('blank')
  })
  it('changes nothing outside of the masks and leaves one colour in each, for any masks', () => {
    const rect = fc
      .tuple(fc.nat(60), fc.nat(44), fc.nat(30), fc.nat(30))
      .map(([x, y, w, h]) => ({ x, y, width: Math.min(w, SIZE.width - x), height: Math.min(h, SIZE.height - y) }))
    const noise = (x: number, y: number): Colour => [(x * 31 + y) % 256, (y * 57) % 256, (x * y) % 256]
    fc.assert(
      fc.property(fc.array(rect, { maxLength: 5 }), (masks) => {
        const before = picture(noise)
        const pixels = picture(noise)
        paintOver(pixels, SIZE, masks)
        for (let y = 0; y < SIZE.height; y++) {
          for (let x = 0; x < SIZE.width; x++) {
            const last = masks.findLast((mask) => inside(mask, x, y))
            if (!last) expect(at(pixels, x, y)).toEqual(at(before, x, y))
            else if (!masks.some((mask) => mask !== last && inside(mask, last.x, last.y)))
              expect(at(pixels, x, y)).toEqual(at(pixels, last.x, last.y))
          }
        }
      }),
      { numRuns: 50 },
    )
  })
})
