import type { Picture } from '../../shared/picture'
import type { Rect } from '../../shared/rect'

type Frame = Extract<Picture, { kind: 'frame' }>

/**
 * A part of a frame as a frame of its own: every pixel that it touches. Pure.
 *
 * @param whole what the frame shows; its frame may be larger or smaller, for streams are scaled
 * @param part inside of `whole`, in the same unit
 */
export function cropFrame(frame: Frame, whole: Rect, part: Rect): Frame {
  const [left, right] = span(part.x - whole.x, part.width, frame.width / whole.width, frame.width)
  const [top, bottom] = span(part.y - whole.y, part.height, frame.height / whole.height, frame.height)
  const [width, height] = [right - left, bottom - top]
  const bytes = new Uint8Array(width * height * 4)
  for (let row = 0; row < height; row++) {
    const from = ((top + row) * frame.width + left) * 4
    bytes.set(frame.bytes.subarray(from, from + width * 4), row * width * 4)
  }
  return { ...frame, width, height, bytes }
}

/** Less than this much of a pixel is an error of rounding, not a pixel. */
const SLIVER = 1e-6

function span(from: number, length: number, scale: number, end: number): [number, number] {
  const first = Math.min(Math.floor(from * scale + SLIVER), end - 1)
  return [first, Math.min(Math.max(Math.ceil((from + length) * scale - SLIVER), first + 1), end)]
}
