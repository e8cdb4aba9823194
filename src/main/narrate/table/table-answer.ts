import type { AnswerSentence } from '../../../shared/answer'
import { cellText, fieldText, headerText, withPauses } from '../../../shared/cell-words'
import type { Messages } from '../../../shared/messages'
import type { Cell, Field, Table } from '../../../shared/table'
import { cellAt, headersOf } from '../../../shared/table-grid'
import { CLEAR, NOISE } from '../../../shared/confidence'
import type { NarrateOptions } from '../narrator'
import { placeNumber } from '../number-words'
import { tableStart, wholePart } from '../reading'
import { recognised } from '../recognised-text'
import { tableLanguage } from './move-words'
import { columnNamed, namedCell, sameLetters, tableRows } from './row-words'
import type { TableQuestion } from './table-question'
import { plainLabel, textParts, type ReadText } from './text-parts'

type Say = Messages['say']

/** Whether something stands at this label: only then the recogniser has an answer. */
export function hasValue(label: string, text: ReadText): boolean {
  return valueSentences(label, text, null).length > 0
}

/** What tables and fields answer to a question, as fact. Pure. */
export function tableAnswer(question: TableQuestion, text: ReadText, options: NarrateOptions): AnswerSentence[] {
  const { messages } = options
  const { tables } = text
  if (question.asks === 'value') return valueSentences(question.label, text, messages)
  if (tables.length === 0) return [own(messages.say('table.none'), messages)]
  switch (question.asks) {
    case 'table':
      return allTables(text, options)
    case 'size':
      return tables.map(({ rows, columns }, index) =>
        own(messages.say(tables.length === 1 ? 'table.rows' : 'table.rows-of', { table: index + 1, rows, columns }), messages),
      )
    case 'row':
      return oneRow(question.row, tables, messages)
    case 'column':
      return oneColumn(question.column, tables, messages)
  }
}

/** The first table as reading begins with it, where there is one and not all is wanted; else all of them whole. */
function allTables(text: ReadText, { messages, length, ...how }: NarrateOptions): AnswerSentence[] {
  const parts = textParts(text, messages).filter((part) => part.kind === 'table')
  const [only] = parts
  if (only && parts.length === 1 && length !== 'full') return tableStart(only, text, length, messages, how)
  return parts.flatMap((part) => wholePart(part, messages))
}

/** @param number from 1; -1 is the last */
function oneRow(number: number, tables: readonly Table[], messages: Messages): AnswerSentence[] {
  // Where there are several, it is in the first one that has so many.
  const table = tables.find(({ rows }) => rows >= Math.abs(number))
  if (!table) return [own(messages.say('table.no-row', { count: Math.max(...tables.map(({ rows }) => rows)) }), messages)]
  const row = number > 0 ? number - 1 : table.rows + number
  const place = own(messages.say('table.row', { row: row + 1 }), messages)
  const known = tableRows(table, messages).find((one) => one.row === row)
  return [place, known ? known.sentence : read(table, plainRow(table, row, messages), messages)]
}

/** A row of headers, or one in which nothing stands. */
function plainRow(table: Table, row: number, messages: Messages): string {
  const say: Say = (key, values) => messages.say(key, values)
  const texts = table.cells.filter((cell) => cell.row === row).map((cell) => cellText(cell, say))
  return withPauses(texts.some(Boolean) ? texts.filter(Boolean) : [say('table.empty')])
}

function oneColumn(name: string, tables: readonly Table[], messages: Messages): AnswerSentence[] {
  for (const table of tables) {
    const column = columnNamed(table, name)
    if (column !== undefined) return [read(table, withPauses([nameOf(table, column, messages), ...columnWords(table, column, messages)]), messages)]
  }
  const [table] = tables
  const number = placeNumber(name)
  if (!table) return []
  const column = number === undefined ? -1 : number > 0 ? number - 1 : table.columns + number
  if (column >= 0 && column < table.columns) {
    return [own(messages.say('table.column', { column: column + 1 }), messages), read(table, withPauses([nameOf(table, column, messages), ...columnWords(table, column, messages)].filter(Boolean)), messages)]
  }
  const names = Array.from({ length: table.columns }, (_, at) => nameOf(table, at, messages)).filter(Boolean)
  if (names.length === 0) return [own(messages.say('table.no-column-plain', { count: table.columns }), messages)]
  return [own(messages.say('table.no-column', { columns: names.join(', ') }), messages)]
}

