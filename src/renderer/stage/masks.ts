import type { Rect } from '../../shared/rect'
import type { Size } from './place-crop'

/** Levels of a channel that count as one colour when colours are counted: 16 of 256. */
const STEP = 4
/** Where nothing around a mask can be seen: neither light nor dark. */
const NEUTRAL: Colour = [128, 128, 128]

type Colour = readonly [number, number, number]

/**
 * Paints over rectangles of RGBA pixels, in place. Each gets one flat colour: the one that is seen most
 * often along its outer edge. It has no strokes that could be read as text, it mostly joins what lies
 * around it, so no new shape appears, and it moves neither the light nor the colours of the whole
 * picture, which decide whether that is a photograph, a screen or empty.
 *
 * @param masks in whole pixels of the picture, inside of it
 */
export function paintOver(pixels: Uint8Array, size: Size, masks: readonly Rect[]): void {
  // All colours first: a mask must not take the colour of one that was painted before it.
  const colours = masks.map((mask) => colourAround(pixels, size, mask, masks))
  for (const [index, mask] of masks.entries()) fill(pixels, size, mask, colours[index] ?? NEUTRAL)
}

function fill(pixels: Uint8Array, { width }: Size, mask: Rect, [red, green, blue]: Colour): void {
  for (let y = mask.y; y < mask.y + mask.height; y++) {
    for (let at = (y * width + mask.x) * 4; at < (y * width + mask.x + mask.width) * 4; at += 4) {
      pixels[at] = red
      pixels[at + 1] = green
      pixels[at + 2] = blue
      pixels[at + 3] = 255
    }
  }
}

/** The mean of the most frequent sort of colour one pixel outside of the mask. */
function colourAround(pixels: Uint8Array, size: Size, mask: Rect, masks: readonly Rect[]): Colour {
  const sorts = new Map<number, { count: number; sum: [number, number, number] }>()
  for (const [x, y] of outline(mask)) {
    if (x < 0 || y < 0 || x >= size.width || y >= size.height) continue
    if (masks.some((other) => contains(other, x, y))) continue
    const at = (y * size.width + x) * 4
    const [red, green, blue] = [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0]
    const sort = ((red >> STEP) << 8) | ((green >> STEP) << 4) | (blue >> STEP)
    const seen = sorts.get(sort) ?? { count: 0, sum: [0, 0, 0] }
    sorts.set(sort, {
      count: seen.count + 1,
      sum: [seen.sum[0] + red, seen.sum[1] + green, seen.sum[2] + blue],
    })
  }
  let most: { count: number; sum: [number, number, number] } | undefined
  for (const sort of sorts.values()) if (!most || sort.count > most.count) most = sort
  if (!most) return NEUTRAL
  const { count, sum } = most
  return [Math.round(sum[0] / count), Math.round(sum[1] / count), Math.round(sum[2] / count)]
}

/** The pixels around a rectangle, corners left out. */
function* outline({ x, y, width, height }: Rect): Generator<readonly [number, number]> {
  if (width === 0 || height === 0) return
  for (let across = x; across < x + width; across++) {
    yield [across, y - 1]
    yield [across, y + height]
  }
  for (let down = y; down < y + height; down++) {
    yield [x - 1, down]
    yield [x + width, down]
  }
}

function contains({ x, y, width, height }: Rect, across: number, down: number): boolean {
  return across >= x && across < x + width && down >= y && down < y + height
}
