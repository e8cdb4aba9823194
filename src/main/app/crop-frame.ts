import type { Picture } from '../../shared/picture'
import type { Rect } from '../../shared/rect'

type Frame = Extract<Picture, { kind: 'frame' }>

/** A part of a frame as a frame of its own. @param part pixels of the frame, inside it */
export function cropFrame(frame: Frame, part: Rect): Frame {
  const { x, y, width, height } = part
  const bytes = new Uint8Array(width * height * 4)
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * frame.width + x) * 4
    bytes.set(frame.bytes.subarray(from, from + width * 4), row * width * 4)
  }
  return { ...frame, width, height, bytes }
}
