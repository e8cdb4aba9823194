import type { Box } from '../../../shared/text-line'
import type { Pixels } from '../vision/decode'

/** Difference of lightness (0 to 255) within a column of pixels from which on there is ink in it. */
const INK = 24
/** A gap of this many heights of the box is no word gap: what follows is another column's. */
const SPLIT_GAP = 0.9
/** What is kept at both sides of the ink, in heights of the box. */
const MARGIN = 0.15

/** Parts a box at gaps that are too wide for a word gap: menus, table cells, line numbers. */
export function splitLine(pixels: Pixels, box: Box): Box[] {
  const least = box.height * SPLIT_GAP
  if (box.width < least * 2) return [box]
  const left = Math.max(0, Math.floor(box.x))
  const right = Math.min(pixels.width, Math.ceil(box.x + box.width))
  const margin = box.height * MARGIN
  const parts: Box[] = []
  let from = -1
  let last = -1
  const close = (): void => {
    if (from === -1) return
    const start = Math.max(box.x, from - margin)
    parts.push({ ...box, x: start, width: Math.min(box.x + box.width, last + 1 + margin) - start })
  }
  for (let x = left; x < right; x++) {
    if (!hasInk(pixels, box, x)) continue
    if (from === -1) from = x
    else if (x - last - 1 >= least) {
      close()
      from = x
    }
    last = x
  }
  close()
  return parts.length > 1 ? parts : [box]
}

function hasInk({ width, height, rgb }: Pixels, box: Box, x: number): boolean {
  const top = Math.max(0, Math.round(box.y + box.height * 0.1))
  const bottom = Math.min(height, Math.round(box.y + box.height * 0.9))
  let least = 255
  let most = 0
  for (let y = top; y < bottom; y++) {
    const at = (y * width + x) * 3
    const light = ((rgb[at] ?? 0) * 77 + (rgb[at + 1] ?? 0) * 151 + (rgb[at + 2] ?? 0) * 28) >> 8
    if (light < least) least = light
    if (light > most) most = light
  }
  return most - least >= INK
}
