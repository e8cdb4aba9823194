import { holds, inOrder, median, type Draft, type Numbered } from './draft'
import type { Frame } from './frames'

/** A cell that is higher than this many lines, or holds more, is a part of a window. */
const HIGHEST = 16
const MOST_LINES = 12
/** Least part of the places that hold something. */
const LEAST_FILLED = 0.35

/** A frame as a table with its lines in their cells; null where it is none: a box, a window's panes. */
export function ruledTable(frame: Frame, lines: readonly Numbered[]): Draft | null {
  const { rows, columns, box, places } = frame
  if (rows < 2 || columns < 2 || places.length < 4) return null
  const inside = lines.filter(({ line }) => holds(box, line.box))
  if (inside.length < 3) return null
  const height = median(inside.map(({ line }) => line.box.height))
  const cells = places.map((place) => ({
    ...place,
    lines: inOrder(inside.filter(({ line }) => holds(place.box, line.box))),
  }))
  const filled = cells.filter((cell) => cell.lines.length > 0)
  if (filled.length < cells.length * LEAST_FILLED) return null
  if (cells.some((cell) => cell.box.height > height * HIGHEST || cell.lines.length > MOST_LINES)) return null
  return { rows, columns, ruled: true, box, cells }
}
