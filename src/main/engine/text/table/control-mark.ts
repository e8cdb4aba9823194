import type { Outline } from './control-outline'
import type { Lightness } from './lightness'
import { ringsOf, type Ring } from './rings'

/** What is drawn in a control: nothing, a tick, a dot, a cross from corner to corner, or a smaller square. */
export type ControlMark = 'none' | 'tick' | 'dot' | 'cross' | 'block'

/** Differences of lightness: less is the same colour, more is a mark; what lies between says nothing. */
const SAME = 22
const MARKED = 45
/** An edge differs so much from what it encloses. */
const EDGED = 20
/** What an empty control encloses differs so much from what it stands on at most, or is white. */
const PALE = 60
const WHITE = 236
/** Part of the size that an empty one's edge has at most, and pixels that it may have anyway. */
const THIN = { part: 0.17, pixels: 2.5 } as const
/** What it is filled with is seen behind the edge: from this part of its size on, so many pixels wide. */
const FILL = { from: 0.17, wide: 1.6 } as const
/** Part of the most different pixel from which on one belongs to the mark. */
const INKED = 0.4

/** Radius of a dot as a part of the size, and the thickness of a ring whose middle is one. */
const DOT = { least: 0.16, most: 0.4 } as const
const THICK = { ring: 0.2, dot: 0.18 } as const

interface Inside {
  /** Side of the square that the values are of. */
  readonly size: number
  /** Difference from the filling as a part of the most, 0 to 1; row by row, 0 outside of the shape. */
  readonly ink: Float32Array
}

/** The mark in an outline; null where it is none that a control has. @param paper lightness of what it stands on */
export function markIn(light: Lightness, outline: Outline, paper: number): ControlMark | null {
  const { box, edge, shape } = outline
  const size = Math.min(box.width, box.height)
  const isPale = (fill: number): boolean => Math.abs(fill - paper) <= PALE || fill >= WHITE
  // A tick in a circle is more often a sign of success than a choice.
  if (shape === 'circle') return roundMark(ringsOf(light, box, paper, SAME) ?? [], size, isPale)
  const at = (x: number, y: number): number => light.values[(box.y + y) * light.width + box.x + x] ?? 0
  const isWithin = (x: number, y: number, inset: number): boolean =>
    Math.max(Math.abs(x + 0.5 - size / 2), Math.abs(y + 0.5 - size / 2)) <= size / 2 - inset
  const begin = Math.max(2, size * FILL.from)
  const fill = fillOf(at, size, (x, y) => isWithin(x, y, begin) && !isWithin(x, y, begin + FILL.wide))
  const isSolid = Math.abs(edge - fill) < EDGED
  const thick = isSolid ? 0 : thicknessOf(at, size, edge, fill)
  const inset = (isSolid ? Math.max(1.5, size * 0.1) : thick + 1) - 0.01
  let most = 0
  const ink = new Float32Array(size * size)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!isWithin(x, y, inset)) continue
      ink[y * size + x] = Math.abs(at(x, y) - fill)
      most = Math.max(most, ink[y * size + x] ?? 0)
    }
  }
  if (most < SAME) return !isSolid && isThin(thick, size) && isPale(fill) ? 'none' : null
  if (most < MARKED) return null
  return kindOf({ size, ink: ink.map((value) => value / most) })
}

const isThin = (thick: number, size: number): boolean => thick <= Math.max(THIN.pixels, size * THIN.part)

/** A ring is empty, one with a dot in it or so thick that its middle is one is checked. */
function roundMark(rings: readonly Ring[], size: number, isPale: (fill: number) => boolean): ControlMark | null {
  const [edge, inner, dot] = rings
  if (!edge || !inner || rings.length > 3) return null
  const isDot = ({ radius }: Ring): boolean => radius >= size * DOT.least && radius <= size * DOT.most
  if (dot) return isDot(dot) && Math.abs(dot.value - inner.value) >= MARKED ? 'dot' : null
  const thick = edge.radius - inner.radius
  if (isThin(thick, size)) return isPale(inner.value) ? 'none' : null
  return thick >= size * THICK.ring && inner.radius >= size * THICK.dot && isDot(inner) && Math.abs(edge.value - inner.value) >= MARKED ? 'dot' : null
}

/** The commonest lightness, in steps of 8. */
function fillOf(at: (x: number, y: number) => number, size: number, isWithin: (x: number, y: number) => boolean): number {
  const counts = new Array<number>(33).fill(0)
  const sums = new Array<number>(33).fill(0)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!isWithin(x, y)) continue
      const step = Math.round(at(x, y) / 8)
      counts[step] = (counts[step] ?? 0) + 1
      sums[step] = (sums[step] ?? 0) + at(x, y)
    }
  }
  const step = counts.indexOf(Math.max(...counts))
  return (sums[step] ?? 0) / Math.max(1, counts[step] ?? 0)
}

