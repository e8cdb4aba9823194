import type { Cell, Field, Table } from '../../src/shared/table'
import type { TextLine } from '../../src/shared/text-line'

interface TableParts {
  readonly caption?: string
  /** Rows and columns of headers. */
  readonly headerRows?: number
  readonly headerColumns?: number
  /** By "row,column": how many rows and columns the cell spans. */
  readonly spans?: Readonly<Record<string, readonly [rows: number, columns: number]>>
  /** By "row,column". */
  readonly confidences?: Readonly<Record<string, number>>
  /** Which line the first cell is. */
  readonly from?: number
}

const WIDE = 100
const HIGH = 30

/** A table of these texts, a string a row with its cells between bars; a cell that another one covers is left out by "^". */
export function tableOf(rows: readonly string[], parts: TableParts = {}): { table: Table; lines: TextLine[] } {
  const { caption = '', headerRows = 1, headerColumns = 0, spans = {}, confidences = {}, from = 0 } = parts
  const lines: TextLine[] = []
  const texts = rows.map((row) => row.split('|').map((cell) => cell.trim()))
  const cells = texts.flatMap((row, y) =>
    row.flatMap((text, x): Cell[] => {
      if (text === '^') return []
      const [rowSpan, columnSpan] = spans[`${y},${x}`] ?? [1, 1]
      const confidence = confidences[`${y},${x}`] ?? 0.99
      const box = { x: x * WIDE, y: 100 + y * HIGH, width: columnSpan * WIDE, height: rowSpan * HIGH }
      const index = from + lines.length
      if (text !== '') lines.push({ text, confidence, box, block: 7 })
      const header = y < headerRows ? 'column' : x < headerColumns ? 'row' : null
      return [{ row: y, column: x, rowSpan, columnSpan, text, confidence: text === '' ? 1 : confidence, header, box, lines: text === '' ? [] : [index] }]
    }),
  )
  const columns = texts[0]?.length ?? 0
  const box = { x: 0, y: 100, width: columns * WIDE, height: rows.length * HIGH }
  return { table: { rows: rows.length, columns, ruled: true, caption, box, cells }, lines }
}

/** A field whose label and value are lines of their own. */
export function fieldOf(label: string, value: string, lines: readonly number[], confidence = 0.99): Field {
  return { label, value, confidence, box: { x: 0, y: 0, width: 200, height: 20 }, lines: [...lines] }
}

/** A check box or radio button with its label. */
export function choiceOf(label: string, checked: boolean, line: number, confidence = 0.99): Field {
  return { label, value: '', checked, confidence, box: { x: 0, y: 0, width: 200, height: 20 }, lines: [line] }
}

const BILL = tableOf(['|Sales|^', 'Month|North|South', 'May|1|2', 'June||4'], {
  caption: 'Sales by region',
  headerRows: 2,
  headerColumns: 1,
  spans: { '0,1': [1, 2] },
  confidences: { '3,2': 0.7 },
})

/** What an answer has of a page with a table, and of a form below it. */
export const TABLED = {
  lines: [...BILL.lines.map(({ text }) => text), 'Name:', 'Ada', 'Signature'],
  tables: [BILL.table],
  fields: [fieldOf('Name:', 'Ada', [8, 9]), fieldOf('Signature', '', [10])],
}
