import type { Rect } from '../../shared/rect'
import { intersect } from '../../shared/rects'

/**
 * Size of "what is under the pointer", in device pixels at scale 1. A control with its label, a picture
 * of a page or a card is at most about this large, and a magnifier at 4 times shows as much of a
 * 1920 × 1200 screen; a wider area would name the neighbours, a narrower one cut words in half. 3:2 is
 * close to the square that the model sees, so little of it is lost to the resize.
 */
const SIZE = { width: 480, height: 320 } as const
/** A window smaller than this (a tooltip, a bar) is not worth to be kept to. */
const MIN_WINDOW = { width: 160, height: 120 } as const

interface Around {
  readonly pointer: { readonly x: number; readonly y: number }
  readonly display: Rect
  /** The front window, if the desktop tells. */
  readonly window: Rect | null
  /** Device pixels a point of the display; 1 where rectangles are in points. */
  readonly scale: number
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high))
}

function holds({ x, y, width, height }: Rect, point: Around['pointer']): boolean {
  return point.x >= x && point.x < x + width && point.y >= y && point.y < y + height
}

/**
 * The area around the pointer that is described: centred on it, moved inside of the display and, when
 * the pointer is over the front window, inside of that; cut where those are smaller. Integers, the
 * pixels of its arguments; pure.
 */
export function elementAround({ pointer, display, window, scale }: Around): Rect {
  const part = window ? intersect(window, display) : undefined
  const isRoomy = part && part.width >= MIN_WINDOW.width * scale && part.height >= MIN_WINDOW.height * scale
  const frame = part && isRoomy && holds(part, pointer) ? part : display
  const width = Math.min(Math.round(SIZE.width * scale), frame.width)
  const height = Math.min(Math.round(SIZE.height * scale), frame.height)
  return {
    x: clamp(Math.round(pointer.x - width / 2), frame.x, frame.x + frame.width - width),
    y: clamp(Math.round(pointer.y - height / 2), frame.y, frame.y + frame.height - height),
    width,
    height,
  }
}
