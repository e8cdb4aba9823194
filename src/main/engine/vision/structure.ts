import { LUMA, type BlockGrid, type BlockPlane } from './block-grid'
import type { Pixels } from './decode'

/** Evidence that there is something to see. */
interface Structure {
  /** Blocks whose mean departs from those around them more than noise explains. */
  readonly marks: number
  /** Departures of single pixels that stand out of their block, summed in levels: letters, icons, stars. */
  readonly ink: number
  /** Large cells that depart from a smooth picture: what is out of focus, or dim. */
  readonly patches: number
  /** Noise is alike everywhere; this is not. */
  readonly uneven: boolean
}

/**
 * Pixels × levels. Three hot pixels or two specks of dust come to 550 at most, whatever JPEG makes of
 * them; the smallest word tried (two letters of 5 × 7 pixels, 60 levels from a black ground) to 1,290.
 */
const ENOUGH_INK = 800
/** Specks in JPEG make one. */
const ENOUGH_MARKS = 4
/** Smooth pictures of a covered lens have none; photographs 9 of 224 pixels out of focus have 15. */
const ENOUGH_PATCHES = 3

/** Whether a picture shows anything besides plain colour, soft light, noise and specks. */
export function isStructured(pixels: Pixels, grid: BlockGrid): boolean {
  const { marks, ink, patches, uneven } = measureStructure(pixels, grid)
  return uneven || patches >= ENOUGH_PATCHES || marks >= ENOUGH_MARKS || ink >= ENOUGH_INK
}

/**
 * A quick look at some rows of blocks: true where most pictures are beyond doubt, so that only what may
 * be empty is measured block by block. Heavy noise (25 levels) stays below the limit.
 */
export function isClearlyStructured(sampled: BlockGrid): boolean {
  const { mean } = sampled.planes[0] as BlockPlane
  const { cols } = sampled
  const apart = Math.max(1, Math.round(cols / CLEAR_CELLS))
  let clear = 0
  for (let i = apart; i < mean.length - apart; i++) {
    const col = i % cols
    if (col < apart || col >= cols - apart) continue
    const departure = (mean[i] as number) - ((mean[i - apart] as number) + (mean[i + apart] as number)) / 2
    if (Math.abs(departure) > CLEAR_DEPARTURE) clear++
  }
  return clear > Math.max(CLEAR_LEAST, CLEAR_SHARE * mean.length)
}

/** Levels; the noise of a block's mean is at most 4, also where a camera has smoothed it. */
const CLEAR_DEPARTURE = 24
const CLEAR_LEAST = 6
/** Across the picture: neighbouring blocks of a large, soft photograph hardly differ. */
const CLEAR_CELLS = 28
const CLEAR_SHARE = 0.01

/** By plane: luma first, then the two colour differences, which JPEG stores more coarsely. */
interface Limits {
  /** Least departure of a block's mean from its neighbours', levels: twice JPEG 40's step of a block's mean. */
  readonly mark: number
  /** Least departure of a pixel, levels. */
  readonly pixel: number
  /** Least departure of a cell's mean, levels. */
  readonly patch: number
}
const LIMITS: readonly Limits[] = [
  { mark: 5, pixel: 8, patch: 4 },
  { mark: 12, pixel: 40, patch: 8 },
  { mark: 14, pixel: 44, patch: 10 },
]

/** Normal deviates: of 32,000 blocks in two directions none reaches 6 times the median by chance. */
const MARK_OVER_MEDIAN = 6
/** Of a pixel in a block of 64, beside the block's usual reach; noise stays below 2.2 of it. */
const PIXEL_OVER_USUAL = 2.6
/** Cells along the longer side. */
const CELLS = 14

function measureStructure(pixels: Pixels, grid: BlockGrid): Structure {
  let marks = 0
  let patches = 0
  let ink = 0
  grid.planes.forEach((plane, n) => {
    const limits = LIMITS[n] as Limits
    marks = Math.max(marks, countMarks(grid, plane, limits))
    patches = Math.max(patches, countPatches(grid, plane, limits))
    ink = Math.max(ink, sumInk(pixels, grid, plane, n, limits))
  })
  return { marks, ink, patches, uneven: isUneven(grid) }
}

/** How far each member of a grid is from the mean of its neighbours, along rows and along columns. */
function departures(mean: Float32Array, cols: number, rows: number): Float32Array {
  const out = new Float32Array(mean.length)
  for (let row = 0, i = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++, i++) {
      const own = mean[i] as number
      let most = 0
      if (col > 0 && col < cols - 1) {
        most = Math.abs(own - ((mean[i - 1] as number) + (mean[i + 1] as number)) / 2)
      }
      if (row > 0 && row < rows - 1) {
        const across = Math.abs(own - ((mean[i - cols] as number) + (mean[i + cols] as number)) / 2)
        if (across > most) most = across
      }
      out[i] = most
    }
  }
  return out
}