/** A column's header; empty where it has none. */
function nameOf(table: Table, column: number, messages: Messages): string {
  const headers = table.cells.filter((cell) => cell.header === 'column' && cell.column <= column && column < cell.column + cell.columnSpan)
  return headerText(headers, (key, values) => messages.say(key, values))
}

/** The cells of a column below its headers, each with the name of its row: "Ada: 3". */
function columnWords(table: Table, column: number, messages: Messages): string[] {
  const say: Say = (key, values) => messages.say(key, values)
  const cells = new Set(Array.from({ length: table.rows }, (_, row) => cellAt(table, { row, column })))
  return [...cells].flatMap((cell) => {
    if (!cell || cell.header === 'column') return []
    const name = rowName(table, cell, say)
    const text = cellText(cell, say) || say('table.empty')
    return [name === '' ? text : `${name}: ${text}`]
  })
}

/** What names a cell's row: its row headers, else what stands in the first column beside it. */
function rowName(table: Table, cell: Cell, say: Say): string {
  const headers = headersOf(table, cell).row
  if (headers.length > 0) return headerText(headers, say)
  const first = cellAt(table, { row: cell.row, column: 0 })
  return first && first !== cell ? cellText(first, say) : ''
}

/** @param messages null where it is only asked whether there is any */
function valueSentences(label: string, text: ReadText, messages: Messages | null): AnswerSentence[] {
  const wanted = sameLetters(label)
  if (wanted === '') return []
  const say: Say = messages ? (key, values) => messages.say(key, values) : (key) => key
  const known = messages ?? { locale: 'en' as const, say }
  const fields = text.fields.filter((field) => field.confidence >= NOISE && sameLetters(plainLabel(field.label)) === wanted)
  if (fields.length > 0) return fields.map((field) => recognised(withPauses([fieldWords(field, say)]), known))
  for (const table of text.tables) {
    const found = inTable(wanted, table, known)
    if (found) return [read(table, found, known)]
  }
  return []
}

function fieldWords(field: Field, say: Say): string {
  const { label, value, confidence } = field
  const text = value === '' || confidence >= CLEAR ? fieldText(field, say) : say('answer.unclear', { text: value })
  return `${plainLabel(label)}: ${text}`
}

const BETWEEN = / (?:of|for|in|from|von|für|bei|des|der) /

/** A row by what names it, a column that has one cell, or the cell where a row and a column meet: "price of Ada". */
function inTable(wanted: string, table: Table, messages: Messages): string | null {
  const say: Say = (key, values) => messages.say(key, values)
  const row = rowNamed(table, wanted)
  if (row !== undefined) return tableRows(table, messages).find((one) => one.row === row)?.sentence.text ?? null
  const column = columnNamed(table, wanted)
  if (column !== undefined) return withPauses([nameOf(table, column, messages), ...columnWords(table, column, messages)])
  const [first = '', second = ''] = wanted.split(BETWEEN)
  for (const [across, down] of [[first, second], [second, first]] as const) {
    const meets = { column: columnNamed(table, across), row: rowNamed(table, down) }
    if (meets.column === undefined || meets.row === undefined) continue
    const cell = cellAt(table, { row: meets.row, column: meets.column })
    const name = cell ? rowName(table, cell, say) : ''
    if (cell) return withPauses([[name, namedCell(table, cell, say)].filter(Boolean).join(', ')])
  }
  return null
}

/** The row that this row header, or cell of the first column, stands in. */
function rowNamed(table: Table, wanted: string): number | undefined {
  if (wanted === '') return undefined
  return table.cells.find((cell) => cell.header !== 'column' && (cell.header === 'row' || cell.column === 0) && sameLetters(cell.text) === wanted)?.row
}

const read = (table: Table, text: string, messages: Messages): AnswerSentence => ({ text, lang: tableLanguage(table, messages.locale), source: 'recogniser' })

const own = (text: string, messages: Messages): AnswerSentence => ({ text, lang: messages.locale, source: 'recogniser' })
