import type { Box } from '../../../shared/text-line'

/** Part of the smaller height that two pieces of one line share. */
const SHARED_HEIGHT = 0.6
/** Pieces of one line are of about one height: larger ÷ smaller. */
const MOST_RATIO = 1.7
/** Gap, in heights of the smaller piece, up to which two pieces are words of one line. */
const WORD_GAP = 0.6

/**
 * Joins what the detector took apart: pieces of one line that lie side by side no further than words
 * do, and pieces that lie inside each other. What was joined too eagerly is parted by `splitLine`, which
 * sees the letters themselves.
 */
export function joinBoxes(boxes: readonly Box[]): Box[] {
  const joined: Box[] = []
  // From left to right, so that a line grows at its right end only.
  for (const box of [...boxes].sort((a, b) => a.x - b.x)) {
    let grown = box
    for (let i = joined.length - 1; i >= 0; i--) {
      const other = joined[i]
      if (!other || !belongTogether(other, grown)) continue
      joined.splice(i, 1)
      grown = union(other, grown)
      i = joined.length
    }
    joined.push(grown)
  }
  return joined
}

function belongTogether(a: Box, b: Box): boolean {
  const shared = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  const least = Math.min(a.height, b.height)
  if (shared < least * SHARED_HEIGHT) return false
  const gap = Math.max(a.x, b.x) - Math.min(a.x + a.width, b.x + b.width)
  const inside = gap < 0 && -gap > 0.7 * Math.min(a.width, b.width)
  if (inside) return true
  return Math.max(a.height, b.height) <= least * MOST_RATIO && gap <= least * WORD_GAP
}

function union(a: Box, b: Box): Box {
  const x = Math.min(a.x, b.x)
  const y = Math.min(a.y, b.y)
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  }
}
