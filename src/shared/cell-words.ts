import { CLEAR, NOISE } from './confidence'
import type { Messages } from './messages'
import type { Cell, Field, Table } from './table'
import { headersOf } from './table-grid'

type Say = Messages['say']

/** What is said of a cell, before it is put into a sentence; rows and columns are counted from 1. */
export interface SpokenCell {
  /** As it is said: marked where it is unclear, "empty" where it is. */
  readonly text: string
  readonly columnHeader: string
  readonly rowHeader: string
  /** What the cells below and beside it have as headers because of it: it may name them itself. */
  readonly names: { readonly column: string; readonly row: string }
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
}

/** A cell's text as it is said and shown to readers: "unclear: 1Z", "not readable", "Milk, checked"; empty where nothing stands in it. */
export function cellText(cell: Pick<Cell, 'text' | 'confidence' | 'checked'>, say: Say): string {
  return [readText(cell, say), cell.checked === undefined ? '' : stateText(cell.checked, say)].filter(Boolean).join(', ')
}

/** "checked" or "not checked". */
function stateText(checked: boolean, say: Say): string {
  return say(checked ? 'table.checked' : 'table.not-checked')
}

/** What stands for a field's label: its value as it was read, "checked", "not readable", "empty". */
export function fieldText({ value, checked, marked }: Pick<Field, 'value' | 'checked' | 'marked'>, say: Say): string {
  if (checked !== undefined) return stateText(checked, say)
  return value || say(marked ? 'table.unreadable' : 'table.empty')
}

function readText({ text, confidence }: Pick<Cell, 'text' | 'confidence'>, say: Say): string {
  if (confidence >= CLEAR || (text === '' && confidence >= NOISE)) return text
  return confidence >= NOISE ? say('answer.unclear', { text }) : say('table.unreadable')
}

/** Headers as one: "Sales, North". */
export function headerText(headers: readonly Cell[], say: Say): string {
  return headers.filter(({ confidence }) => confidence >= NOISE).map((cell) => readText(cell, say)).filter(Boolean).join(', ')
}

export function spokenCell(table: Table, cell: Cell, say: Say): SpokenCell {
  const headers = headersOf(table, cell)
  const own = (header: Cell['header']): Cell[] => (cell.header === header ? [cell] : [])
  return {
    text: cellText(cell, say) || say('table.empty'),
    columnHeader: headerText(headers.column, say),
    rowHeader: headerText(headers.row, say),
    names: { column: headerText([...headers.column, ...own('column')], say), row: headerText([...headers.row, ...own('row')], say) },
    row: cell.row + 1,
    column: cell.column + 1,
    rowSpan: cell.rowSpan,
    columnSpan: cell.columnSpan,
  }
}

/**
 * What is read of a cell, as screen readers say it: its text, then those headers that were not heard with the cell
 * before, nor were it; and where it is, in Descry's words.
 */
export function cellWords(cell: SpokenCell, before: SpokenCell | null, say: Say): { read: string[]; place: string } {
  const { columnHeader, rowHeader, rowSpan, columnSpan, row, column } = cell
  const fresh = [
    before && [before.rowHeader, before.names.row].includes(rowHeader) ? '' : rowHeader,
    before && [before.columnHeader, before.names.column].includes(columnHeader) ? '' : columnHeader,
  ]
  const spans = [
    columnSpan > 1 ? say('table.spans-columns', { count: columnSpan }) : '',
    rowSpan > 1 ? say('table.spans-rows', { count: rowSpan }) : '',
  ]
  return {
    read: [cell.text, ...fresh].filter(Boolean),
    place: [...spans, say('table.position', { row, column })].filter(Boolean).join(', '),
  }
}

/** Parts as one text with a pause after each: where a part has no mark of its own, a full stop. */
export function withPauses(parts: readonly string[]): string {
  return parts.map((part) => (/[.!?:;,…]["”’]?$/u.test(part) ? part : `${part}.`)).join(' ')
}
