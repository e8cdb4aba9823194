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
