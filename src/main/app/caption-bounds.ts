import type { Rect } from '../../shared/rect'
import type { Settings } from '../../shared/settings'

/** Height of the bar at 100 %, in device-independent pixels: two lines of large text. */
const THICKNESS = 96
/** Width of a bar at a side at 100 %: words must fit. */
const SIDE = 320
/** The share of the screen that the bar may take at most. */
const MOST = 0.5

/**
 * Where the caption bar goes: along one edge of the display's work area, thicker with larger text. Pure.
 *
 * @param area the display without its panels, in device-independent pixels
 */
export function captionBounds(area: Rect, { edge, scale }: Settings['caption']): Rect {
  const isSide = edge === 'left' || edge === 'right'
  const length = isSide ? area.width : area.height
  const thickness = Math.min(Math.round(((isSide ? SIDE : THICKNESS) * scale) / 100), Math.floor(length * MOST))
  if (isSide) {
    const x = edge === 'left' ? area.x : area.x + area.width - thickness
    return { x, y: area.y, width: thickness, height: area.height }
  }
  const y = edge === 'top' ? area.y : area.y + area.height - thickness
  return { x: area.x, y, width: area.width, height: thickness }
}
