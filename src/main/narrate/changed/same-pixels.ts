import type { Picture } from '../../../shared/picture'
import type { Box } from '../../../shared/text-line'

type Frame = Extract<Picture, { kind: 'frame' }>

/**
 * Whether two frames are the same in a box, to the pixel; never where their sizes differ. Pure.
 *
 * @returns a function of a box in pixels of both frames
 */
export function samePixels(a: Frame, b: Frame): (box: Box) => boolean {
  if (a.width !== b.width || a.height !== b.height) return () => false
  const [one, other] = [a, b].map(({ bytes }) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) as [Buffer, Buffer]
  return ({ x, y, width, height }) => {
    const left = Math.max(0, Math.floor(x))
    const right = Math.min(a.width, Math.ceil(x + width))
    const bottom = Math.min(a.height, Math.ceil(y + height))
    for (let row = Math.max(0, Math.floor(y)); row < bottom; row++) {
      const from = (row * a.width + left) * 4
      const to = (row * a.width + right) * 4
      if (one.compare(other, from, to, from, to) !== 0) return false
    }
    return true
  }
}
