import type { Rect } from '../../shared/rect'

/** Width and height of a frame, in its own pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** Where the parts of the desktop lie in a frame. */
export interface Placed {
  /** The crop in whole pixels of the frame, never empty. */
  readonly crop: Rect
  /** A rectangle of the desktop in whole pixels of the crop, clipped to it; it covers every pixel that it touches. */
  readonly within: (rect: Rect) => Rect
}

/** How far the two sides may differ in scale before a frame is not a picture of the rectangle. */
const SAME_SHAPE = 0.02

/** How exactly a frame has the shape of a rectangle: 0 is the very same. */
function misfit(frame: Size, rect: Rect): number {
  return Math.abs(Math.log((frame.width * rect.height) / (frame.height * rect.width)))
}

/** How far a frame is from the pixels of a rectangle, one for one: 0 is the very same. */
function resized(frame: Size, rect: Rect): number {
  return Math.abs(Math.log((frame.width * frame.height) / (rect.width * rect.height)))
}

/**
 * Finds the crop in a frame. A stream shows either one display or the whole desktop, as the system likes,
 * and its frames may be scaled: what the frame shows is told by its shape, then by its size.
 *
 * @param display the display that is meant, `desktop` all of them together, `crop` what is wanted, all in
 *   device pixels of the desktop
 * @returns undefined when the frame shows neither, or nothing of the crop
 */
export function placeCrop(frame: Size, display: Rect, desktop: Rect, crop: Rect): Placed | undefined {
  const [shown] = [display, desktop]
    .filter((rect) => rect.width > 0 && rect.height > 0 && misfit(frame, rect) <= SAME_SHAPE)
    .sort((a, b) => resized(frame, a) - resized(frame, b))
  if (!shown) return undefined
  const [across, down] = [frame.width / shown.width, frame.height / shown.height]
  /** Whole pixels of the frame that the rectangle touches. */
  const place = (rect: Rect): Edges => ({
    left: floor((rect.x - shown.x) * across),
    top: floor((rect.y - shown.y) * down),
    right: ceil((rect.x + rect.width - shown.x) * across),
    bottom: ceil((rect.y + rect.height - shown.y) * down),
  })
  const whole = { left: 0, top: 0, right: frame.width, bottom: frame.height }
  const kept = clip(place(crop), whole)
  if (kept.right <= kept.left || kept.bottom <= kept.top) return undefined
  return {
    crop: toRect(kept),
    within: (rect) => {
      const { left, top, right, bottom } = clip(place(rect), kept)
      return toRect({ left: left - kept.left, top: top - kept.top, right: right - kept.left, bottom: bottom - kept.top })
    },
  }
}

interface Edges {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Less than this much of a pixel is an error of rounding, not a pixel. */
const SLIVER = 1e-6
const floor = (value: number): number => Math.floor(value + SLIVER)
const ceil = (value: number): number => Math.ceil(value - SLIVER)

function clip(edges: Edges, to: Edges): Edges {
  const left = Math.min(Math.max(edges.left, to.left), to.right)
  const top = Math.min(Math.max(edges.top, to.top), to.bottom)
  return {
    left,
    top,
    right: Math.max(left, Math.min(edges.right, to.right)),
    bottom: Math.max(top, Math.min(edges.bottom, to.bottom)),
  }
}

function toRect({ left, top, right, bottom }: Edges): Rect {
  return { x: left, y: top, width: right - left, height: bottom - top }
}
