import type { Box, TextLine } from '../../../../shared/text-line'

/** A cell before its text is put together and headers are known; `lines` are the caller's, by number. */
export interface DraftCell {
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
  readonly box: Box
  readonly lines: readonly number[]
}

/** A table before headers and caption are known. Every place of its grid is in exactly one cell. */
export interface Draft {
  readonly rows: number
  readonly columns: number
  readonly ruled: boolean
  readonly box: Box
  /** By row, then column. */
  readonly cells: readonly DraftCell[]
}

/** A line with its number in the caller's list. */
export interface Numbered {
  readonly index: number
  readonly line: TextLine
}

/** Numbers of lines in the order in which a cell is read: top to bottom, left to right in one row. */
export function inOrder(lines: readonly Numbered[]): number[] {
  return [...lines].sort((a, b) => byRow(a.line.box, b.line.box)).map(({ index }) => index)
}

function byRow(a: Box, b: Box): number {
  const shared = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return shared > Math.min(a.height, b.height) / 2 ? a.x - b.x : a.y - b.y
}

export function union(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  }
}

export const centreX = ({ x, width }: Box): number => x + width / 2
export const centreY = ({ y, height }: Box): number => y + height / 2

export function holds(box: Box, inner: Box): boolean {
  const [x, y] = [centreX(inner), centreY(inner)]
  return x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height
}

/** The middle one of some numbers; 0 of none. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
