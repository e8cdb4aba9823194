import { failure, type Result } from '../../shared/codes'
import type { StageRequest } from '../../shared/stage-protocol'
import { framePixels, type FramePicture } from './frame-pixels'
import { paintOver } from './masks'
import { erasePointerOnPlain } from './plain-screen'
import { placeCrop, type Placed } from './place-crop'

export type ScreenRequest = Extract<StageRequest, { type: 'screen' }>

/** Where in a frame of the whole screen lies what was asked for. */
export function placedIn(frame: VideoFrame, { display, desktop, crop }: ScreenRequest): Result<{ placed: Placed }> {
  const { width, height } = frame.visibleRect ?? { width: 0, height: 0 }
  const placed = placeCrop({ width, height }, display, desktop, crop)
  if (!placed) return failure('screen-lost', `a frame of ${width} × ${height} does not show what was asked for`)
  return { ok: true, placed }
}

/** Every pixel of what was asked for, without Descry's own windows. @param t when the frame was taken, milliseconds since the epoch */
export async function screenPicture(frame: VideoFrame, t: number, placed: Placed, { masks, pointer }: ScreenRequest): Promise<FramePicture> {
  const pixels = await framePixels(frame, t, placed.crop)
  paintOver(pixels.bytes, pixels, masks.map(placed.within))
  if (pointer) erasePointerOnPlain(pixels.bytes, pixels, placed.within(pointer))
  return pixels
}
