import { SIGNATURE } from '../../../shared/engine-protocol'

/** How one view of a camera lies to another one of the same place. */
export interface Overlap {
  /** Cells from the one to the other, to the right and down: whole ones, or parts of one. */
  readonly x: number
  readonly y: number
}

const { columns: COLUMNS, rows: ROWS }: { readonly columns: number; readonly rows: number } = SIGNATURE
/** Cells that a camera may have moved between two descriptions: half of its view across, a quarter down. */
const FARTHEST = { x: COLUMNS / 2, y: ROWS / 4 } as const
/** Of so many cells each way one is compared. */
const STEP = 2
/** Levels by which cells of one place differ on average, at the most, and share of the difference unmoved views have. */
const SAME_PLACE = { levels: 12, share: 0.6 } as const
/** Of what differs between two views of one place, the share that a move by less than a cell must explain. */
const EXPLAINED = 0.5

/**
 * How far a camera moved from one view to another one, by the shift at which their signatures differ least; null
 * where they show different places. What their light has in common is left out. Pure.
 */
export function overlapOf(a: Uint8Array, b: Uint8Array): Overlap | null {
  const unmoved = difference(a, b, 0, 0)
  let best = { x: 0, y: 0, levels: unmoved }
  for (let y = -FARTHEST.y; y <= FARTHEST.y; y++) {
    for (let x = -FARTHEST.x; x <= FARTHEST.x; x++) {
      const levels = difference(a, b, x, y)
      if (levels < best.levels) best = { x, y, levels }
    }
  }
  if (best.levels > SAME_PLACE.levels) return null
  if (best.levels <= SAME_PLACE.share * unmoved) return { x: best.x, y: best.y }
  return unmoved <= SAME_PLACE.levels ? slightMove(a, b) : null
}

/**
 * How far a camera moved that moved less than a cell: the shift that best makes of the views' slopes what differs
 * between them, least squares (Lucas and Kanade, 1981, over the whole view); none where it does not explain most of it,
 * for then a thing came or went. Light that all cells have in common is left out.
 */
function slightMove(a: Uint8Array, b: Uint8Array): Overlap {
  const slopes = cellsOf(a, b)
  const mean = slopes.reduce((sum, { t }) => sum + t, 0) / slopes.length
  let [xx, xy, yy, xt, yt, tt] = [0, 0, 0, 0, 0, 0]
  for (const { x, y, t: level } of slopes) {
    const t = level - mean
    xx += x * x
    xy += x * y
    yy += y * y
    xt += x * t
    yt += y * t
    tt += t * t
  }
  const spread = xx * yy - xy * xy
  if (spread <= 0) return { x: 0, y: 0 }
  const [across, down] = [(xy * yt - yy * xt) / spread, (xy * xt - xx * yt) / spread]
  const isMove = -(across * xt + down * yt) >= EXPLAINED * tt && tt > 0
  return isMove ? { x: across, y: down } : { x: 0, y: 0 }
}

/** Of each cell that has neighbours: the slope of the light across and down, and by how much it differs. */
function cellsOf(a: Uint8Array, b: Uint8Array): { readonly x: number; readonly y: number; readonly t: number }[] {
  const at = (view: Uint8Array, cell: number): number => view[cell] as number
  const cells = []
  for (let row = 1; row < ROWS - 1; row++) {
    for (let cell = row * COLUMNS + 1; cell < (row + 1) * COLUMNS - 1; cell++) {
      const slope = (step: number): number => (at(a, cell + step) - at(a, cell - step) + at(b, cell + step) - at(b, cell - step)) / 4
      cells.push({ x: slope(1), y: slope(COLUMNS), t: at(a, cell) - at(b, cell) })
    }
  }
  return cells
}

/** Mean difference of the cells that two views share when the one is moved, levels. */
function difference(a: Uint8Array, b: Uint8Array, x: number, y: number): number {
  let [sum, all, count] = [0, 0, 0]
  const [left, right] = [Math.max(0, x), Math.min(COLUMNS, COLUMNS + x)]
  const [top, bottom] = [Math.max(0, y), Math.min(ROWS, ROWS + y)]
  for (let row = top; row < bottom; row += STEP) {
    for (let column = left; column < right; column += STEP) {
      const level = (a[row * COLUMNS + column] as number) - (b[(row - y) * COLUMNS + column - x] as number)
      sum += level
      all += Math.abs(level)
      count++
    }
  }
  return Math.max(0, all / count - Math.abs(sum / count) / 2)
}
