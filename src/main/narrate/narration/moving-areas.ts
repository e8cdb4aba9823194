import { SIGNATURE } from '../../../shared/engine-protocol'

/** What never rests on a screen, by its cells. */
interface MovingAreas {
  /** Too small for words that come and go in it: a caret, a clock, a spinner. */
  readonly small: ReadonlySet<number>
  /** A film, a log that never pauses: all cells of the box around it, and its edge. */
  readonly films: ReadonlySet<number>
}

const { columns: COLUMNS, rows: ROWS }: { readonly columns: number; readonly rows: number } = SIGNATURE
/** Cells across and down up to which an area is small. */
const SMALL = { across: 6, down: 4 } as const
/** Cells around a film that it may touch: they change less, and now and then. */
const EDGE = 1
/** Cells this near to one another belong to one area. */
const NEAR = 2

/** Sorts restless cells by the areas in which they lie: each is judged by itself, however much else moves. Pure. */
export function movingAreas(restless: ReadonlySet<number>): MovingAreas {
  const [small, films] = [new Set<number>(), new Set<number>()]
  const unsorted = new Set(restless)
  for (const first of restless) {
    if (!unsorted.delete(first)) continue
    const area = [first]
    for (const cell of area) {
      for (const near of around(cell)) if (unsorted.delete(near)) area.push(near)
    }
    const { left, top, right, bottom } = boxOf(area)
    const isSmall = right - left < SMALL.across && bottom - top < SMALL.down
    if (isSmall) for (const cell of area) small.add(cell)
    else for (const cell of cellsOf(left - EDGE, top - EDGE, right + EDGE, bottom + EDGE)) films.add(cell)
  }
  for (const cell of films) small.delete(cell)
  return { small, films }
}

function around(cell: number): number[] {
  const [x, y] = [cell % COLUMNS, Math.floor(cell / COLUMNS)]
  return cellsOf(x - NEAR, y - NEAR, x + NEAR, y + NEAR)
}

function boxOf(cells: readonly number[]): { left: number; top: number; right: number; bottom: number } {
  let [left, top, right, bottom] = [COLUMNS, ROWS, 0, 0]
  for (const cell of cells) {
    const [x, y] = [cell % COLUMNS, Math.floor(cell / COLUMNS)]
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  return { left, top, right, bottom }
}

/** Those of a box that are on the screen. */
function cellsOf(left: number, top: number, right: number, bottom: number): number[] {
  const cells: number[] = []
  for (let y = Math.max(0, top); y <= Math.min(ROWS - 1, bottom); y++) {
    for (let x = Math.max(0, left); x <= Math.min(COLUMNS - 1, right); x++) cells.push(y * COLUMNS + x)
  }
  return cells
}
