import type { z } from 'zod'
import type { Rect } from '../../shared/rect'
import type { framePictureSchema } from '../../shared/picture'

export type FramePicture = z.infer<typeof framePictureSchema>

/**
 * Copies a part of a video frame into RGBA bytes, rows without padding.
 * @param part in whole pixels of the frame's visible part; all of it when left out
 * @param t when the frame was taken, milliseconds since the epoch
 */
export async function framePixels(frame: VideoFrame, t: number, part?: Rect): Promise<FramePicture> {
  const visible = frame.visibleRect
  if (!visible) throw new Error('a closed frame has no pixels')
  const { x, y, width, height } = part ?? { x: 0, y: 0, width: visible.width, height: visible.height }
  const bytes = new Uint8Array(width * height * 4)
  await frame.copyTo(bytes, {
    format: 'RGBA',
    rect: { x: visible.x + x, y: visible.y + y, width, height },
    layout: [{ offset: 0, stride: width * 4 }],
  })
  return { kind: 'frame', width, height, format: 'RGBA', t, bytes }
}
