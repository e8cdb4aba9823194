import { gapsOf, medianHeight, partAt, type Item } from '../gaps'
import { inOrder, union, type Draft, type DraftCell, type Numbered } from './draft'
import { columnsOf, type Columns } from './columns'
import { isTable } from './is-table'
import { rowsOf, type Rows } from './loose-rows'
import type { Rules } from './rules'
import { stripsOf, type Strip } from './strips'

/** Gaps, in heights, that end a table: below a row, and between columns that stand apart. */
const END = 2.6
const APART = 0.5
/** From so many rows on, a gap that is so many times the highest before it ends a table. */
const ENOUGH = 4
const HIGHER = 1.6
/** Part of a region's height that a pane's edge has at least, and how many lines. */
const EDGE = 0.4
const LINES = 5
/** A line's box reaches over it by this part of its height at most. */
const SLACK = 0.3
/** Heights by which lines from top to bottom of one table end above and below its rows, and differ among themselves. */
const ENDS = 1.6
const ALIKE = 0.5
/** Part of its rows that have texts in so many of its columns, and heights of a line. */
const FULL = { rows: 0.8, columns: 0.6, height: 1.5 } as const
/** No deeper than windows are nested. */
const MOST_CUTS = 12

/** Tables without lines round their cells: what stands in line, over rows that are alike. */
export function looseTables(lines: readonly Numbered[], rules: Rules): Draft[] {
  const found: Draft[] = []
  look(
    lines.map(({ index, line }) => ({ index, box: line.box })),
    { rules, lines: new Map(lines.map((each) => [each.index, each])), found },
    0,
  )
  return found
}

interface Page {
  readonly rules: Rules
  readonly lines: ReadonlyMap<number, Numbered>
  readonly found: Draft[]
}

function look(items: readonly Item[], page: Page, depth: number): void {
  if (items.length < 4 || depth > MOST_CUTS) return
  const down = ruledDown(items, page)
  if (down) {
    page.found.push(down.draft)
    for (const part of down.rest) look(part, page, depth + 1)
    return
  }
  const panes = panesOf(items, page.rules)
  if (panes) {
    for (const pane of panes) look(pane, page, depth + 1)
    return
  }
  const height = medianHeight(items)
  const strips = stripsOf(items)
  const rest: Strip[][] = []
  for (const run of runsOf(strips, height)) {
    const draft = run.length > 1 ? tableOf(run, page) : null
    if (draft) page.found.push(draft)
    else rest.push(run)
  }
  // What is no table as it stands may have one beside something else.
  if (rest.length === 1 && rest[0]?.length === strips.length) {
    const gaps = gapsOf(items, 'x', height * APART)
    const widest = [...gaps].sort((a, b) => b.size - a.size)[0]
    if (widest) for (const part of partAt(items, 'x', [widest])) look(part, page, depth + 1)
    return
  }
  for (const run of rest) {
    const inner = run.flatMap(({ items }) => items)
    if (run.length > 1) look(inner, page, depth + 1)
  }
}

/**
 * What lies above, below and at both sides of a long edge from top to bottom that no text crosses: a
 * side bar, a list beside a message. Null where there is none.
 */
function panesOf(items: readonly Item[], { vertical }: Rules): Item[][] | null {
  const { y, height } = union(items.map(({ box }) => box))
  const slack = medianHeight(items) * SLACK
  for (const { at, from, to } of vertical) {
    if (Math.min(to, y + height) - Math.max(from, y) < Math.max(height * EDGE, medianHeight(items) * LINES)) continue
    const sides: Item[][] = [[], [], [], []]
    let isCrossed = false
    for (const item of items) {
      const { box } = item
      const middle = box.y + box.height / 2
      if (middle < from || middle > to) sides[middle < from ? 0 : 3]?.push(item)
      else if (box.x + box.width < at + slack || box.x > at - slack) sides[box.x < at ? 1 : 2]?.push(item)
      else isCrossed = true
    }
    if (!isCrossed && sides[1]?.length && sides[2]?.length) return sides
  }
  return null
}

/**
 * A table whose columns are parted by lines from top to bottom, all as long as it is; unlike the edges of panes, which
 * go on where no text is. With what stands above and below it; null where there is none.
 */
function ruledDown(items: readonly Item[], page: Page): { draft: Draft; rest: Item[][] } | null {
  const height = medianHeight(items)
  const long = page.rules.vertical.filter(({ from, to }) => to - from > height * LINES)
  for (const rule of long) {
    const alike = long.filter(({ from, to }) => Math.abs(from - rule.from) < height * ALIKE && Math.abs(to - rule.to) < height * ALIKE)
    const middle = ({ box }: Item): number => box.y + box.height / 2
    const inside = items.filter((item) => middle(item) > rule.from && middle(item) < rule.to)
    const strips = stripsOf(inside)
    const [first, last] = [strips[0], strips.at(-1)]
    if (alike.length < 2 || !first || !last || strips.length < 3) continue
    if (first.top - rule.from > height * ENDS || rule.to - last.bottom > height * ENDS) continue
    const columns = columnsOf(strips)
    const { cores } = columns
    const parted = cores.slice(1).filter((core, i) => alike.some(({ at }) => at > (cores[i]?.to ?? 0) && at < core.from)).length
    if (cores.length < 3 || parted < cores.length - 1 || strips.some(({ top, bottom }) => bottom - top > height * FULL.height)) continue
    const { strips: rows } = rowsOf(strips, columns, page.rules)
    const full = rows.filter((row) => row.some(({ segments }) => segments.length >= cores.length * FULL.columns))
    if (full.length < rows.length * FULL.rows) continue
    const draft = tableOf(strips, page, true)
    if (draft) return { draft, rest: [items.filter((item) => middle(item) <= rule.from), items.filter((item) => middle(item) >= rule.to)] }
  }
  return null
}

