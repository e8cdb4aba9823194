import type { TextLine } from '../../../shared/text-line'
import type { Pixels } from '../vision/decode'

/** Pictures with a side below this are mostly text from edge to edge, which the detector misses. */
const SMALL_SIDE = 96
/** What they get on every side, pixels. */
const MARGIN = 32

/** A small picture with a margin in its corner's colour, and how wide that is; larger ones as they are. */
export function withMargin(pixels: Pixels): { readonly pixels: Pixels; readonly margin: number } {
  if (Math.min(pixels.width, pixels.height) >= SMALL_SIDE) return { pixels, margin: 0 }
  const width = pixels.width + 2 * MARGIN
  const height = pixels.height + 2 * MARGIN
  const rgb = new Uint8Array(width * height * 3)
  for (let i = 0; i < rgb.length; i++) rgb[i] = pixels.rgb[i % 3] ?? 0
  for (let y = 0; y < pixels.height; y++) {
    const row = pixels.rgb.subarray(y * pixels.width * 3, (y + 1) * pixels.width * 3)
    rgb.set(row, ((y + MARGIN) * width + MARGIN) * 3)
  }
  return { pixels: { width, height, rgb }, margin: MARGIN }
}

/** The lines in pixels of the picture without its margin. */
export function withoutMargin(lines: readonly TextLine[], margin: number, picture: Pixels): TextLine[] {
  if (margin === 0) return [...lines]
  return lines.map((line) => {
    const { x, y, width, height } = line.box
    const left = Math.max(0, x - margin)
    const top = Math.max(0, y - margin)
    const right = Math.min(picture.width, x + width - margin)
    const bottom = Math.min(picture.height, y + height - margin)
    const box = { x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) }
    return { ...line, box }
  })
}
