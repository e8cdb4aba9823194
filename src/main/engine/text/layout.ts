import type { Box } from '../../../shared/text-line'
import { gapsOf, medianHeight, partAt, span, type Gap, type Item } from './gaps'
import { rowGaps } from './grid'
import { NO_RULINGS, type Rulings } from './rulings'

/** Gaps in median heights: what parts columns, and what parts paragraphs. */
const COLUMN_GAP = 0.75
const PARAGRAPH_GAP = 0.8
/** The words of a menu or status bar are no further apart than this many heights. */
const BAR_GAP = 3.2
/** A gap between rows outweighs one between columns from this share of it on. */
const ROWS_WIN = 0.9
/** So does one of this many heights. */
const WIDE_ROW = 3.5
/** Gaps between columns of one kind: smallest ÷ widest. */
const ALIKE = 0.4
/** One that is this much wider than any other comes before everything else. */
const LONE_ROW = 2.5

/** A place in the caller's list and the block it belongs to; in reading order. */
interface Placed {
  readonly index: number
  readonly block: number
}

/**
 * Reading order and blocks of lines, by a recursive XY-cut (Nagy and Seth, 1984) that knows tables,
 * bars and chats: columns are read one after the other unless their rows belong together.
 */
export function layOut(boxes: readonly Box[], rulings: Rulings = NO_RULINGS): Placed[] {
  const blocks: Item[][] = []
  cut(
    boxes.map((box, index) => ({ index, box })),
    { rulings, emit: (block) => blocks.push(block) },
  )
  return blocks.flatMap((block, number) => block.map(({ index }) => ({ index, block: number })))
}

interface Page {
  readonly rulings: Rulings
  readonly emit: (block: Item[]) => void
}

function cut(items: readonly Item[], page: Page): void {
  if (items.length < 2) {
    if (items.length === 1) page.emit([...items])
    return
  }
  const height = medianHeight(items)
  const rows = gapsOf(items, 'y', height * 0.02)
  const columns = gapsOf(items, 'x', height * COLUMN_GAP)
  const ruledRows = ruled('y', rows, items, page)
  if (ruledRows.length > 0) {
    emitRows(partAt(items, 'y', ruledRows), ruledRows, [], height, page)
    return
  }
  const ruledColumns = ruled('x', columns, items, page)
  if (ruledColumns.length > 0) {
    for (const part of partAt(items, 'x', ruledColumns)) cut(part, page)
    return
  }
  if (columns.length === 0) cutColumn(items, rows, height, page)
  else if (rows.length === 0) for (const part of partAt(items, 'x', columns)) cut(part, page)
  else cutBoth(items, rows, columns, height, page)
}

/** Those of the gaps in which a line or an edge is drawn from end to end of the region. */
function ruled(axis: 'x' | 'y', gaps: readonly Gap[], items: readonly Item[], page: Page): Gap[] {
  const spans = items.map((item) => span(item, axis === 'x' ? 'y' : 'x'))
  const length = [Math.min(...spans.map(([from]) => from)), Math.max(...spans.map(([, to]) => to))] as const
  return gaps.filter((gap) => page.rulings(axis, [gap.from, gap.to], length))
}

/** No gap runs down the whole region: either a column of text, or something spans columns. */
function cutColumn(items: readonly Item[], rows: readonly Gap[], height: number, page: Page): void {
  const spanning = bestSpanCut(items, rows)
  if (spanning) {
    for (const part of partAt(items, 'y', [spanning])) cut(part, page)
    return
  }
  const paragraphs = partAt(items, 'y', rows.filter((gap) => gap.size >= height * PARAGRAPH_GAP))
  for (const paragraph of paragraphs) {
    if (paragraphs.length > 1) cut(paragraph, page)
    else page.emit(paragraph.sort(byRow))
  }
}

/** The gap whose one side, freed from the other, falls apart into columns; that with the larger side. */
function bestSpanCut(items: readonly Item[], rows: readonly Gap[]): Gap | null {
  let best: Gap | null = null
  let most = 1
  for (const row of rows) {
    for (const part of partAt(items, 'y', [row])) {
      if (part.length <= most) continue
      const columns = gapsOf(part, 'x', medianHeight(part) * COLUMN_GAP)
      if (columns.length === 0) continue
      most = part.length
      best = row
    }
  }
  return best
}

