import { median, type Draft, type Numbered } from './draft'

/** A caption is no further above than so many lines, and the next line above it at least this much further. */
const NEAR = 1.6
const LONGEST = 120
/** A title is so much larger than what stands under it. */
const LARGER = 1.15

/** The number of the line above a table that names it, or null. */
export function captionOf({ box, cells }: Draft, lines: readonly Numbered[], taken: ReadonlySet<number>): number | null {
  const inside = new Set(cells.flatMap((cell) => cell.lines))
  const height = median(lines.filter(({ index }) => inside.has(index)).map(({ line }) => line.box.height))
  const above = lines
    .filter(({ index, line }) => {
      if (taken.has(index) || line.box.x > box.x + box.width || line.box.x + line.box.width < box.x) return false
      return line.box.y + line.box.height / 2 < box.y
    })
    .sort((a, b) => b.line.box.y - a.line.box.y)
  const [nearest, next] = above
  if (!nearest || nearest.line.text.length > LONGEST) return null
  const { y, height: own, x } = nearest.line.box
  if (box.y - (y + own) > height * NEAR) return null
  // Two lines that follow each other are prose, two side by side a bar.
  if (next && y - (next.line.box.y + next.line.box.height) < own * 0.35 && next.line.box.height < own * 1.3) return null
  const isLeft = Math.abs(x - box.x) < own * 1.5
  const isCentred = Math.abs(x + nearest.line.box.width / 2 - (box.x + box.width / 2)) < own
  if (!isLeft && !isCentred) return null
  // What stands under a larger title says more of the page than of the table.
  if (!isLeft && next && next.line.box.height > own * LARGER && y - (next.line.box.y + next.line.box.height) < own * NEAR) return null
  return /[.!?;,]$/.test(nearest.line.text) ? null : nearest.index
}
