import type { Box } from '../../../../shared/text-line'
import { hasInk, type Lightness } from './lightness'
import type { Rule } from './rules'

/** A line between cells is at least so many times as high as the text beside it, unlike a letter's stem. */
const LONGER = 1.12
/** Part of the box, above and below, that it may leave free. */
const FREE = 0.1
/** A line that ends so near to the text, in its heights, goes on hidden; letters are further from it than this. */
const HIDDEN = 0.5
const BESIDE = 0.2
/** Edges of one line lie this near, pixels. */
const THICK = 4
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
      if (from <= box.y + box.height * FREE && to >= box.y + box.height * (1 - FREE)) return true
      // A filled row hides the line that goes on below it.
      const off = Math.max(from - (box.y + box.height), box.y - to)
      return off > -box.height * FREE * 2 && off < box.height * HIDDEN && to - from > box.height * 2 && isFree(light, box, at)
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

/** Whether no letter is at a place or right beside it. */
function isFree(light: Lightness, box: Box, at: number): boolean {
  const reach = Math.round(box.height * BESIDE)
  for (let x = Math.round(at) - reach; x <= at + reach; x++) if (hasInk(light, box, x)) return false
  return true
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
