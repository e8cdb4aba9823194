import type { Rect } from '../../shared/rect'
import { subtractAll } from '../../shared/rects'
import type { StackedWindow } from './desktop'

/** What of the rectangles `of` is not covered by any of `above`: disjoint rectangles. */
export function visibleParts(of: readonly Rect[], above: readonly Rect[]): Rect[] {
  const parts: Rect[] = []
  for (const rect of of) {
    parts.push(...subtractAll(rect, [...above, ...parts]).filter(({ width, height }) => width > 0 && height > 0))
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
