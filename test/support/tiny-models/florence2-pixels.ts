/** As in pixels.ts: the recipe's modulus is 2³²; multiplier and increment are those of Numerical Recipes. */
const MULTIPLIER = 1664525
const INCREMENT = 1013904223

/**
 * A picture that every side of a comparison can make for itself: the high byte of each state of a linear
 * congruential generator, red, green and blue in turn. `florence2.py` has the same recipe.
 *
 * @returns [height × width × 3]
 */
export function recipePicture(seed: number, width: number, height: number): Uint8Array {
  const rgb = new Uint8Array(width * height * 3)
  let state = seed >>> 0
  for (let i = 0; i < rgb.length; i++) {
    state = (Math.imul(state, MULTIPLIER) + INCREMENT) >>> 0
    rgb[i] = state >>> 24
  }
  return rgb
}

export interface Normalisation {
  readonly image_mean: readonly number[]
  readonly image_std: readonly number[]
  readonly rescale_factor: number
}

/** Interleaved bytes as planes of (byte × rescale − mean) ÷ std, [3 × height × width]. */
export function normalisedPlanes(rgb: Uint8Array, how: Normalisation): Float32Array {
  const size = rgb.length / 3
  const values = new Float32Array(rgb.length)
  for (let i = 0; i < rgb.length; i++) {
    const channel = i % 3
    const value = (rgb[i] ?? 0) * how.rescale_factor - (how.image_mean[channel] ?? 0)
    values[channel * size + Math.floor(i / 3)] = value / (how.image_std[channel] ?? 1)
  }
  return values
}
