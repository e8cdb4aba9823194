import type { Reading } from '../../../shared/engine-protocol'
import type { Pixels } from './decode'

type Part = Pick<Reading, 'crop' | 'mirrored'>

/** What a reading shows the model: the part of the picture, at least one pixel of it, left and right exchanged where that is asked. */
export function readingPixels(pixels: Pixels, { crop, mirrored }: Part): Pixels {
  const part = crop ? cropped(pixels, crop) : pixels
  return mirrored ? mirror(part) : part
}

function cropped({ width, height, rgb }: Pixels, crop: NonNullable<Part['crop']>): Pixels {
  const [left, right] = span(crop.x, crop.width, width)
  const [top, bottom] = span(crop.y, crop.height, height)
  const row = (right - left) * 3
  const out = new Uint8Array(row * (bottom - top))
  for (let y = top; y < bottom; y++) {
    const from = (y * width + left) * 3
    out.set(rgb.subarray(from, from + row), (y - top) * row)
  }
  return { width: right - left, height: bottom - top, rgb: out }
}

/** Pixels from and to (not with it) of a share of a side. */
function span(start: number, share: number, size: number): [number, number] {
  const from = Math.min(size - 1, Math.round(start * size))
  return [from, Math.max(from + 1, Math.min(size, Math.round((start + share) * size)))]
}

function mirror({ width, height, rgb }: Pixels): Pixels {
  const out = new Uint8Array(rgb.length)
  for (let y = 0; y < height; y++) {
    const row = y * width * 3
    for (let x = 0; x < width; x++) {
      const [from, to] = [row + x * 3, row + (width - 1 - x) * 3]
      out[to] = rgb[from] ?? 0
      out[to + 1] = rgb[from + 1] ?? 0
      out[to + 2] = rgb[from + 2] ?? 0
    }
  }
  return { width, height, rgb: out }
}
