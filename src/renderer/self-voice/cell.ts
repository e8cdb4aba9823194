import type { SpokenCell } from '../../shared/cell-words'
import { plainText } from './plain-text'

const CELLS = ['gridcell', 'columnheader', 'rowheader'].map((role) => `[role=grid] [role=${role}]`).join(',')

/** A cell of a table that is walked, by what the page tells readers of it; null for anything else. */
export function cellOf(element: Element): SpokenCell | null {
  if (!(element instanceof HTMLTableCellElement) || !element.matches(CELLS)) return null
  const text = plainText(element)
  const columnHeader = headersOf(element, 'columnheader')
  const rowHeader = headersOf(element, 'rowheader')
  const withOwn = (headers: string, role: string): string => (element.getAttribute('role') === role ? [headers, text].filter(Boolean).join(', ') : headers)
  return {
    text,
    columnHeader,
    rowHeader,
    names: { column: withOwn(columnHeader, 'columnheader'), row: withOwn(rowHeader, 'rowheader') },
    row: Number(element.parentElement?.getAttribute('aria-rowindex')),
    column: Number(element.getAttribute('aria-colindex')),
    rowSpan: element.rowSpan,
    columnSpan: element.colSpan,
  }
}

function headersOf(cell: HTMLTableCellElement, role: string): string {
  const headers = cell.headers.split(' ').flatMap((id) => (id === '' ? [] : (cell.ownerDocument.getElementById(id) ?? [])))
  return headers.filter((header) => header.getAttribute('role') === role).map(plainText).filter(Boolean).join(', ')
}

/** Rows and columns of a table, as the page tells readers. */
export function gridSize(grid: Element): { rows: number; columns: number } {
  return { rows: Number(grid.getAttribute('aria-rowcount')), columns: Number(grid.getAttribute('aria-colcount')) }
}
