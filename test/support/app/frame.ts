import type { TakenPicture } from '../../../src/main/app/answering'
import type { Picture } from '../../../src/shared/picture'
import type { Rect } from '../../../src/shared/rect'

type Frame = Extract<Picture, { kind: 'frame' }>

/** A frame of which each pixel tells where it is: red and green are its x, blue and alpha its y. */
export function frameOf({ x, y, width, height }: Rect, t = 0): Frame {
  const bytes = new Uint8Array(width * height * 4)
  // By hand, for it is done of whole screens, hundreds of times.
  let at = 0
  for (let row = y; row < y + height; row++) {
    for (let column = x; column < x + width; column++) {
      bytes[at++] = column >> 8
      bytes[at++] = column & 255
      bytes[at++] = row >> 8
      bytes[at++] = row & 255
    }
  }
  return { kind: 'frame', width, height, format: 'RGBA', t, bytes }
}

/** Where the first and the last pixel of such a frame were. */
export function corners({ bytes }: Frame): [number, number, number, number] {
  const at = (i: number): [number, number] => [
    ((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0),
    ((bytes[i + 2] ?? 0) << 8) | (bytes[i + 3] ?? 0),
  ]
  return [...at(0), ...at(bytes.length - 4)]
}

/** A picture of the screen with a window in front. */
export function taken(change: Partial<TakenPicture> = {}): TakenPicture {
  return {
    picture: frameOf({ x: 0, y: 0, width: 2, height: 2 }),
    takenAt: 1000,
    about: 'The screen',
    opening: [],
    front: 7,
    ...change,
  }
}
