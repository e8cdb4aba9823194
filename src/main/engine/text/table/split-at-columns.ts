import type { Box } from '../../../../shared/text-line'
import { hasInk, type Lightness } from './lightness'

/** Gaps in heights of a line: words are nearer to each other, also in fixed pitch; what is further apart was parted before. */
const LEAST_GAP = 0.65
/** Heights by which edges of one column may differ. */
const SAME = 0.3
/** So many lines above and below begin or end there, too. */
const LEAST = 2
/** Heights up and down in which they are looked for. */
const REACH = 9
/** What is kept at both sides of the ink, in heights. */
const MARGIN = 0.15
/** Wider boxes in heights are prose. */
const WIDEST = 40

interface Stretch {
  readonly from: number
  readonly to: number
}

/**
 * Parts boxes at gaps in which other lines above and below begin or end: cells of one row that stand
 * nearly as close as words. Letters in between, in any line on the way, say that there is no column.
 */
export function splitAtColumns(light: Lightness, boxes: readonly Box[]): Box[] {
  const inks = boxes.map((box) => inkOf(light, box))
  return boxes.flatMap((box, i) => {
    const ink = inks[i] ?? []
    if (ink.length < 2 || box.width > box.height * WIDEST) return [box]
    const cuts = ink.slice(1).flatMap((next, k) => {
      const gap = { from: ink[k]?.to ?? 0, to: next.from }
      return isColumnGap(gap, box, boxes, inks) ? [k] : []
    })
    if (cuts.length === 0) return [box]
    const parts: Box[] = []
    let first = 0
    for (const last of [...cuts, ink.length - 1]) {
      const from = Math.max(box.x, (ink[first]?.from ?? 0) - box.height * MARGIN)
      const to = Math.min(box.x + box.width, (ink[last]?.to ?? 0) + box.height * MARGIN)
      parts.push({ ...box, x: from, width: to - from })
      first = last + 1
    }
    return parts
  })
}

function isColumnGap(gap: Stretch, box: Box, boxes: readonly Box[], inks: readonly (readonly Stretch[])[]): boolean {
  const middle = box.y + box.height / 2
  const slack = box.height * SAME
  let edges = 0
  for (const direction of [-1, 1]) {
    const near = boxes
      .map((other, i) => ({ far: (other.y + other.height / 2 - middle) * direction, ink: inks[i] ?? [], other }))
      .filter(({ far, other }) => far > box.height * 0.5 && far < box.height * REACH && other.height < box.height * 1.6)
      .filter(({ other }) => other.x < gap.to + box.height && other.x + other.width > gap.from - box.height)
      .sort((a, b) => a.far - b.far)
    for (const { ink } of near) {
      if (ink.some(({ from, to }) => from < gap.to - slack && to > gap.from + slack)) break
      if (ink.some(({ from, to }) => Math.abs(from - gap.to) < slack || Math.abs(to - gap.from) < slack)) edges++
    }
  }
  return edges >= LEAST
}

/** Where letters are, as stretches with gaps between them that are wider than between words. */
function inkOf(light: Lightness, box: Box): Stretch[] {
  const stretches: { from: number; to: number }[] = []
  const end = Math.min(light.width, Math.ceil(box.x + box.width))
  for (let x = Math.max(0, Math.floor(box.x)); x < end; x++) {
    if (!hasInk(light, box, x)) continue
    const last = stretches.at(-1)
    if (last && x - last.to < box.height * LEAST_GAP) last.to = x + 1
    else stretches.push({ from: x, to: x + 1 })
  }
  return stretches
}
