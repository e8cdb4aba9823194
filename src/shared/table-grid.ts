import type { Cell, Table } from './table'

/** Where a key leads from a cell. */
export type CellStep = 'left' | 'right' | 'up' | 'down'

/**
 * Where somebody is in a table: a place of its grid, counted from 0. Within a cell that spans several places it
 * is the one on the way: whoever goes on comes out in the row or column along which they came.
 */
export interface GridPlace {
  readonly row: number
  readonly column: number
}

type Grid = readonly (readonly (Cell | undefined)[])[]
const GRIDS = new WeakMap<Table, Grid>()

/** Every place of the grid with the cell that covers it; made once a table. */
function gridOf(table: Table): Grid {
  const known = GRIDS.get(table)
  if (known) return known
  const grid: (Cell | undefined)[][] = Array.from({ length: table.rows }, () => [])
  for (const cell of table.cells) {
    for (let row = cell.row; row < cell.row + cell.rowSpan; row++) {
      for (let column = cell.column; column < cell.column + cell.columnSpan; column++) {
        const places = grid[row]
        if (places && column < table.columns) places[column] ??= cell
      }
    }
  }
  GRIDS.set(table, grid)
  return grid
}

/** The cell that covers a place; undefined outside of the table. */
export function cellAt(table: Table, { row, column }: GridPlace): Cell | undefined {
  return gridOf(table)[row]?.[column]
}

/** The next place on that side, beyond the cell that one is in; null at the edge. */
export function stepFrom(table: Table, from: GridPlace, step: CellStep): GridPlace | null {
  const cell = cellAt(table, from)
  if (!cell) return null
  const to: Record<CellStep, GridPlace> = {
    left: { row: from.row, column: cell.column - 1 },
    right: { row: from.row, column: cell.column + cell.columnSpan },
    up: { row: cell.row - 1, column: from.column },
    down: { row: cell.row + cell.rowSpan, column: from.column },
  }
  return cellAt(table, to[step]) ? to[step] : null
}

interface CellHeaders {
  /** From the outermost to the nearest. */
  readonly column: readonly Cell[]
  readonly row: readonly Cell[]
}

/**
 * The cells that name a cell's columns and rows, all of those that it spans: the nearest run of headers above it
 * and on its left, as HTML finds them for cells without `headers`.
 */
export function headersOf(table: Table, cell: Cell): CellHeaders {
  const column = new Set<Cell>()
  const row = new Set<Cell>()
  for (let at = cell.column; at < cell.column + cell.columnSpan; at++) {
    const above = Array.from({ length: cell.row }, (_, i) => cellAt(table, { row: cell.row - 1 - i, column: at }))
    for (const header of nearestRun(above, 'column')) column.add(header)
  }
  for (let at = cell.row; at < cell.row + cell.rowSpan; at++) {
    const beside = Array.from({ length: cell.column }, (_, i) => cellAt(table, { row: at, column: cell.column - 1 - i }))
    for (const header of nearestRun(beside, 'row')) row.add(header)
  }
  return { column: [...column], row: [...row] }
}

/** @param away the cells from the nearest on @returns the first headers that come without another cell between them */
function nearestRun(away: readonly (Cell | undefined)[], header: Cell['header']): Cell[] {
  const from = away.findIndex((cell) => cell?.header === header)
  if (from === -1) return []
  const length = away.slice(from).findIndex((cell) => cell?.header !== header)
  return away.slice(from, length === -1 ? undefined : from + length).filter((cell) => cell !== undefined).reverse()
}
