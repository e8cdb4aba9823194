import type { Box } from '../../../shared/text-line'

/** A box with its place in the caller's list. */
export interface Item {
  readonly index: number
  readonly box: Box
}

/** An empty stripe between boxes: `at` is its middle. */
export interface Gap {
  readonly at: number
  readonly from: number
  readonly to: number
  readonly size: number
}

/** A line's box is taller than its letters; this part of it, above and below, counts as empty. */
const AIR = 0.14

/** Where the box begins and ends along one axis. */
export function span({ box }: Item, axis: 'x' | 'y'): readonly [number, number] {
  if (axis === 'x') return [box.x, box.x + box.width]
  return [box.y + box.height * AIR, box.y + box.height * (1 - AIR)]
}

/** The empty stripes across all boxes, of at least `least` pixels, in order. */
export function gapsOf(items: readonly Item[], axis: 'x' | 'y', least: number): Gap[] {
  const spans = items.map((item) => span(item, axis)).sort((a, b) => a[0] - b[0])
  const gaps: Gap[] = []
  let end = spans[0]?.[1] ?? 0
  for (const [from, to] of spans) {
    if (from - end >= least) gaps.push({ at: (from + end) / 2, from: end, to: from, size: from - end })
    end = Math.max(end, to)
  }
  return gaps
}

/** Parts the boxes at the gaps, which must be in order; no part is empty. */
export function partAt(items: readonly Item[], axis: 'x' | 'y', gaps: readonly Gap[]): Item[][] {
  const parts: Item[][] = Array.from({ length: gaps.length + 1 }, () => [])
  for (const item of items) {
    const [from, to] = span(item, axis)
    const middle = (from + to) / 2
    parts[gaps.filter((gap) => gap.at < middle).length]?.push(item)
  }
  return parts.filter((part) => part.length > 0)
}

/** The middle of the boxes' heights, pixels. */
export function medianHeight(items: readonly Item[]): number {
  const heights = items.map((item) => item.box.height).sort((a, b) => a - b)
  return heights[Math.floor(heights.length / 2)] ?? 0
}
