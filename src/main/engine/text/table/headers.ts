import { hasDigits, isNumeric, isYear, share } from './cell-type'
import { median, type Draft, type DraftCell } from './draft'
import type { Ink } from './ink'

/** A cell with what is known of it. */
export interface Known {
  readonly cell: DraftCell
  readonly text: string
  /** Null where nothing is in it. */
  readonly ink: Ink | null
}

/** Strokes of bold letters are so many times those of others. */
const BOLD = 1.22
/** Difference of lightness between what rows stand on. */
const PAPER = 6
/** Part of a column's cells that make it one of a type. */
const TYPED = 0.7
/** Names are no longer than this. */
const LONGEST_NAME = 32

type Kind = 'column' | 'row' | null

/** How many of the first rows name the columns, and whether the first column names the rows. */
export function headersOf(draft: Draft, known: readonly Known[]): (cell: DraftCell) => Kind {
  const heads = headRows(draft, known)
  const names = namesRows(draft, known, heads)
  return ({ row, column, columnSpan }) => {
    if (row < heads) return 'column'
    return names && column === 0 && (columnSpan === 1 || columnSpan < draft.columns - 1) ? 'row' : null
  }
}

function headRows({ rows, columns }: Draft, known: readonly Known[]): number {
  if (rows < 2) return 0
  const first = known.filter(({ cell }) => cell.row === 0)
  const deepest = Math.max(...first.map(({ cell }) => cell.rowSpan))
  const isGrouped = first.some(({ cell }) => cell.columnSpan > 1 && cell.columnSpan < columns)
  const depth = isGrouped && rows > 2 ? 2 : deepest < rows && deepest > 1 && first.some(({ cell }) => cell.rowSpan === 1) ? deepest : 1
  if (depth >= rows) return 0
  return isHead(known.filter(({ cell }) => cell.row < depth), known.filter(({ cell }) => cell.row >= depth)) ? depth : 0
}

function isHead(head: readonly Known[], body: readonly Known[]): boolean {
  const named = head.filter(({ text }) => text !== '')
  if (named.length < 2 || named.some(({ text }) => text.length > LONGEST_NAME * 2)) return false
  if (named.some(({ text }) => isNumeric(text) && !isYear(text))) return false
  if (isOtherPaper(named, body) || isBolder(named, body)) return true
  const columns = new Set(body.map(({ cell }) => cell.column))
  let other = 0
  let alike = 0
  for (const column of columns) {
    const texts = body.filter(({ cell, text }) => cell.column === column && text !== '').map(({ text }) => text)
    const name = head.findLast(({ cell }) => cell.column === column)?.text ?? ''
    if (name === '' || texts.length < 2) continue
    if (share(texts, hasDigits) < TYPED) continue
    if (hasDigits(name) && !isYear(name)) alike++
    else other++
  }
  if (other + alike > 0) return other > alike
  return named.every(({ text }) => text.length <= LONGEST_NAME && !hasDigits(text)) && columns.size > 2
}

/** The first row stands on something that no other row stands on. */
function isOtherPaper(head: readonly Known[], body: readonly Known[]): boolean {
  const papers = head.flatMap(({ ink }) => (ink ? [ink.paper] : []))
  const paper = median(papers)
  const others = body.flatMap(({ ink }) => (ink ? [ink.paper] : []))
  if (papers.length === 0 || others.length === 0) return false
  return others.filter((other) => Math.abs(other - paper) < PAPER).length <= others.length * 0.1
}

function isBolder(some: readonly Known[], others: readonly Known[]): boolean {
  const strokes = (all: readonly Known[]): number[] => all.flatMap(({ ink }) => (ink && ink.stroke > 0 ? [ink.stroke] : []))
  const [ours, theirs] = [strokes(some), strokes(others)]
  return ours.length > 0 && theirs.length > 0 && median(ours) >= median(theirs) * BOLD
}

/** The first column has names, bold or before numbers. */
function namesRows({ columns, rows }: Draft, known: readonly Known[], heads: number): boolean {
  const body = known.filter(({ cell, text }) => cell.row >= heads && text !== '')
  const first = body.filter(({ cell }) => cell.column === 0 && cell.columnSpan === 1)
  const rest = body.filter(({ cell }) => cell.column > 0)
  if (first.length < 2 || rest.length < 2 || rows - heads < 2) return false
  const texts = first.map(({ text }) => text)
  if (share(texts, hasDigits) > 0.3 || new Set(texts).size < texts.length * 0.9) return false
  if (isBolder(first, rest)) return true
  const numeric = Array.from({ length: columns - 1 }, (_, i) => rest.filter(({ cell }) => cell.column === i + 1)).filter(
    (column) => share(column.map(({ text }) => text), isNumeric) >= TYPED,
  ).length
  return numeric >= 2 && numeric * 2 >= columns - 1
}
