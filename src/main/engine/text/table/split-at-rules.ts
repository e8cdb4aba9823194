import type { Box } from '../../../../shared/text-line'
import type { Lightness } from './lightness'
import type { Rule } from './rules'

/** A line between cells is at least so many times as high as the text beside it, unlike a letter's stem. */
const LONGER = 1.12
/** Part of the box, above and below, that it may leave free. */
const FREE = 0.1
/** Edges of one line lie this near, pixels. */
const THICK = 4
/** Difference of lightness within a column of pixels from which on there is ink in it. */
const INK = 24
/** What is kept at both sides of the ink, in heights of the box. */
const MARGIN = 0.15
/** Thinner than this, in heights, a piece is the line's shadow. */
const LEAST = 0.12

/**
 * Parts a box at the lines drawn from top to bottom through it: the detector takes the cells of a row
 * for one line where they are close.
 *
 * @param vertical what is drawn from top to bottom
 */
export function splitAtRules(light: Lightness, box: Box, vertical: readonly Rule[]): Box[] {
  const cuts = vertical
    .filter(({ at, from, to }) => {
      if (at <= box.x || at >= box.x + box.width || to - from < box.height * LONGER) return false
      return from <= box.y + box.height * FREE && to >= box.y + box.height * (1 - FREE)
    })
    .map(({ at }) => at)
    .sort((a, b) => a - b)
  if (cuts.length === 0) return [box]
  const parts: Box[] = []
  let from = box.x
  for (const [i, at] of cuts.entries()) {
    const before = cuts[i - 1]
    if (before === undefined || at - before > THICK) addPart(parts, light, box, from, at - 1)
    from = at + 1
  }
  addPart(parts, light, box, from, box.x + box.width)
  return parts.length === 0 ? [box] : parts
}

/** The stretch without what is empty at its sides; nothing where it holds no ink. */
function addPart(parts: Box[], light: Lightness, box: Box, from: number, to: number): void {
  let first = Math.max(0, Math.ceil(from))
  let last = Math.min(light.width, Math.floor(to)) - 1
  while (first <= last && !hasInk(light, box, first)) first++
  while (last > first && !hasInk(light, box, last)) last--
  if (last - first + 1 < box.height * LEAST) return
  const x = Math.max(from, first - box.height * MARGIN)
  parts.push({ ...box, x, width: Math.min(to, last + 1 + box.height * MARGIN) - x })
}

function hasInk({ width, height, values }: Lightness, box: Box, x: number): boolean {
  const top = Math.max(0, Math.round(box.y + box.height * 0.15))
  const bottom = Math.min(height, Math.round(box.y + box.height * 0.85))
  let least = 255
  let most = 0
  for (let y = top; y < bottom; y++) {
    const value = values[y * width + x] ?? 0
    if (value < least) least = value
    if (value > most) most = value
  }
  return most - least >= INK
}