/** Pixels of the edge, in the middle of its four sides: the middle one of those. */
function thicknessOf(at: (x: number, y: number) => number, size: number, edge: number, fill: number): number {
  const middle = size >> 1
  const rays = [(deep: number) => at(deep, middle), (deep: number) => at(size - 1 - deep, middle), (deep: number) => at(middle, deep), (deep: number) => at(middle, size - 1 - deep)]
  const thick = rays.map((ray) => {
    for (let deep = 1; deep < size / 2; deep++) if (Math.abs(ray(deep) - fill) < Math.abs(ray(deep) - edge)) return deep
    return size / 2
  })
  return thick.sort((a, b) => a - b)[1] ?? 1
}

function kindOf(inside: Inside): ControlMark | null {
  const bounds = boundsOf(inside)
  if (!bounds) return null
  const { left, top, right, bottom, area } = bounds
  const { size } = inside
  const [width, height] = [right - left, bottom - top]
  const slack = Math.max(1.1, size * 0.09)
  const isCentred = Math.abs(left + right - size) <= slack * 2 && Math.abs(top + bottom - size) <= slack * 2
  const isEven = Math.abs(width - height) <= slack && width >= size * 0.24 && width <= size * 0.8
  const full = area / (width * height)
  if (isTick(inside, bounds)) return 'tick'
  if (!isCentred || !isEven) return null
  if (full >= 0.88) return 'block'
  return isCross(inside, bounds) ? 'cross' : null
}

interface Bounds {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  /** Pixels of ink, grey ones by their part. */
  readonly area: number
}

function boundsOf({ size, ink }: Inside): Bounds | null {
  let [left, top, right, bottom, area] = [size, size, 0, 0, 0]
  for (const [i, value] of ink.entries()) {
    if (value < INKED) continue
    const [x, y] = [i % size, Math.floor(i / size)]
    left = Math.min(left, x)
    right = Math.max(right, x + 1)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y + 1)
    area += value
  }
  return right > left ? { left, top, right, bottom, area } : null
}

/** A short stroke down and a longer one up to the right, each column with one piece of it. */
function isTick({ size, ink }: Inside, { left, right, top, bottom }: Bounds): boolean {
  if (right - left < Math.max(4, size * 0.3) || bottom - top < Math.max(3, size * 0.22)) return false
  const middles: number[] = []
  for (let x = left; x < right; x++) {
    let [sum, weight, pieces, was] = [0, 0, 0, false]
    for (let y = top; y < bottom; y++) {
      const value = ink[y * size + x] ?? 0
      const isInk = value >= INKED
      if (isInk && !was) pieces++
      was = isInk
      if (value < 0.2) continue
      sum += value * (y + 0.5)
      weight += value
    }
    if (pieces !== 1 || weight > size * 0.5) return false
    middles.push(sum / weight)
  }
  const lowest = middles.indexOf(Math.max(...middles))
  const [first = 0, last = 0, low = 0] = [middles[0], middles.at(-1), middles[lowest]]
  if (lowest < 1 || lowest > middles.length * 0.62) return false
  const falls = middles.slice(0, lowest + 1).every((y, i, all) => i === 0 || y >= (all[i - 1] ?? y) - 0.35)
  const rises = middles.slice(lowest).every((y, i, all) => i === 0 || y <= (all[i - 1] ?? y) + 0.35)
  return falls && rises && low - first >= 0.45 && low - last >= size * 0.15 && low - last >= (low - first) * 1.15
}

/** Strokes from corner to corner: ink near both diagonals, and hardly any elsewhere. */
function isCross({ size, ink }: Inside, { left, right, top, bottom }: Bounds): boolean {
  let [near, all] = [0, 0]
  const corners = [0, 0, 0, 0]
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const value = ink[y * size + x] ?? 0
      const [u, v] = [(x + 0.5 - left) / (right - left), (y + 0.5 - top) / (bottom - top)]
      all += value
      if (Math.min(Math.abs(u - v), Math.abs(1 - u - v)) < 0.22) near += value
      if (Math.abs(u - 0.5) > 0.25 && Math.abs(v - 0.5) > 0.25) corners[(u < 0.5 ? 0 : 1) + (v < 0.5 ? 0 : 2)] = (corners[(u < 0.5 ? 0 : 1) + (v < 0.5 ? 0 : 2)] ?? 0) + value
    }
  }
  return near >= all * 0.9 && Math.min(...corners) >= all * 0.1 && all <= (right - left) * (bottom - top) * 0.6
}
