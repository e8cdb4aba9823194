import type { Pixels } from '../vision/decode'

/**
 * Whether something drawn parts two sides of an empty stripe: a line, or the edge of a panel or card.
 *
 * @param axis `x`: the stripe runs from top to bottom, `y`: from left to right
 * @param stripe where the stripe lies on that axis, pixels
 * @param length from where to where it runs on the other axis, pixels
 */
export type Rulings = (
  axis: 'x' | 'y',
  stripe: readonly [number, number],
  length: readonly [number, number],
) => boolean

/** Difference of neighbouring pixels' lightness (0 to 255) that makes an edge. */
const EDGE = 4
/** Part of the stripe's length that an edge must run along. */
const UNBROKEN = 0.97
/** Places along the stripe that are looked at. */
const SAMPLES = 160

export const NO_RULINGS: Rulings = () => false

/** Rulings seen in a picture. */
export function rulingsOf({ width, height, rgb }: Pixels): Rulings {
  const light = (x: number, y: number): number => {
    const at = (y * width + x) * 3
    return ((rgb[at] ?? 0) * 77 + (rgb[at + 1] ?? 0) * 151 + (rgb[at + 2] ?? 0) * 28) >> 8
  }
  return (axis, stripe, length) => {
    const limit = axis === 'x' ? width : height
    const first = Math.max(1, Math.ceil(stripe[0]))
    const last = Math.min(limit - 1, Math.floor(stripe[1]))
    const span = length[1] - length[0]
    const count = Math.max(2, Math.min(SAMPLES, Math.floor(span / 2)))
    const most = (axis === 'x' ? height : width) - 1
    for (let place = first; place <= last; place++) {
      let missing = 0
      for (let i = 0; i < count && missing <= count * (1 - UNBROKEN); i++) {
        const along = Math.min(most, Math.max(0, Math.round(length[0] + ((i + 0.5) * span) / count)))
        const before = axis === 'x' ? light(place - 1, along) : light(along, place - 1)
        const here = axis === 'x' ? light(place, along) : light(along, place)
        if (Math.abs(here - before) < EDGE) missing++
      }
      if (missing <= count * (1 - UNBROKEN)) return true
    }
    return false
  }
}
