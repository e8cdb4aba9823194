import type { Segment, Strip } from './strips'

/** What a column's texts cover, pixels. */
interface Core {
  readonly from: number
  readonly to: number
}

interface Spot {
  readonly column: number
  readonly span: number
}

export interface Columns {
  readonly count: number
  /** From left to right. */
  readonly cores: readonly Core[]
  /** The columns that a text stands in. */
  placeOf(segment: Segment): Spot
  /**
   * Where the names of several columns stand, which lie over their middle: null where a row has no less
   * than the one below it.
   */
  headOf(group: readonly Strip[], below: readonly Strip[] | undefined): Spot[] | null
}

/** Rows from which on one may reach over the gaps of the others. */
const ENOUGH = 4
/** Least gap between columns, and what middles may be apart, in heights of a strip. */
const LEAST_GAP = 0.45
const NEAR = 0.6
/** What one more column under a name costs, as a part of that: the fewest are meant. */
const WIDER = 0.25
/** Part of a column that a text must cover to stand in it, too. */
const COVERS = 0.5

/** Columns of strips, by what few of them cover. */
export function columnsOf(strips: readonly Strip[]): Columns {
  const tolerated = strips.filter(({ segments }) => segments.length > 1).length >= ENOUGH ? 1 : 0
  const height = heightOf(strips)
  const cores = coresOf(strips, tolerated, height * LEAST_GAP)
  return {
    count: cores.length,
    cores,
    placeOf: (segment) => placeOf(segment, cores),
    headOf: (group, below) => headOf(group, below, cores, height * NEAR),
  }
}

function heightOf(strips: readonly Strip[]): number {
  const heights = strips.flatMap(({ items }) => items.map(({ box }) => box.height)).sort((a, b) => a - b)
  return heights[Math.floor(heights.length / 2)] ?? 1
}

/** Stretches that more strips cover than are tolerated, those as one that lie nearer than `least`. */
function coresOf(strips: readonly Strip[], tolerated: number, least: number): Core[] {
  const ends = strips.flatMap(({ segments }) =>
    segments.flatMap(({ from, to }) => [
      { at: from, by: 1 },
      { at: to, by: -1 },
    ]),
  )
  ends.sort((a, b) => a.at - b.at || b.by - a.by)
  const cores: { from: number; to: number }[] = []
  let depth = 0
  for (const { at, by } of ends) {
    const before = depth
    depth += by
    if (before <= tolerated && depth > tolerated) {
      const last = cores.at(-1)
      if (!last || at - last.to >= least) cores.push({ from: at, to: at })
    } else if (before > tolerated && depth <= tolerated) {
      const last = cores.at(-1)
      if (last) last.to = at
    }
  }
  return cores
}

const shared = (segment: Segment, core: Core): number =>
  Math.min(segment.to, core.to) - Math.max(segment.from, core.from)

function placeOf(segment: Segment, cores: readonly Core[]): Spot {
  const covered = cores.flatMap((core, i) => (shared(segment, core) >= (core.to - core.from) * COVERS ? [i] : []))
  const [first] = covered
  const last = covered.at(-1)
  if (first !== undefined && last !== undefined && last > first) return { column: first, span: last - first + 1 }
  // The most covered, else the nearest.
  let column = 0
  for (const [i, core] of cores.entries()) {
    if (shared(segment, core) > shared(segment, cores[column] ?? core)) column = i
  }
  return { column, span: 1 }
}

function headOf(
  group: readonly Strip[],
  below: readonly Strip[] | undefined,
  cores: readonly Core[],
  near: number,
): Spot[] | null {
  const segments = group.flatMap((strip) => strip.segments)
  const under = below?.flatMap((strip) => strip.segments) ?? []
  if (group.length !== 1 || segments.length >= cores.length || under.length <= segments.length) return null
  const spots = segments.map((segment) => spotOver(segment, cores, near))
  const apart = spots.every((spot, i) => {
    const next = spots[i + 1]
    return spot !== null && (!next || spot.column + spot.span <= next.column)
  })
  return apart ? spots.filter((spot) => spot !== null) : null
}

/** The columns that a text names: of one it has an edge or the middle, of several the middle. */
function spotOver({ from, to }: Segment, cores: readonly Core[], near: number): Spot | null {
  let best: Spot | null = null
  let least = near * 2
  for (const [first, left] of cores.entries()) {
    for (const [more, right] of cores.slice(first, first + 12).entries()) {
      const off = Math.abs((from + to) / 2 - (left.from + right.to) / 2)
      const cost = more === 0 ? Math.min(off, Math.abs(from - left.from), Math.abs(to - right.to)) : off + near * WIDER * more
      if (to - from > right.to - left.from + near * 2 || cost >= least) continue
      least = cost
      best = { column: first, span: more + 1 }
    }
  }
  return best
}
