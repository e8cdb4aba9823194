import { gapsOf, medianHeight, partAt, type Gap, type Item } from './gaps'

/** Widths in heights from which on a line is prose, not a cell. */
const PROSE = 13
/** Part of the cells that hold what their column usually holds, in a grid. */
const REGULAR = 0.8
/** Part of all lines that must lie in rows with something in every column. */
const MOST_OF_IT = 0.6
/** The same where cells have several lines: with many cells empty it is a calendar, read by its columns. */
const MOST_OF_CARDS = 0.75
/** Lines of a card, and how their sizes differ (largest ÷ smallest), unlike those of a table. */
const MOST_CARD_LINES = 6
const CARD_SIZES = 1.3
/** Gaps of one level are this much larger than those of the next. */
const JUMP = 1.3
/** Heights by which cells of one row may differ in place. */
const NEAR = 0.35
/** Heights by which the beginnings of turns at the right differ at least. */
const RAGGED = 1.5

/**
 * The gaps between the rows of a table, a list of settings or a shelf of cards, which are read row by
 * row, or null where columns run on their own. Two patterns are known: a grid, in which every column
 * holds the same in each row, and a stair, in which hardly a row has more than one column (a chat).
 *
 * @param columns the gaps between columns
 */
export function rowGaps(items: readonly Item[], columns: readonly Gap[]): Gap[] | null {
  const height = medianHeight(items)
  const gaps = gapsOf(items, 'y', height * 0.05)
  for (const least of levelsOf(gaps)) {
    const rows = gaps.filter((gap) => gap.size >= least)
    const strips = partAt(items, 'y', rows)
    if (isStair(strips, columns) || isGrid(strips, columns)) return rows
  }
  return null
}

/** Sizes from which gaps are clearly larger than all the rest, the largest first, and the least of all. */
function levelsOf(gaps: readonly Gap[]): number[] {
  const sizes = gaps.map((gap) => gap.size).sort((a, b) => b - a)
  return sizes.filter((size, i) => size >= (sizes[i + 1] ?? 0) * JUMP)
}

/** How many items each column of a strip holds. */
function counts(strip: readonly Item[], columns: readonly Gap[]): number[] {
  const out = new Array<number>(columns.length + 1).fill(0)
  for (const { box } of strip) {
    const column = columns.filter((gap) => gap.at < box.x + box.width / 2).length
    out[column] = (out[column] ?? 0) + 1
  }
  return out
}

/** Rows that go from side to side, as the turns of a talk do. */
function isStair(strips: readonly Item[][], columns: readonly Gap[]): boolean {
  let shared = 0
  let turns = 0
  let previous = -1
  const starts: number[] = []
  for (const strip of strips) {
    const filled = counts(strip, columns)
    if (filled.filter((count) => count > 0).length > 1) shared += strip.length
    const side = filled.findIndex((count) => count > 0)
    if (previous !== -1 && side !== previous) turns++
    previous = side
    if ((filled.at(-1) ?? 0) > 0) starts.push(Math.max(...strip.map(({ box }) => box.x)))
  }
  // Turns end at the right edge; a column of a list or an article begins at one place.
  const ragged = Math.max(...starts) - Math.min(...starts) > medianHeight(strips.flat()) * RAGGED
  if (shared === 0 && starts.length <= 2) return true
  return ragged && turns >= 3 && shared <= strips.flat().length * (1 - REGULAR)
}

/** Cells that hold what their column usually holds, in most rows. */
function isGrid(strips: readonly Item[][], columns: readonly Gap[]): boolean {
  const full = strips.filter((strip) => counts(strip, columns).every((count) => count > 0))
  if (full.length < 2 || full.flat().length < strips.flat().length * MOST_OF_IT) return false
  const lines = full.flat().length
  const cells = full.length * (columns.length + 1)
  if (columns.length > 1 && lines > cells * 1.2 && lines < strips.flat().length * MOST_OF_CARDS) return false
  const table = full.map((strip) => counts(strip, columns))
  let regular = 0
  for (let column = 0; column <= columns.length; column++) {
    const tally = new Map<number, number>()
    for (const row of table) tally.set(row[column] ?? 0, (tally.get(row[column] ?? 0) ?? 0) + 1)
    regular += Math.max(...tally.values())
  }
  const order = regular / cells
  return order >= REGULAR && inLine(full, columns) && !isProse(full, columns) && !isShelf(full, table)
}

/** One row of cards, each with lines of its own sizes: cards are read one after the other. */
function isShelf(strips: readonly Item[][], table: readonly number[][]): boolean {
  if (strips.length > MOST_CARD_LINES || table.some((row) => row.some((count) => count > 1))) return false
  const spread = (values: readonly number[]): number => Math.max(...values) / Math.min(...values)
  const middles = strips.map((strip) => {
    return strip.reduce((sum, { box }) => sum + box.y + box.height / 2, 0) / strip.length
  })
  const pitches = middles.slice(1).map((middle, i) => middle - (middles[i] ?? 0))
  return spread(strips.map(medianHeight)) > CARD_SIZES || spread(pitches) > CARD_SIZES
}

/** Whether the cells of most rows begin at one height or have one middle: columns of their own do not. */
function inLine(strips: readonly Item[][], columns: readonly Gap[]): boolean {
  const straight = strips.filter((strip) => {
    const near = medianHeight(strip) * NEAR
    const cells = partAt(strip, 'x', columns).map((cell) => ({
      top: Math.min(...cell.map(({ box }) => box.y)),
      bottom: Math.max(...cell.map(({ box }) => box.y + box.height)),
    }))
    const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values)
    const tops = cells.map(({ top }) => top)
    const middles = cells.map(({ top, bottom }) => (top + bottom) / 2)
    return spread(tops) < near || spread(middles) < near
  })
  return straight.length >= strips.length * REGULAR
}

/** Columns of running text whose lines happen to stand side by side. */
function isProse(strips: readonly Item[][], columns: readonly Gap[]): boolean {
  let wide = 0
  for (let column = 0; column <= columns.length; column++) {
    const shapes = strips
      .flat()
      .filter(({ box }) => columns.filter((gap) => gap.at < box.x + box.width / 2).length === column)
      .map(({ box }) => box.width / box.height)
      .sort((a, b) => a - b)
    if ((shapes[Math.floor(shapes.length / 2)] ?? 0) >= PROSE) wide++
  }
  return wide >= 2
}
