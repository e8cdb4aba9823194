import { DisjointSets } from './disjoint-sets'

/** A connected piece of the detector's map: `right` and `bottom` lie behind the last pixel. */
interface Region {
  left: number
  top: number
  right: number
  bottom: number
  /** Pixels in it. */
  area: number
  /** Sum of their values. */
  sum: number
}

/**
 * Connected regions (8 neighbours) of values ≥ `threshold` in a map of bytes, found run by run with a
 * union-find over the runs: one pass over the map, no recursion.
 */
export function findRegions(map: Uint8Array, width: number, height: number, threshold: number): Region[] {
  const labels = new DisjointSets()
  const regions: Region[] = []
  let above: number[] = []
  for (let y = 0; y < height; y++) {
    const runs: number[] = []
    const end = (y + 1) * width
    let cursor = 0
    for (let at = y * width; at < end; at++) {
      if ((map[at] ?? 0) < threshold) continue
      const from = at - y * width
      let sum = 0
      while (at < end && (map[at] ?? 0) >= threshold) sum += map[at++] ?? 0
      const to = at - y * width
      let label = -1
      // Runs are triples (from, to, label); diagonal neighbours touch.
      while (cursor < above.length && (above[cursor + 1] ?? 0) < from) cursor += 3
      for (let i = cursor; i < above.length && (above[i] ?? 0) <= to; i += 3) {
        const other = labels.find(above[i + 2] ?? 0)
        if (label === -1) label = other
        else if (other !== label) {
          labels.join(other, label)
          merge(regions[label], regions[other])
        }
      }
      const run: Region = { left: from, top: y, right: to, bottom: y + 1, area: to - from, sum }
      if (label === -1) {
        label = labels.add()
        regions.push(run)
      } else merge(regions[label], run)
      runs.push(from, to, label)
    }
    above = runs
  }
  return regions.filter((_, label) => labels.find(label) === label)
}

function merge(into: Region | undefined, from: Region | undefined): void {
  if (!into || !from) return
  into.left = Math.min(into.left, from.left)
  into.top = Math.min(into.top, from.top)
  into.right = Math.max(into.right, from.right)
  into.bottom = Math.max(into.bottom, from.bottom)
  into.area += from.area
  into.sum += from.sum
}