function countMarks({ cols, rows }: BlockGrid, { mean, reach }: BlockPlane, limits: Limits): number {
  const found = departures(mean, cols, rows)
  const limit = Math.max(limits.mark, MARK_OVER_MEDIAN * quantile(found, 0.5))
  let count = 0
  found.forEach((departure, i) => {
    if (departure > limit && departure > 0.5 * Math.min(reach[i] as number, 40)) count++
  })
  return count
}

function countPatches(grid: BlockGrid, plane: BlockPlane, limits: Limits): number {
  const step = Math.max(1, Math.round(Math.max(grid.cols, grid.rows) / CELLS))
  const cols = Math.floor(grid.cols / step)
  const rows = Math.floor(grid.rows / step)
  if (cols < 3 && rows < 3) return 0
  const cells = new Float32Array(cols * rows)
  for (let row = 0; row < rows * step; row++) {
    for (let col = 0; col < cols * step; col++) {
      const cell = Math.floor(row / step) * cols + Math.floor(col / step)
      cells[cell] = (cells[cell] as number) + (plane.mean[row * grid.cols + col] as number) / step ** 2
    }
  }
  // Light that leaks in along an edge is steep there, so the outer cells are left out.
  return departures(cells, cols, rows).filter((departure, i) => {
    const [col, row] = [i % cols, Math.floor(i / cols)]
    const inside = Math.min(col, row, cols - 1 - col, rows - 1 - row) >= 2
    return inside && departure > limits.patch
  }).length
}

/** Of a block's farthest pixel, for another one to be part of the same stroke. */
const STROKE_SHARE = 0.4

function sumInk(pixels: Pixels, grid: BlockGrid, plane: BlockPlane, property: number, limits: Limits): number {
  const limit = Math.max(limits.pixel, PIXEL_OVER_USUAL * quantile(plane.reach, 0.75))
  let ink = 0
  plane.reach.forEach((reach, block) => {
    if (reach <= limit) return
    // JPEG spreads a speck faintly over its block: only what has the speck's own strength is ink.
    const least = Math.max(limit / 2, STROKE_SHARE * reach)
    ink += inkOf(pixels, grid, plane, property, block, least)
  })
  return ink
}

/** Change of the light a pixel, by the means of the blocks on both sides; at an edge, of the one side. */
function slope({ mean }: BlockPlane, block: number, step: number, place: number, count: number, size: number): number {
  const before = place > 0 ? block - step : block
  const after = place < count - 1 ? block + step : block
  if (before === after) return 0
  return ((mean[after] as number) - (mean[before] as number)) / (((after - before) / step) * size)
}

/** Pixels of one block that depart from its light, which may fall off to one side, by more than `least`. */
function inkOf(
  { width, height, rgb }: Pixels,
  { cols, rows, size }: BlockGrid,
  plane: BlockPlane,
  property: number,
  block: number,
  least: number,
): number {
  const [col, row] = [block % cols, Math.floor(block / cols)]
  const [left, top] = [col * size, row * size]
  const right = Math.min(width, left + size)
  const bottom = Math.min(height, top + size)
  const [middleX, middleY] = [(left + right - 1) / 2, (top + bottom - 1) / 2]
  const slopeX = slope(plane, block, 1, col, cols, size)
  const slopeY = slope(plane, block, cols, row, rows, size)
  const mean = plane.mean[block] as number
  let ink = 0
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const at = (y * width + x) * 3
      const g = rgb[at + 1] as number
      const r = (rgb[at] as number) - g
      const b = (rgb[at + 2] as number) - g
      const value = property === 0 ? g + ((LUMA[0] * r + LUMA[2] * b) >> 8) : property === 1 ? r : b
      const light = mean + slopeX * (x - middleX) + slopeY * (y - middleY)
      const departure = Math.abs(value - light)
      if (departure > least) ink += departure
    }
  }
  return ink
}

/**
 * Text too faint to stand out of noise still fills some blocks and not others. Between the ninth decile
 * and the first quartile of empty pictures' reaches lie factors up to 2.6, of pages in fog 3 to 5.
 */
const UNEVEN = { size: 8, least: 8, floor: 2, ratio: 2.7 } as const

function isUneven({ size, planes }: BlockGrid): boolean {
  const { reach } = planes[0] as BlockPlane
  const high = quantile(reach, 0.9)
  const low = Math.max(UNEVEN.floor, quantile(reach, 0.25))
  return size === UNEVEN.size && high > UNEVEN.least && high > UNEVEN.ratio * low
}

/** Members that a quantile is taken of; sorting all blocks of a large picture takes longer than measuring them. */
const QUANTILE_SAMPLE = 4001

/** @param share 0.5 is the median */
export function quantile(values: Float32Array, share: number): number {
  // An odd number of samples does not fall into step with the columns of the grid.
  const count = Math.min(values.length, QUANTILE_SAMPLE)
  if (count === 0) return 0
  const sample = Float32Array.from({ length: count }, (_, i) => values[Math.floor((i * values.length) / count)] as number)
  return sample.sort()[Math.min(count - 1, Math.floor(count * share))] as number
}
