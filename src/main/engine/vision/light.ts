export interface Light {
  /** Mean level, 0 to 255. */
  readonly mean: number
  /** Levels between the darkest and the lightest twentieth. */
  readonly contrast: number
}

/** Share at either end that is left out of the contrast: lamps and shadows. */
const TAIL = 0.05

/**
 * How light a frame is and how far its levels lie apart. Pure.
 *
 * @param signature see `signatureOf`: a frame's cells tell it as well as its pixels, in a twentieth of the time
 */
export function lightOf(signature: Uint8Array): Light {
  const levels = Uint8Array.from(signature).sort()
  const quantile = (share: number): number => levels[Math.floor(share * (levels.length - 1))] ?? 0
  const mean = levels.reduce((sum, level) => sum + level, 0) / Math.max(1, levels.length)
  return { mean, contrast: quantile(1 - TAIL) - quantile(TAIL) }
}
