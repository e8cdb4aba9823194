import type { Rect } from '../../shared/rect'
import type { Size } from './place-crop'

/** Levels of a channel that one colour may differ by: frames are compressed in their colours. */
const TOLERANCE = 6

/**
 * Chromium paints the mouse pointer into the frame. Where all else is one colour it would be all there is: a
 * curtained or empty screen would be something. There, and only there, it is painted over; anywhere else it
 * may lie on what the picture is about.
 *
 * @param pointer where the pointer may be, in pixels of the picture, inside of it
 * @returns whether it was painted over
 */
export function erasePointerOnPlain(pixels: Uint8Array, size: Size, pointer: Rect): boolean {
  const first = firstOutside(size, pointer)
  if (first === undefined) return false
  const [red = 0, green = 0, blue = 0] = pixels.subarray(first, first + 3)
  const isSame = (at: number): boolean =>
    Math.abs((pixels[at] ?? 0) - red) <= TOLERANCE &&
    Math.abs((pixels[at + 1] ?? 0) - green) <= TOLERANCE &&
    Math.abs((pixels[at + 2] ?? 0) - blue) <= TOLERANCE
  for (let y = 0; y < size.height; y++) {
    const isBeside = y < pointer.y || y >= pointer.y + pointer.height
    for (let x = 0; x < size.width; x++) {
      if (!isBeside && x === pointer.x) x += pointer.width
      if (x < size.width && !isSame((y * size.width + x) * 4)) return false
    }
  }
  for (let y = pointer.y; y < pointer.y + pointer.height; y++) {
    for (let at = (y * size.width + pointer.x) * 4; at < (y * size.width + pointer.x + pointer.width) * 4; at += 4) {
      pixels.set([red, green, blue, 255], at)
    }
  }
  return true
}

/** Where the bytes of a corner lie that the pointer does not cover; undefined where it covers all. */
function firstOutside({ width, height }: Size, { x, y, width: w, height: h }: Rect): number | undefined {
  const corners = [[0, 0], [width - 1, 0], [0, height - 1], [width - 1, height - 1]] as const
  const free = corners.find(([cx, cy]) => cx < x || cx >= x + w || cy < y || cy >= y + h)
  return free && (free[1] * width + free[0]) * 4
}
