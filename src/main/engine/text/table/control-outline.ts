import type { Box } from '../../../../shared/text-line'
import type { Lightness } from './lightness'

type ControlShape = 'square' | 'circle'

/** What is drawn round a small place: a square with corners that may be round, or a circle. */
export interface Outline {
  readonly shape: ControlShape
  /** Whole pixels. */
  readonly box: Box
  /** Lightness of its edge. */
  readonly edge: number
}

/** Difference of lightness from what it stands on that belongs to an edge. */
const SEEN = 14
/** Part of the edge's difference from which on a pixel is one of it. */
const WHOLE = 0.6
/** Pixels, and part of the size, by which width and height may differ. */
const EVEN = { pixels: 1, part: 0.07 } as const
/** Mean distance from a circle, pixels; the farthest one. */
const ROUND = { mean: 0.6, most: 1.6 } as const
/** Part of a square's side in the middle that must be straight, pixels by which it may be off, and part of the size that a corner may take. */
const STRAIGHT = { part: 0.66, off: 0.8, corner: 0.34 } as const

/** The outline of what fills a box, or null where it is neither square nor round. @param paper lightness of what it stands on */
export function outlineOf(light: Lightness, box: Box, paper: number): Outline | null {
  const { width, height } = box
  const size = Math.max(width, height)
  if (Math.abs(width - height) > Math.max(EVEN.pixels, size * EVEN.part)) return null
  const edge = edgeOf(light, box, paper)
  if (Math.abs(edge - paper) < SEEN) return null
  const sides = [
    offsets(light, paper, edge, height, width, (along, deep) => [box.x + deep, box.y + along]),
    offsets(light, paper, edge, height, width, (along, deep) => [box.x + width - 1 - deep, box.y + along]),
    offsets(light, paper, edge, width, height, (along, deep) => [box.x + along, box.y + deep]),
    offsets(light, paper, edge, width, height, (along, deep) => [box.x + along, box.y + height - 1 - deep]),
  ]
  if (sides.every(isStraight)) return { shape: 'square', box, edge }
  return sides.every(isRound) ? { shape: 'circle', box, edge } : null
}

const valueAt = ({ width, height, values }: Lightness, x: number, y: number): number =>
  x < 0 || y < 0 || x >= width || y >= height ? 0 : (values[y * width + x] ?? 0)

/** The strongest lightness of the first pixels inwards, in the middle of each side: the middle one of those. */
function edgeOf(light: Lightness, { x, y, width, height }: Box, paper: number): number {
  const [midX, midY] = [x + (width >> 1), y + (height >> 1)]
  const rays = [0, 1, 2].map((deep) => [valueAt(light, x + deep, midY), valueAt(light, x + width - 1 - deep, midY), valueAt(light, midX, y + deep), valueAt(light, midX, y + height - 1 - deep)])
  const strongest = [0, 1, 2, 3].map((side) =>
    rays.map((ray) => ray[side] ?? paper).reduce((most, value) => (Math.abs(value - paper) > Math.abs(most - paper) ? value : most), paper),
  )
  return strongest.sort((a, b) => a - b)[1] ?? paper
}

/** How far from a side its edge begins, pixels with their parts; half of the depth where there is none. */
function offsets(light: Lightness, paper: number, edge: number, length: number, depth: number, at: (along: number, deep: number) => readonly [number, number]): number[] {
  return Array.from({ length }, (_, along) => {
    let [free, before] = [0, 0]
    for (let deep = 0; deep < depth / 2; deep++) {
      const part = Math.min(1, Math.abs(valueAt(light, ...at(along, deep)) - paper) / Math.abs(edge - paper))
      free += 1 - part
      // A thin edge that is no row of pixels is parted between two.
      if (part + before >= WHOLE) return free
      before = part
    }
    return depth / 2
  })
}

function isStraight(side: readonly number[]): boolean {
  const size = side.length
  const corner = Math.floor((size * (1 - STRAIGHT.part)) / 2)
  return side.every((off, i) => (i >= corner && i < size - corner ? off <= STRAIGHT.off : off <= size * STRAIGHT.corner))
}

function isRound(side: readonly number[]): boolean {
  const radius = side.length / 2
  // First and last pixels are grey: little of the circle is in them.
  const off = side.slice(1, -1).map((free, i) => Math.abs(free - (radius - Math.sqrt(Math.max(0, radius ** 2 - (i + 1.5 - radius) ** 2)))))
  return off.reduce((sum, one) => sum + one, 0) / off.length <= ROUND.mean && Math.max(...off) <= ROUND.most
}
