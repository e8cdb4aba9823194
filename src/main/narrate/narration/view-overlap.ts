import { SIGNATURE } from '../../../shared/engine-protocol'

/** How one view of a camera lies to another one of the same place. */
export interface Overlap {
  /** Cells from the one to the other: to the right, and down. */
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
  const isMoved = best.levels <= SAME_PLACE.share * unmoved
  return isMoved ? { x: best.x, y: best.y } : unmoved <= SAME_PLACE.levels ? { x: 0, y: 0 } : null
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
