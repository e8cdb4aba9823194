import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { area, around, intersect, share, subtract, subtractAll } from '../../src/shared/rects'

const rect = fc.record({
  x: fc.integer({ min: -20, max: 20 }),
  y: fc.integer({ min: -20, max: 20 }),
  width: fc.nat(20),
  height: fc.nat(20),
})
const has = (r: { x: number; y: number; width: number; height: number }, x: number, y: number): boolean =>
  x >= r.x && x < r.x + r.width && y >= r.y && y < r.y + r.height
const points = fc.tuple(fc.integer({ min: -20, max: 45 }), fc.integer({ min: -20, max: 45 }))

describe('rectangles', () => {
  it('have in common what lies in both', () => {
    fc.assert(
      fc.property(rect, rect, points, (a, b, [x, y]) => {
        const common = intersect(a, b)
        expect(common ? has(common, x, y) : false).toBe(has(a, x, y) && has(b, x, y))
      }),
    )
  })
  it('without others leave pieces that do not overlap and miss nothing', () => {
    fc.assert(
      fc.property(rect, fc.array(rect, { maxLength: 4 }), points, (whole, holes, [x, y]) => {
        const pieces = subtractAll(whole, holes).filter((piece) => has(piece, x, y))
        expect(pieces).toHaveLength(has(whole, x, y) && !holes.some((hole) => has(hole, x, y)) ? 1 : 0)
      }),
    )
  })
  it('are as large as their pieces', () => {
    fc.assert(
      fc.property(rect, rect, (whole, hole) => {
        const cut = intersect(whole, hole)
        const left = subtract(whole, hole).reduce((sum, piece) => sum + area(piece), 0)
        expect(left + (cut ? area(cut) : 0)).toBe(area(whole))
      }),
    )
  })
  it('lie in the one around them', () => {
    fc.assert(
      fc.property(fc.array(rect, { minLength: 1, maxLength: 4 }), points, (rects, [x, y]) => {
        if (rects.some((one) => has(one, x, y))) expect(has(around(rects), x, y)).toBe(true)
      }),
    )
    expect(around([])).toEqual({ x: 0, y: 0, width: 0, height: 0 })
  })
  it('cover a share of another, overlaps counted once', () => {
    const whole = { x: 0, y: 0, width: 10, height: 10 }
    const left = { x: -5, y: 0, width: 10, height: 10 }
    expect(share([left, left, { x: 0, y: 0, width: 10, height: 5 }], whole)).toBeCloseTo(0.75)
    expect(share([], whole)).toBe(0)
    expect(share([whole], { ...whole, width: 0 })).toBe(0)
  })
})