/** Strips that follow each other closely and leave gaps between columns; others are runs of their own. */
function runsOf(strips: readonly Strip[], height: number): Strip[][] {
  const runs: Strip[][] = []
  let run: Strip[] = []
  const flush = (): void => {
    // A last line that is alone in its row belongs to what follows.
    let end = run.length
    while (end > 1 && isAlone(run[end - 1]) && !isWithin(run[end - 1], run.slice(0, end - 1))) end--
    if (end > 0) runs.push(run.slice(0, end))
    for (const strip of run.slice(end)) runs.push([strip])
    run = []
  }
  for (const strip of strips) {
    const last = run.at(-1)
    if (last) {
      const far = isFar(strip.top - last.bottom, run, height)
      const fits = isAlone(strip) ? isWithin(strip, run) : !isAlone(last) || run.length > 1
      const parts = columnsOf([...run, strip]).count > 1
      if (far || !fits || !parts) flush()
    }
    run.push(strip)
    if (run.length === 1 && isAlone(strip)) flush()
  }
  flush()
  return runs
}

/** Whether a gap ends a run: by its height, or as it is much higher than those before it. */
function isFar(gap: number, run: readonly Strip[], height: number): boolean {
  if (gap > height * END) return true
  if (run.length < ENOUGH) return false
  const highest = Math.max(...run.slice(1).map((strip, i) => strip.top - (run[i]?.bottom ?? 0)))
  return gap > Math.max(height * 0.8, highest * HIGHER)
}

const isAlone = (strip: Strip | undefined): boolean => (strip?.segments.length ?? 0) < 2

/** Whether a lone line lies within one column of those above. */
function isWithin(strip: Strip | undefined, run: readonly Strip[]): boolean {
  const [only] = strip?.segments ?? []
  if (!only || run.length === 0) return false
  const { cores } = columnsOf(run)
  return cores.filter(({ from, to }) => only.from < to && only.to > from).length === 1
}

function tableOf(run: readonly Strip[], page: Page, ruled = false): Draft | null {
  const columns = columnsOf(run)
  if (columns.count < 2) return null
  const rows = rowsOf(run, columns, page.rules)
  const cells = cellsOf(rows, columns, page)
  const box = union(run.flatMap(({ items }) => items.map((item) => item.box)))
  const draft: Draft = { rows: rows.strips.length, columns: columns.count, ruled: ruled || rows.ruled, box, cells }
  const textOf = ({ lines }: DraftCell): string =>
    lines.map((index) => page.lines.get(index)?.line.text ?? '').join(' ')
  const height = medianHeight(run.flatMap(({ items }) => items))
  return isTable(draft, textOf, { height, gaps: rows.gaps, lines: page.lines }) ? draft : null
}

/** Cells by row and column; what nothing stands in is an empty one. */
function cellsOf({ strips }: Rows, columns: Columns, page: Page): DraftCell[] {
  const cells: DraftCell[] = []
  for (const [row, group] of strips.entries()) {
    const above = row < 2 ? columns.headOf(group, strips[row + 1]) : null
    const placed = new Map<number, { items: Item[]; span: number }>()
    for (const [i, segment] of group.flatMap((strip) => strip.segments).entries()) {
      const { column, span } = above?.[i] ?? columns.placeOf(segment)
      const cell = placed.get(column) ?? { items: [], span: 1 }
      cell.items.push(...segment.items)
      cell.span = Math.max(cell.span, span)
      placed.set(column, cell)
    }
    const top = Math.min(...group.map((strip) => strip.top))
    const bottom = Math.max(...group.map((strip) => strip.bottom))
    for (let column = 0; column < columns.count; ) {
      const cell = placed.get(column)
      let span = 1
      while (cell && span < cell.span && !placed.has(column + span)) span++
      const items = cell?.items ?? []
      const [from, to] = [columns.cores[column]?.from ?? 0, columns.cores[column + span - 1]?.to ?? 0]
      const place = { x: from, y: top, width: Math.max(1, to - from), height: Math.max(1, bottom - top) }
      cells.push({
        row,
        column,
        rowSpan: 1,
        columnSpan: span,
        box: union([place, ...items.map((item) => item.box)]),
        lines: inOrder(items.flatMap(({ index }) => page.lines.get(index) ?? [])),
      })
      column += span
    }
  }
  return cells
}
