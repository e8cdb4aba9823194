/** The recipe's modulus is 2³²; multiplier and increment are those of Numerical Recipes. */
const MULTIPLIER = 1664525
const INCREMENT = 1013904223

/**
 * Pixel values that every side of a comparison can make for itself, bit for bit: the high byte of each
 * state of a linear congruential generator, normalised by mean and deviation 0.5. `weights.py` has the
 * same recipe.
 *
 * @returns [count × 3 × side × side], one tile after the other
 */
export function recipePixels(seed: number, count: number, side: number): Float32Array {
  const values = new Float32Array(count * 3 * side * side)
  let state = seed >>> 0
  for (let i = 0; i < values.length; i++) {
    state = (Math.imul(state, MULTIPLIER) + INCREMENT) >>> 0
    values[i] = normalised(state >>> 24)
  }
  return values
}

/** Interleaved RGB bytes as planes of normalised values, [3 × height × width]. */
export function planes(rgb: Uint8Array): Float32Array {
  const size = rgb.length / 3
  const values = new Float32Array(rgb.length)
  for (let i = 0; i < size; i++) {
    for (let channel = 0; channel < 3; channel++) {
      values[channel * size + i] = normalised(rgb[i * 3 + channel] ?? 0)
    }
  }
  return values
}

function normalised(byte: number): number {
  return (byte / 255 - 0.5) / 0.5
}
