import { centreY, holds, inOrder, median, type Draft, type Numbered } from './draft'
import type { Frame, Place } from './frames'

/** A cell that is higher than this many lines, or holds more, is a part of a window. */
const HIGHEST = 16
const MOST_LINES = 12
/** Least part of the places that hold something. */
const LEAST_FILLED = 0.35
/** Part of the cells in which texts may stand side by side. */
const MOST_WIDE = 0.25

/** A frame as a table with its lines in their cells; null where it is none: a box, a window's panes. */
export function ruledTable(frame: Frame, lines: readonly Numbered[]): Draft | null {
  const { rows, columns, box } = frame
  if (rows < 2 || columns < 2 || frame.places.length < 4) return null
  const inside = lines.filter(({ line }) => holds(box, line.box))
  if (inside.length < 3) return null
  const places = frame.places.flatMap((place) => partPlace(place, frame.edges, inside))
  const height = median(inside.map(({ line }) => line.box.height))
  const cells = places.map((place) => ({
    ...place,
    lines: inOrder(inside.filter(({ line }) => holds(place.box, line.box))),
  }))
  const filled = cells.filter((cell) => cell.lines.length > 0)
  if (filled.length < cells.length * LEAST_FILLED) return null
  if (cells.some((cell) => cell.box.height > height * HIGHEST || cell.lines.length > MOST_LINES)) return null
  // Lines between some columns or groups of rows alone: the others are found by how they stand.
  if (filled.filter((cell) => isWide(cell.lines, inside)).length > filled.length * MOST_WIDE) return null
  if (rows === 2 && filled.filter((cell) => cell.lines.length > 2).length * 2 >= columns) return null
  return { rows, columns, ruled: true, box, cells }
}

/** Whether lines of a cell stand side by side, further apart than words. */
function isWide(indices: readonly number[], lines: readonly Numbered[]): boolean {
  const boxes = lines.filter(({ index }) => indices.includes(index)).map(({ line }) => line.box)
  return boxes.some((one) => boxes.some((other) => Math.abs(centreY(one) - centreY(other)) < one.height * 0.4 && other.x - (one.x + one.width) > one.height * 0.5))
}

/** A filled row hides the lines between its cells: a place is parted where its texts stand in its columns. */
function partPlace(place: Place, edges: readonly number[], lines: readonly Numbered[]): Place[] {
  if (place.columnSpan < 2) return [place]
  const inside = lines.filter(({ line }) => holds(place.box, line.box))
  const [first] = inside
  if (!first || inside.length < 2) return [place]
  const [, ...between] = edges.slice(place.column, place.column + place.columnSpan)
  const slack = first.line.box.height * 0.3
  const isWhole = inside.every(({ line: { box } }) => {
    return between.every((edge) => edge < box.x + slack || edge > box.x + box.width - slack)
  })
  const columnOf = ({ line: { box } }: Numbered): number => between.filter((edge) => edge < box.x + box.width / 2).length
  if (!isWhole || new Set(inside.map(columnOf)).size < 2) return [place]
  return Array.from({ length: place.columnSpan }, (_, i) => {
    const [x = 0, end = 0] = edges.slice(place.column + i)
    return { ...place, column: place.column + i, columnSpan: 1, box: { ...place.box, x, width: end - x } }
  })
}
