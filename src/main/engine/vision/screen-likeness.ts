import type { Pixels } from './decode'

/** Rows are left out of large pictures so that about this many pixels are compared. */
const SAMPLED_PIXELS = 250_000
/** Neighbours in a row that must be equal, byte for byte. */
const RUN = 5

/**
 * Logistic fit on 43 screens (40 rendered ones of 14 kinds, the model's three samples) and 24
 * photographs (the model's six samples; scikit-image and scikit-learn), each as it is, as JPEG 92, 80
 * and 60, as WebP, in half and double size, at 224 × 224, cropped and dimmed: 435 and 253 pictures.
 * Five-fold by picture, 9 screens and 2 photographs come out on the wrong side of 0.5; of those that are
 * beyond 0.1 or 0.9, where the model is not asked, 5 screens (of one dialog on a gradient) and no
 * photograph.
 */
const SLOPE = 9.6
const OFFSET = -4.2

/**
 * How much a picture is like a screen, 0 to 1: plain areas of a screen are equal to the last bit, also
 * after JPEG, while a camera's differ by their noise. Drawings count as screens. Photographs that fill
 * part of a screen pull it to the middle, and all of a screen to a photograph.
 */
export function screenLikeness({ width, height, rgb }: Pixels): number {
  const step = Math.max(1, Math.floor((width * height) / SAMPLED_PIXELS))
  let runs = 0
  let places = 0
  for (let y = 0; y < height; y += step) {
    let equal = 1
    let at = y * width * 3 + 3
    for (let x = 1; x < width; x++, at += 3) {
      const same = rgb[at] === rgb[at - 3] && rgb[at + 1] === rgb[at - 2] && rgb[at + 2] === rgb[at - 1]
      equal = same ? equal + 1 : 1
      if (equal >= RUN) runs++
    }
    places += Math.max(0, width - RUN + 1)
  }
  const share = places === 0 ? 0 : runs / places
  return 1 / (1 + Math.exp(-(SLOPE * share + OFFSET)))
}
