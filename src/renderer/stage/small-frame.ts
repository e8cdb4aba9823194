import type { Rect } from '../../shared/rect'
import type { FramePicture } from './frame-pixels'

let canvas: OffscreenCanvas | undefined

/**
 * A whole video frame made smaller, for measures that need no more of it. A canvas in memory scales and converts
 * in one pass; nothing is encoded.
 * @param t when the frame was taken, milliseconds since the epoch
 * @param width pixels; the height follows
 * @param part in whole pixels of the frame's visible part; all of it when left out
 */
export function smallFrame(frame: VideoFrame, t: number, width: number, part?: Rect): FramePicture {
  const from = part ?? { x: 0, y: 0, width: frame.displayWidth, height: frame.displayHeight }
  const height = Math.max(1, Math.round((from.height * width) / from.width))
  canvas ??= new OffscreenCanvas(width, height)
  if (canvas.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height)
  // Read back each time: kept in memory, not on a graphics card.
  const paint = canvas.getContext('2d', { willReadFrequently: true, alpha: false })
  if (!paint) throw new Error('a canvas without a context')
  paint.imageSmoothingQuality = 'medium'
  paint.drawImage(frame, from.x, from.y, from.width, from.height, 0, 0, width, height)
  const { data } = paint.getImageData(0, 0, width, height)
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  return { kind: 'frame', width, height, format: 'RGBA', t, bytes }
}
