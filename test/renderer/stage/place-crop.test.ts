import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeCrop } from '../../../src/renderer/stage/place-crop'
import type { Rect } from '../../../src/shared/rect'

const LEFT: Rect = { x: 0, y: 0, width: 1920, height: 1080 }
const RIGHT: Rect = { x: 1920, y: 0, width: 2560, height: 1440 }
const BOTH: Rect = { x: 0, y: 0, width: 4480, height: 1440 }

describe('placing a crop in a frame', () => {
  it('keeps the pixels of the desktop in a frame of the whole desktop', () => {
    const placed = placeCrop(BOTH, RIGHT, BOTH, { x: 2000, y: 100, width: 300, height: 200 })
    expect(placed?.crop).toEqual({ x: 2000, y: 100, width: 300, height: 200 })
  })
  it('takes the display away in a frame of the display alone', () => {
    const placed = placeCrop(RIGHT, RIGHT, BOTH, { x: 2000, y: 100, width: 300, height: 200 })
    expect(placed?.crop).toEqual({ x: 80, y: 100, width: 300, height: 200 })
  })
  it('tells a scaled frame of the desktop from one of the display by its shape', () => {
    const placed = placeCrop({ width: 2240, height: 720 }, LEFT, BOTH, { x: 100, y: 200, width: 400, height: 300 })
    expect(placed?.crop).toEqual({ x: 50, y: 100, width: 200, height: 150 })
  })
  it('tells them by their size when both have one shape', () => {
    const four: Rect = { x: 0, y: 0, width: 3840, height: 2160 }
    const second: Rect = { x: 1920, y: 0, width: 1920, height: 1080 }
    const crop: Rect = { x: 2000, y: 50, width: 100, height: 100 }
    expect(placeCrop(four, second, four, crop)?.crop).toEqual(crop)
    expect(placeCrop(second, second, four, crop)?.crop).toEqual({ x: 80, y: 50, width: 100, height: 100 })
  })
  it('works with displays left of and above the first', () => {
    const above: Rect = { x: -1280, y: -1024, width: 1280, height: 1024 }
    const all: Rect = { x: -1280, y: -1024, width: 3200, height: 2104 }
    expect(placeCrop(all, above, all, { x: -1280, y: -1024, width: 10, height: 10 })?.crop).toMatchObject({ x: 0, y: 0 })
    expect(placeCrop(above, above, all, { x: -10, y: -10, width: 30, height: 30 })?.crop).toEqual({
      x: 1270,
      y: 1014,
      width: 10,
      height: 10,
    })
  })
  it('refuses a frame that shows neither, and a crop that is not in it', () => {
    expect(placeCrop({ width: 1080, height: 1920 }, LEFT, LEFT, LEFT)).toBeUndefined()
    expect(placeCrop(LEFT, LEFT, BOTH, RIGHT)).toBeUndefined()
    expect(placeCrop(LEFT, LEFT, LEFT, { x: 5, y: 5, width: 0, height: 9 })).toBeUndefined()
  })
  it('puts masks where they are in the crop, and only there', () => {
    const placed = placeCrop(LEFT, LEFT, LEFT, { x: 100, y: 100, width: 200, height: 200 })
    expect(placed?.within({ x: 150, y: 50, width: 20, height: 100 })).toEqual({ x: 50, y: 0, width: 20, height: 50 })
    expect(placed?.within({ x: 500, y: 500, width: 50, height: 50 })).toMatchObject({ width: 0, height: 0 })
  })

  const side = fc.integer({ min: 1, max: 4000 })
  const place = fc.integer({ min: -4000, max: 4000 })
  const rect = fc.record({ x: place, y: place, width: side, height: side })
  const scale = fc.double({ min: 0.25, max: 3, noNaN: true })
  it('gives whole pixels inside of the frame and of the crop, for any rectangles and scale', () => {
    fc.assert(
      fc.property(rect, rect, rect, scale, (desktop, crop, mask, by) => {
        const frame = { width: Math.max(1, Math.round(desktop.width * by)), height: Math.max(1, Math.round(desktop.height * by)) }
        const placed = placeCrop(frame, desktop, desktop, crop)
        if (!placed) return
        expect(isWhole(placed.crop)).toBe(true)
        expect(isInside(placed.crop, { x: 0, y: 0, ...frame })).toBe(true)
        const within = placed.within(mask)
        expect(isWhole(within)).toBe(true)
        expect(isInside(within, { ...placed.crop, x: 0, y: 0 })).toBe(true)
      }),
    )
  })
  it('covers every pixel that a mask touches, however the frame is scaled', () => {
    fc.assert(
      fc.property(scale, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (by, a, b) => {
        const frame = { width: Math.round(1920 * by), height: Math.round(1080 * by) }
        const placed = placeCrop(frame, LEFT, LEFT, LEFT)!
        const [start, end] = [Math.round(Math.min(a, b) * 1920), Math.round(Math.max(a, b) * 1920)]
        const mask = placed.within({ x: start, y: 0, width: end - start, height: 1080 })
        if (end === start) return
        const across = frame.width / 1920
        expect(mask.x).toBeLessThanOrEqual(start * across + 1e-6)
        expect(mask.x + mask.width).toBeGreaterThanOrEqual(end * across - 1e-5)
        expect(mask.width).toBeLessThan((end - start) * across + 2)
      }),
    )
  })
})

const isWhole = (rect: Rect): boolean => Object.values(rect).every((value: number) => Number.isInteger(value) && value >= 0)
const isInside = (rect: Rect, of: Rect): boolean =>
  rect.x >= of.x && rect.y >= of.y && rect.x + rect.width <= of.x + of.width && rect.y + rect.height <= of.y + of.height
