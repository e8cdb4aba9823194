import type { Rect } from '../../shared/rect'
import type { StackedWindow } from './desktop'

/** The parts of `whole` that lie outside of `hole`: at most four, disjoint. */
function without(whole: Rect, hole: Rect): Rect[] {
  const right = whole.x + whole.width
  const bottom = whole.y + whole.height
  const left = Math.max(whole.x, hole.x)
  const top = Math.max(whole.y, hole.y)
  const holeRight = Math.min(right, hole.x + hole.width)
  const holeBottom = Math.min(bottom, hole.y + hole.height)
  if (left >= holeRight || top >= holeBottom) return [whole]
  const parts = [
    { x: whole.x, y: whole.y, width: whole.width, height: top - whole.y },
    { x: whole.x, y: top, width: left - whole.x, height: holeBottom - top },
    { x: holeRight, y: top, width: right - holeRight, height: holeBottom - top },
    { x: whole.x, y: holeBottom, width: whole.width, height: bottom - holeBottom },
  ]
  return parts.filter(({ width, height }) => width > 0 && height > 0)
}

/** What of the rectangles `of` is not covered by any of `above`: disjoint rectangles. */
export function visibleParts(of: readonly Rect[], above: readonly Rect[]): Rect[] {
  const parts: Rect[] = []
  for (const rect of of) {
    let rest = rect.width > 0 && rect.height > 0 ? [rect] : []
    for (const hole of [...above, ...parts]) rest = rest.flatMap((part) => without(part, hole))
    parts.push(...rest)
  }
  return parts
}

/**
 * Where Descry's own windows can be seen: masked out of every picture of the screen.
 * @param windows top to bottom, as `Desktop.stacking` has them
 */
export function ownParts(windows: readonly StackedWindow[]): Rect[] {
  const parts: Rect[] = []
  const above: Rect[] = []
  for (const { own, bounds, covers } of windows) {
    if (own) parts.push(...visibleParts([bounds], [...above, ...parts]))
    else above.push(...covers)
  }
  return parts
}
