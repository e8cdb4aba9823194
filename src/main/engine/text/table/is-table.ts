import { hasDigits, isNumeric, share } from './cell-type'
import { median, type Draft, type DraftCell, type Numbered } from './draft'

/** Least part of the places that hold something: of two columns, of more. */
const FILLED = { two: 0.85, more: 0.5 } as const
/** Part of a column's cells that must stand in line, and the heights by which they may be off. */
const IN_LINE = 0.7
const OFF = 0.6
/** Widths in heights from which on a line is prose. */
const PROSE = 13
/** Heights between rows: more, and there are pictures between them. */
const WIDE = 2.2

interface Measures {
  /** Of a line, pixels. */
  readonly height: number
  readonly gaps: readonly number[]
  readonly lines: ReadonlyMap<number, Numbered>
}

/** Whether rows and columns make a table, or only happen to stand in line: a chat, code, a menu, columns of text. */
export function isTable(draft: Draft, textOf: (cell: DraftCell) => string, measures: Measures): boolean {
  const { rows, columns, cells, ruled } = draft
  if (rows < 3 && !(ruled && rows >= 2)) return false
  const filled = cells.filter(({ lines }) => lines.length > 0)
  const places = filled.reduce((sum, cell) => sum + cell.columnSpan, 0)
  if (places < rows * columns * (columns === 2 ? FILLED.two : FILLED.more)) return false
  if (median(measures.gaps) > measures.height * WIDE) return false
  const byColumn = Array.from({ length: columns }, (_, column) =>
    filled.filter((cell) => cell.column === column && cell.columnSpan === 1),
  )
  const texts = byColumn.map((column) => column.map(textOf))
  if (byColumn.filter((column) => isProse(column, measures)).length > (columns > 3 ? 1 : 0)) return false
  const straight = byColumn.filter((column) => isStraight(column, measures)).length
  if (straight < columns * 0.8) return false
  if (isCounted(texts[0] ?? [])) return columns > 2 && straight === columns
  const numeric = texts.filter((column) => share(column, isNumeric) >= 0.5).length
  const plain = texts.filter((column) => share(column, hasDigits) < 0.5).length
  if (numeric === 0 && hasRowOfNumbers(filled, textOf, draft)) return false
  if (columns === 2) return (numeric === 1 || ruled) && !isStacked(byColumn[0] ?? []) && plain > 0
  return numeric > 0 || ruled || rows >= 4
}

const edges = (cell: DraftCell, { lines }: Measures): [number, number] => {
  const boxes = cell.lines.flatMap((index) => lines.get(index)?.line.box ?? [])
  return [Math.min(...boxes.map((box) => box.x)), Math.max(...boxes.map((box) => box.x + box.width))]
}

/** Cells of one column that begin, end or have their middle at one place. */
function isStraight(cells: readonly DraftCell[], measures: Measures): boolean {
  if (cells.length < 2) return cells.length === 1
  const sides = cells.map((cell) => edges(cell, measures))
  const places = [sides.map(([from]) => from), sides.map(([, to]) => to), sides.map(([from, to]) => (from + to) / 2)]
  return places.some((values) => {
    const middle = median(values)
    return values.filter((value) => Math.abs(value - middle) < measures.height * OFF).length >= cells.length * IN_LINE
  })
}

function isProse(cells: readonly DraftCell[], measures: Measures): boolean {
  const shapes = cells.flatMap(({ lines }) =>
    lines.flatMap((index) => {
      const box = measures.lines.get(index)?.line.box
      return box ? [box.width / box.height] : []
    }),
  )
  return median(shapes) >= PROSE
}

/** All columns have a number in one row, and none has them below each other: cards with prices or times. */
function hasRowOfNumbers(cells: readonly DraftCell[], textOf: (cell: DraftCell) => string, { rows, columns }: Draft): boolean {
  return Array.from({ length: rows }, (_, row) => cells.filter((cell) => cell.row === row)).some(
    (row) => row.length > 1 && row.length >= columns * 0.6 && row.every((cell) => isNumeric(textOf(cell))),
  )
}

/** 1, 2, 3 …: the numbers of lines of code. */
function isCounted(texts: readonly string[]): boolean {
  const numbers = texts.map(Number)
  const steps = numbers.filter((number, i) => i > 0 && number - (numbers[i - 1] ?? 0) === 1).length
  return texts.length >= 4 && steps >= (texts.length - 1) * 0.6
}

/** Most cells have several lines: a list of messages or settings. */
const isStacked = (cells: readonly DraftCell[]): boolean =>
  cells.filter(({ lines }) => lines.length > 1).length > cells.length * 0.6
