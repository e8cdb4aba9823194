import type { Box } from '../../../../shared/text-line'
import type { Lightness } from './lightness'

export interface Ink {
  /** Lightness of most of the box: what the letters stand on. */
  readonly paper: number
  /** Mean width of the letters' strokes as a part of the box's height; 0 without letters. */
  readonly stroke: number
}

/** Ink differs from the paper by this part, at least, of what the most different pixel does. */
const HALF = 0.5
const LEAST_CONTRAST = 24

/** How a line is printed: on what, and how bold. */
export function inkOf({ width, height, values }: Lightness, box: Box): Ink {
  const left = Math.max(0, Math.floor(box.x))
  const right = Math.min(width, Math.ceil(box.x + box.width))
  const top = Math.max(0, Math.floor(box.y + box.height * 0.1))
  const bottom = Math.min(height, Math.ceil(box.y + box.height * 0.9))
  const counts = new Uint32Array(256)
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const value = values[y * width + x] ?? 0
      counts[value] = (counts[value] ?? 0) + 1
    }
  }
  const paper = counts.indexOf(Math.max(...counts))
  let most = 0
  for (const [value, count] of counts.entries()) if (count > 0) most = Math.max(most, Math.abs(value - paper))
  if (most < LEAST_CONTRAST) return { paper, stroke: 0 }
  let runs = 0
  let ink = 0
  for (let y = top; y < bottom; y++) {
    let inside = false
    for (let x = left; x < right; x++) {
      const part = Math.abs((values[y * width + x] ?? 0) - paper) / most
      // Grey edges count by their part: a stroke of 1.3 pixels is not one of 1.
      if (part >= 0.2) ink += part
      const isInk = part >= HALF
      if (isInk && !inside) runs++
      inside = isInk
    }
  }
  return { paper, stroke: runs === 0 ? 0 : ink / runs / Math.max(1, box.height) }
}
