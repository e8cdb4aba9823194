import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { elementAround } from '../../../src/main/desktop/element-around'
import { ownParts, visibleParts } from '../../../src/main/desktop/regions'
import type { Rect } from '../../../src/shared/rect'

const SIDE = 12
const rect: fc.Arbitrary<Rect> = fc.record({
  x: fc.integer({ min: -4, max: SIDE }),
  y: fc.integer({ min: -4, max: SIDE }),
  width: fc.integer({ min: 0, max: 9 }),
  height: fc.integer({ min: 0, max: 9 }),
})
const holds = ({ x, y, width, height }: Rect, px: number, py: number): boolean =>
  px >= x && px < x + width && py >= y && py < y + height
const isIn = (all: readonly Rect[], px: number, py: number) => all.filter((r) => holds(r, px, py)).length

function everyPixel(check: (x: number, y: number) => void): void {
  for (let y = -5; y < SIDE + 10; y++) for (let x = -5; x < SIDE + 10; x++) check(x, y)
}

describe('the visible parts of windows', () => {
  test('are, pixel by pixel, what is in one of them and under none of the others, once each', () => {
    fc.assert(
      fc.property(fc.array(rect, { maxLength: 4 }), fc.array(rect, { maxLength: 5 }), (of, above) => {
        const parts = visibleParts(of, above)
        everyPixel((x, y) => {
          const isVisible = isIn(of, x, y) > 0 && isIn(above, x, y) === 0
          if (isIn(parts, x, y) !== Number(isVisible)) throw new Error(`pixel ${x}, ${y}`)
        })
      }),
      { numRuns: 300 },
    )
  })

  test('a window in the middle of another leaves four parts of it', () => {
    const hole = { x: 4, y: 4, width: 2, height: 2 }
    expect(visibleParts([{ x: 0, y: 0, width: 10, height: 10 }], [hole])).toHaveLength(4)
  })
})

describe("the parts of Descry's own windows", () => {
  test('are hidden by opaque windows above and by nothing else', () => {
    const stack = fc.array(fc.record({ bounds: rect, isClear: fc.boolean(), own: fc.boolean() }), { maxLength: 6 })
    fc.assert(
      fc.property(stack, (windows) => {
        const parts = ownParts(
          windows.map(({ bounds, isClear, own }, id) => ({ id, title: '', bounds, covers: isClear ? [] : [bounds], own })),
        )
        everyPixel((x, y) => {
          // From the top: does an own window come before an opaque one of somebody else?
          const hit = windows.find(({ bounds, own, isClear }) => (own || !isClear) && holds(bounds, x, y))
          if (isIn(parts, x, y) !== Number(hit?.own === true)) throw new Error(`pixel ${x}, ${y}`)
        })
      }),
      { numRuns: 300 },
    )
  })
})

describe('the area around the pointer', () => {
  const display = { x: 0, y: 0, width: 1920, height: 1080 }

  test('has the pointer in its middle where there is room', () => {
    const area = elementAround({ pointer: { x: 900, y: 500 }, display, window: null, scale: 1 })
    expect(area).toEqual({ x: 660, y: 340, width: 480, height: 320 })
  })

  test('stays inside of the display at its corner, and inside of the window under the pointer', () => {
    expect(elementAround({ pointer: { x: 1919, y: 1079 }, display, window: null, scale: 1 })).toMatchObject({ x: 1440, y: 760 })
    const window = { x: 700, y: 400, width: 300, height: 200 }
    expect(elementAround({ pointer: { x: 710, y: 410 }, display, window, scale: 1 })).toEqual(window)
  })

  test('is not bound to a tiny window, nor to one that the pointer is not over', () => {
    const tiny = { x: 890, y: 490, width: 30, height: 20 }
    expect(elementAround({ pointer: { x: 900, y: 500 }, display, window: tiny, scale: 1 }).width).toBe(480)
    const elsewhere = { x: 0, y: 0, width: 400, height: 400 }
    expect(elementAround({ pointer: { x: 900, y: 500 }, display, window: elsewhere, scale: 1 }).x).toBe(660)
  })

  test('always lies in the display, holds the pointer, and grows with the scale', () => {
    const size = fc.integer({ min: 1, max: 4000 })
    const any = fc.record({ x: fc.integer({ min: -2000, max: 2000 }), y: fc.integer({ min: -2000, max: 2000 }), width: size, height: size })
    const at = fc.record({ u: fc.double({ min: 0, max: 0.999, noNaN: true }), v: fc.double({ min: 0, max: 0.999, noNaN: true }) })
    fc.assert(
      fc.property(any, fc.option(any), at, fc.constantFrom(1, 1.25, 2, 3), (screen, window, { u, v }, scale) => {
        const pointer = { x: screen.x + Math.floor(u * screen.width), y: screen.y + Math.floor(v * screen.height) }
        const area = elementAround({ pointer, display: screen, window, scale })
        expect(Object.values(area).every(Number.isInteger)).toBe(true)
        expect(area.width).toBeLessThanOrEqual(Math.round(480 * scale))
        expect(area.x >= screen.x && area.x + area.width <= screen.x + screen.width).toBe(true)
        expect(area.y >= screen.y && area.y + area.height <= screen.y + screen.height).toBe(true)
        expect(holds(area, pointer.x, pointer.y)).toBe(true)
      }),
    )
  })
})
