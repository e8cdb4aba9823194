import type { AnswerSentence } from '../../../shared/answer'
import { cellText, headerText, withPauses } from '../../../shared/cell-words'
import type { Messages } from '../../../shared/messages'
import type { Cell, Table } from '../../../shared/table'
import { cellAt, headersOf } from '../../../shared/table-grid'
import { tableLanguage } from './move-words'
import { ownSentence } from '../own-sentence'

/** A row as it is read. */
export interface TableRow {
  /** Counted from 0. */
  readonly row: number
  readonly sentence: AnswerSentence
  /** Of its cells, in order. */
  readonly lines: readonly number[]
  /** What stands in its cells, without headers. */
  readonly texts: readonly string[]
}

/** Cells that begin in a row, in order. */
const cellsOf = (table: Table, row: number): Cell[] => table.cells.filter((cell) => cell.row === row).sort((a, b) => a.column - b.column)

/** "Price: 3", "Sales, North: empty"; the text alone where no header names it. */
export function namedCell(table: Table, cell: Cell, say: Messages['say']): string {
  const header = headerText(headersOf(table, cell).column, say)
  const text = cellText(cell, say) || say('table.empty')
  return header === '' ? text : `${header}: ${text}`
}

/**
 * The rows that are read: "Name: Ada. Price: 3." Rows of column headers are heard with the cells below them, and by
 * themselves only where nothing comes below; rows in which nothing stands are left out. Pure.
 */
export function tableRows(table: Table, messages: Messages): TableRow[] {
  const lang = tableLanguage(table, messages.locale)
  const rows = Array.from({ length: table.rows }, (_, row) => row).filter((row) => cellsOf(table, row).some(({ text }) => text !== ''))
  const isHeader = (row: number): boolean => cellsOf(table, row).every(({ header, text }) => header === 'column' || text === '')
  const hasData = rows.some((row) => !isHeader(row))
  return rows
    .filter((row) => !(hasData && isHeader(row)))
    .map((row) => {
      const cells = cellsOf(table, row)
      const text = withPauses(cells.map((cell) => namedCell(table, cell, (key, values) => messages.say(key, values))))
      return {
        row,
        sentence: { text, lang, source: 'recogniser' },
        lines: cells.flatMap((cell) => cell.lines),
        texts: cells.map((cell) => cell.text).filter(Boolean),
      }
    })
}

/** "Table with 3 columns and 5 rows. Prices." */
export function tableOpening(table: Table, messages: Messages): AnswerSentence[] {
  const { rows, columns, caption } = table
  const own: AnswerSentence = ownSentence(messages, 'table.with', { rows, columns })
  const lang = tableLanguage(table, messages.locale)
  return caption === '' ? [own] : [own, { text: withPauses([caption]), lang, source: 'recogniser' }]
}

/** The column of this header, any case; undefined where there is none. */
export function columnNamed(table: Table, name: string): number | undefined {
  const wanted = sameLetters(name)
  for (let column = 0; column < table.columns; column++) {
    const headers = Array.from({ length: table.rows }, (_, row) => cellAt(table, { row, column })).filter((cell) => cell?.header === 'column')
    if (headers.some((cell) => cell && sameLetters(cell.text) === wanted)) return column
  }
  return undefined
}

/** Words in small letters between single spaces, without marks. */
export function sameLetters(text: string): string {
  return (text.toLowerCase().normalize('NFC').match(/[\p{L}\p{N}%€$£]+/gu) ?? []).join(' ')
}
