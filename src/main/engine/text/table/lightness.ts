import type { Box } from '../../../../shared/text-line'
import type { Pixels } from '../../vision/decode'

/** Lightness of each pixel, 0 to 255, row by row. */
export interface Lightness {
  readonly width: number
  readonly height: number
  readonly values: Uint8Array
}

/** Weights as BT.601 has them, in 256ths. */
export function lightnessOf({ width, height, rgb }: Pixels): Lightness {
  const values = new Uint8Array(width * height)
  for (let i = 0, at = 0; i < values.length; i++, at += 3) {
    values[i] = ((rgb[at] ?? 0) * 77 + (rgb[at + 1] ?? 0) * 151 + (rgb[at + 2] ?? 0) * 28) >> 8
  }
  return { width, height, values }
}

/** Difference of lightness within a column of pixels from which on there is ink in it. */
const INK = 24

/** Whether letters of a line stand in a column of pixels. */
export function hasInk({ width, height, values }: Lightness, box: Box, x: number): boolean {
  const top = Math.max(0, Math.round(box.y + box.height * 0.15))
  const bottom = Math.min(height, Math.round(box.y + box.height * 0.85))
  let least = 255
  let most = 0
  for (let y = top; y < bottom; y++) {
    const value = values[y * width + x] ?? 0
    if (value < least) least = value
    if (value > most) most = value
  }
  return most - least >= INK
}
