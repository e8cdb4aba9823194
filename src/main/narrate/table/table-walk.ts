import type { Table } from '../../../shared/table'
import { cellAt, stepFrom, type CellStep, type GridPlace } from '../../../shared/table-grid'

/** Where somebody is in the tables of an answer. */
export interface TablePlace extends GridPlace {
  /** Which table, counted from 0. */
  readonly table: number
  /** The edge that was met last and leads on to another table: the same key once more goes there. */
  readonly beyond: CellStep | null
}

/** What a key comes to. `edge`: there is no cell on that side; `next` is the table that the key leads to when pressed again. */
export type TableMove =
  | { readonly to: 'cell'; readonly place: TablePlace; readonly entered: boolean }
  | { readonly to: 'edge'; readonly place: TablePlace; readonly next: number | null }
  | { readonly to: 'nothing' }

/** Tables come one below the other. */
const LEADS_ON: Readonly<Partial<Record<CellStep, 1 | -1>>> = { down: 1, up: -1 }

/**
 * Walks tables by the cell. The first key enters the first table at its first cell. At an edge one stays; where
 * another table comes below the last or above the first row, the same key once more enters that. Pure.
 *
 * @param from null before the first key
 */
export function walkTables(tables: readonly Table[], from: TablePlace | null, step: CellStep): TableMove {
  const table = from ? tables[from.table] : undefined
  if (!from || !table || !cellAt(table, from)) return enter(tables, 0, 'first')
  const next = stepFrom(table, from, step)
  if (next) return { to: 'cell', place: { ...next, table: from.table, beyond: null }, entered: false }
  const along = LEADS_ON[step]
  const other = along === undefined || !tables[from.table + along] ? null : from.table + along
  if (other === null) return { to: 'edge', place: { ...from, beyond: null }, next: null }
  if (from.beyond === step) return enter(tables, other, along === 1 ? 'first' : 'last')
  return { to: 'edge', place: { ...from, beyond: step }, next: other }
}

function enter(tables: readonly Table[], index: number, row: 'first' | 'last'): TableMove {
  const table = tables[index]
  const place = { table: index, row: row === 'first' || !table ? 0 : table.rows - 1, column: 0, beyond: null }
  return table && cellAt(table, place) ? { to: 'cell', place, entered: true } : { to: 'nothing' }
}