function cutBoth(
  items: readonly Item[],
  rows: readonly Gap[],
  columns: readonly Gap[],
  height: number,
  page: Page,
): void {
  const cells = partAt(items, 'x', columns)
  const head = headOf(cells)
  if (head) {
    page.emit(head)
    return
  }
  const bar = barGap(items, rows, columns, height)
  if (bar) {
    for (const part of partAt(items, 'y', [bar])) cut(part, page)
    return
  }
  const [row, next] = [...rows].sort((a, b) => b.size - a.size)
  if (row && row.size >= height * WIDE_ROW && row.size >= (next?.size ?? 0) * LONE_ROW) {
    for (const part of partAt(items, 'y', [row])) cut(part, page)
    return
  }
  const grid = rowGaps(items, columns)
  if (grid) {
    emitRows(partAt(items, 'y', grid), grid, columns, height, page)
    return
  }
  const column = freeingColumn(items, columns)
  const enough = Math.min(column.gap.size * ROWS_WIN, height * WIDE_ROW)
  if (row && row.size >= enough && !column.frees) {
    for (const part of partAt(items, 'y', [row])) cut(part, page)
  } else {
    const about = column.frees ? [column.gap] : columns.filter((gap) => gap.size >= column.gap.size * ALIKE)
    for (const part of partAt(items, 'x', about)) cut(part, page)
  }
}

/** Rows of single lines that lie close are one block, a table; others keep their own blocks. */
function emitRows(
  strips: Item[][],
  gaps: readonly Gap[],
  columns: readonly Gap[],
  height: number,
  page: Page,
): void {
  let table: Item[] = []
  const flush = (): void => {
    if (table.length > 0) page.emit(table)
    table = []
  }
  for (const [i, strip] of strips.entries()) {
    if (i > 0 && (gaps[i - 1]?.size ?? 0) > height * 2.5) flush()
    const ordered: Item[][] = []
    const cells = partAt(strip, 'x', columns)
    const head = headOf(cells)
    if (head) ordered.push(head)
    else for (const cell of cells) cut(cell, { ...page, emit: (block) => ordered.push(block) })
    const single = gapsOf(strip, 'y', 0.01).length === 0
    if (single) table.push(...ordered.flat())
    else {
      flush()
      for (const block of ordered) page.emit(block)
    }
  }
  flush()
}

/** A cell of some lines with one more beside its first (sender, time, subject): that is read second. */
function headOf(cells: readonly Item[][]): Item[] | null {
  const [lines, [beside] = []] = cells
  if (cells.length !== 2 || !lines || !beside || lines.length < 2 || cells[1]?.length !== 1) return null
  const [first, ...rest] = [...lines].sort(byRow)
  if (!first) return null
  const middle = ({ box }: Item): number => box.y + box.height / 2
  return Math.abs(middle(first) - middle(beside)) < first.box.height * 0.3 ? [first, beside, ...rest] : null
}

/**
 * A menu or status bar: one row at the top or bottom, of three words or more, that goes on evenly
 * over the gaps between the columns of the rest.
 */
function barGap(
  items: readonly Item[],
  rows: readonly Gap[],
  columns: readonly Gap[],
  height: number,
): Gap | null {
  for (const gap of [rows[0], rows.at(-1)]) {
    if (!gap) continue
    for (const part of partAt(items, 'y', [gap])) {
      if (part.length < 3 || part.length > items.length - 2 || gapsOf(part, 'y', 0.01).length > 0) continue
      const between = gapsOf(part, 'x', 0)
      if (between.length < part.length - 1) continue
      const close = between.filter(({ size }) => size <= height * BAR_GAP)
      const over = (column: Gap): boolean =>
        close.some(({ at, size }) => Math.abs(at - column.at) <= size / 2)
      const crossed = columns.some(over)
      if (close.length === between.length && crossed) return gap
    }
  }
  return null
}

/** The gap between columns that leaves a table, a shelf or a chat on one side, else the widest. */
function freeingColumn(
  items: readonly Item[],
  columns: readonly Gap[],
): { readonly gap: Gap; readonly frees: boolean } {
  for (const gap of columns) {
    for (const part of partAt(items, 'x', [gap])) {
      const inner = gapsOf(part, 'x', medianHeight(part) * COLUMN_GAP)
      const small = columns.length >= 3 || part.length < 6 || inner.length === 0
      if (!small && rowGaps(part, inner)) return { gap, frees: true }
    }
  }
  return { gap: widest(columns), frees: false }
}

function widest(gaps: readonly Gap[]): Gap {
  return gaps.reduce((best, gap) => (gap.size > best.size ? gap : best))
}

/** Top to bottom; what overlaps in height by half goes left to right. */
function byRow(a: Item, b: Item): number {
  const shared = Math.min(a.box.y + a.box.height, b.box.y + b.box.height) - Math.max(a.box.y, b.box.y)
  if (shared > Math.min(a.box.height, b.box.height) / 2) return a.box.x - b.box.x
  return a.box.y - b.box.y
}
