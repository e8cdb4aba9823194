import type { Cell, Field, Table } from '../../../src/shared/table'

type TruthCell = Pick<Cell, 'row' | 'column' | 'rowSpan' | 'columnSpan' | 'text' | 'header'>

interface TruthTable {
  readonly rows: number
  readonly columns: number
  readonly caption: string
  readonly box: readonly [number, number, number, number]
  readonly cells: readonly TruthCell[]
}

/** A picture's tables and fields as the page itself had them. */
export interface TruthPicture {
  readonly file: string
  /** How the table is drawn, or `form`, `receipt`. */
  readonly look: string
  readonly lang: 'en' | 'de'
  /** Settings may be chosen on `tune`; `held` only reports. */
  readonly half: 'tune' | 'held'
  readonly tables: readonly TruthTable[]
  readonly fields: readonly Pick<Field, 'label' | 'value'>[]
}

/** Sums over pictures: how many there are, and how many of them are right. */
export interface TableScore {
  tables: number
  tablesFound: number
  /** Found where none is. */
  falseTables: number
  cells: number
  /** Place and spans. */
  structureRight: number
  /** Place, spans and text. */
  cellsRight: number
  headersRight: number
  captions: number
  captionsRight: number
  fields: number
  fieldsRight: number
  falseFields: number
}

const NOTHING: Readonly<TableScore> = {
  tables: 0,
  tablesFound: 0,
  falseTables: 0,
  cells: 0,
  structureRight: 0,
  cellsRight: 0,
  headersRight: 0,
  captions: 0,
  captionsRight: 0,
  fields: 0,
  fieldsRight: 0,
  falseFields: 0,
}

/** Least part of both tables' common area that a found one shares with the true one. */
const SAME = 0.5

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Area that both have, as a part of the area that either has. */
function overlap({ box }: Table, [x, y, width, height]: TruthTable['box']): number {
  const across = Math.min(box.x + box.width, x + width) - Math.max(box.x, x)
  const down = Math.min(box.y + box.height, y + height) - Math.max(box.y, y)
  if (across <= 0 || down <= 0) return 0
  return (across * down) / (box.width * box.height + width * height - across * down)
}

/** Scores one picture. A cell is right where a found one has its place, its spans and its text. */
export function scoreTables(
  truth: Pick<TruthPicture, 'tables' | 'fields'>,
  found: { readonly tables: readonly Table[]; readonly fields: readonly Field[] },
): TableScore {
  const score = { ...NOTHING }
  const rest = new Set(found.tables)
  for (const table of truth.tables) {
    const [best] = [...rest].sort((a, b) => overlap(b, table.box) - overlap(a, table.box))
    const match = best && overlap(best, table.box) >= SAME ? best : null
    if (match) rest.delete(match)
    score.tables++
    score.captions++
    if (match) score.tablesFound++
    if (match && plain(match.caption) === plain(table.caption)) score.captionsRight++
    for (const cell of table.cells) scoreCell(score, cell, match)
  }
  score.falseTables = rest.size
  const fields = [...found.fields]
  for (const { label, value } of truth.fields) {
    const at = fields.findIndex((field) => plain(field.label) === plain(label) && plain(field.value) === plain(value))
    score.fields++
    if (at === -1) continue
    score.fieldsRight++
    fields.splice(at, 1)
  }
  score.falseFields = fields.length
  return score
}

function scoreCell(score: TableScore, cell: TruthCell, table: Table | null): void {
  score.cells++
  const found = table?.cells.find(({ row, column, rowSpan, columnSpan }) => {
    return row === cell.row && column === cell.column && rowSpan === cell.rowSpan && columnSpan === cell.columnSpan
  })
  if (!found) return
  score.structureRight++
  if (plain(found.text) === plain(cell.text)) score.cellsRight++
  if (found.header === cell.header) score.headersRight++
}

export function sum(scores: readonly TableScore[]): TableScore {
  const total = { ...NOTHING }
  for (const score of scores) for (const key of KEYS) total[key] += score[key]
  return total
}

const KEYS = Object.keys(NOTHING) as (keyof TableScore)[]

/** Groups that are reported: with lines drawn between rows or columns, without, receipts, forms. */
export const LOOKS: Readonly<Record<string, readonly string[]>> = {
  ruled: ['grid', 'rows', 'dotted', 'spans', 'grid-head'],
  unruled: ['zebra', 'bare', 'bare-spans'],
  receipts: ['receipt'],
  forms: ['form'],
}
