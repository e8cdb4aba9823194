import type { Pixels } from './decode'

/**
 * Means and extremes of square blocks of a picture. A block averages sensor noise down to an eighth and
 * has the size of JPEG's own, so its mean is hardly touched by compression; its extremes keep a letter
 * of a single word.
 */
export interface BlockGrid {
  readonly cols: number
  readonly rows: number
  /** Side of a block, pixels; blocks at the right and bottom edge may be smaller. */
  readonly size: number
  readonly planes: readonly BlockPlane[]
}

/** One property of the pixels: luma (0 to 255), red − green, blue − green (−255 to 255). */
export interface BlockPlane {
  readonly mean: Float32Array
  /** Largest distance of a pixel from the mean of its block. */
  readonly reach: Float32Array
}

/** Sides of blocks by the picture's shorter side: the blocks must be many enough to compare. */
const SIZES = [
  { from: 64, size: 8 },
  { from: 16, size: 4 },
  { from: 0, size: 2 },
] as const

export function blockSize({ width, height }: Pixels): number {
  const side = Math.min(width, height)
  return SIZES.find(({ from }) => side >= from)?.size ?? 2
}

/** Rec. 601 luma in 1/256ths; the last place does not matter here and whole numbers are fast. */
export const LUMA = [77, 150, 29] as const

/** @param every takes each n-th row of blocks only; the grid then has those rows, one after the other */
export function measureBlocks(pixels: Pixels, every = 1): BlockGrid {
  const { width, height, rgb } = pixels
  const size = blockSize(pixels)
  const cols = Math.ceil(width / size)
  const rows = Math.ceil(Math.ceil(height / size) / every)
  const planes = [0, 1, 2].map(() => ({
    mean: new Float32Array(cols * rows),
    reach: new Float32Array(cols * rows),
  }))
  const bytes = Buffer.from(rgb.buffer, rgb.byteOffset, rgb.byteLength)
  const [luma, red, blue] = planes as [BlockPlane, BlockPlane, BlockPlane]
  for (let row = 0, block = 0; row < rows; row++) {
    const top = row * every * size
    const bottom = Math.min(height, top + size)
    const band = top * width * 3
    if (isFlat(bytes, band, bottom * width * 3)) {
      const [r, g, b] = [bytes[band] ?? 0, bytes[band + 1] ?? 0, bytes[band + 2] ?? 0]
      luma.mean.fill(g + ((LUMA[0] * (r - g) + LUMA[2] * (b - g)) >> 8), block, block + cols)
      red.mean.fill(r - g, block, block + cols)
      blue.mean.fill(b - g, block, block + cols)
      block += cols
      continue
    }
    for (let col = 0; col < cols; col++, block++) {
      const left = col * size
      const right = Math.min(width, left + size)
      let [sumL, sumR, sumB] = [0, 0, 0]
      let [lowL, lowR, lowB] = [255, 255, 255]
      let [highL, highR, highB] = [0, -255, -255]
      for (let y = top; y < bottom; y++) {
        let at = (y * width + left) * 3
        for (let x = left; x < right; x++, at += 3) {
          const g = rgb[at + 1] as number
          const r = (rgb[at] as number) - g
          const b = (rgb[at + 2] as number) - g
          const l = g + ((LUMA[0] * r + LUMA[2] * b) >> 8)
          sumL += l
          sumR += r
          sumB += b
          if (l < lowL) lowL = l
          if (l > highL) highL = l
          if (r < lowR) lowR = r
          if (r > highR) highR = r
          if (b < lowB) lowB = b
          if (b > highB) highB = b
        }
      }
      const count = (bottom - top) * (right - left)
      put(luma, block, sumL / count, lowL, highL)
      put(red, block, sumR / count, lowR, highR)
      put(blue, block, sumB / count, lowB, highB)
    }
  }
  return { cols, rows, size, planes }
}

/** Whether all pixels are alike: then the bytes are what they are one pixel on. Native, so nearly free. */
function isFlat(bytes: Buffer, from: number, to: number): boolean {
  return bytes.compare(bytes, from + 3, to, from, to - 3) === 0
}

function put(plane: BlockPlane, block: number, mean: number, low: number, high: number): void {
  plane.mean[block] = mean
  plane.reach[block] = Math.max(high - mean, mean - low)
}
