import type { Box } from '../../../../shared/text-line'
import type { Lightness } from './lightness'

/** A part of a round thing that is of one lightness all round. */
export interface Ring {
  readonly value: number
  /** Where it begins from outside, pixels from the middle. */
  readonly radius: number
}

const ANGLES = 24
const STEP = 0.5
/** What stays within this difference for so many pixels is a ring of its own, whatever follows. */
const STEADY = { by: 8, least: 1.5 } as const
/** The edge is strongest within so many pixels. */
const EDGE = 2
/** Of the angles, so many may be different: what lies between pixels. */
const ODD = 1
/** Difference of lightness within a ring. */
const SAME = 28
/** Thinner rings are grey all over, pixels; and so far before its end a ring still is itself. */
const THIN = 2.6
const NEAR = 1.25

/**
 * The rings of a circle from outside to its middle; null where something in it is not round.
 *
 * @param paper lightness of what it stands on
 * @param differs least difference of lightness between two of them
 */
export function ringsOf(light: Lightness, { x, y, width, height }: Box, paper: number, differs: number): Ring[] | null {
  const [centreX, centreY] = [x + width / 2, y + height / 2]
  const outer = Math.min(width, height) / 2
  const samples: Sample[] = []
  for (let radius = outer - STEP; radius >= 0; radius -= STEP) {
    const values = Array.from({ length: ANGLES }, (_, i) => {
      const angle = (i * 2 * Math.PI) / ANGLES
      return between(light, centreX + radius * Math.cos(angle), centreY + radius * Math.sin(angle))
    })
    samples.push({ radius, values, mean: values.reduce((sum, value) => sum + value, 0) / ANGLES })
  }
  const outermost = samples.slice(0, Math.ceil(EDGE / STEP))
  const edge = outermost.reduce((most, one) => (Math.abs(one.mean - paper) > Math.abs(most - paper) ? one.mean : most), paper)
  const begin = outermost.find(({ mean }) => mean === edge)?.radius ?? outer
  // A ring goes on while its lightness goes on the way that led to it: what lies between two is grey.
  const rings: Ring[] = []
  let ring = { value: edge, radius: outer }
  let direction = Math.sign(edge - paper)
  let steady = 0
  for (const { radius, mean } of samples) {
    const off = mean - ring.value
    const isTurned = off * direction <= -differs && radius <= begin
    if (isTurned || (off * direction > STEADY.by && steady >= STEADY.least)) {
      rings.push(ring)
      ring = { value: mean, radius }
      if (isTurned) direction = -direction
      steady = 0
    } else {
      steady = Math.abs(off) <= STEADY.by ? steady + STEP : 0
      if (off * direction > 0) ring.value = mean
    }
  }
  rings.push(ring)
  return rings.every((ring, i) => isEven(samples, ring, rings[i + 1])) ? rings : null
}

interface Sample {
  readonly radius: number
  readonly values: readonly number[]
  readonly mean: number
}

/** Whether nearly all samples in the middle of a ring, and before its end, are of its lightness; a thin one is as round as its outline. */
function isEven(samples: readonly Sample[], { radius }: Ring, next: Ring | undefined): boolean {
  const end = next?.radius ?? 0
  if (next && radius - end < THIN) return true
  return [(radius + end) / 2, end + NEAR].every((place) => {
    const nearest = samples.reduce((best, one) => (Math.abs(one.radius - place) < Math.abs(best.radius - place) ? one : best))
    return nearest.values.filter((value) => Math.abs(value - nearest.mean) > SAME).length <= ODD
  })
}

/** Lightness between pixels, by those round it. */
function between({ width, height, values }: Lightness, x: number, y: number): number {
  const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)]
  const [u, v] = [x - 0.5 - left, y - 0.5 - top]
  const at = (column: number, row: number): number => values[Math.min(height - 1, Math.max(0, row)) * width + Math.min(width - 1, Math.max(0, column))] ?? 0
  return (at(left, top) * (1 - u) + at(left + 1, top) * u) * (1 - v) + (at(left, top + 1) * (1 - u) + at(left + 1, top + 1) * u) * v
}
