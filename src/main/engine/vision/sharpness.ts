import type { LumaPlane } from './luma'

/** The share of pixels with the sharpest edges: a face before a plain wall is sharp, whatever the wall is. */
const SHARPEST = 0.01

/**
 * How sharp the sharpest edges are, levels: the least of the strongest hundredth of Laplacians (4 neighbours),
 * a picture's usual measure of focus (Pertuz et al., 2013, doi:10.1016/j.patcog.2012.11.011: Laplacian operators).
 * A blur spreads an edge over many pixels, and each is then nearly the mean of its neighbours. Pure.
 */
export function sharpness({ width, height, luma }: LumaPlane): number {
  const counts = new Uint32Array(1021)
  let measured = 0
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1, at = y * width + 1; x < width - 1; x++, at++) {
      const around = (luma[at - 1] as number) + (luma[at + 1] as number) + (luma[at - width] as number) + (luma[at + width] as number)
      const strength = Math.abs(4 * (luma[at] as number) - around)
      counts[strength] = (counts[strength] as number) + 1
      measured++
    }
  }
  let left = measured * SHARPEST
  for (let strength = counts.length - 1; strength > 0; strength--) {
    left -= counts[strength] as number
    if (left <= 0) return strength
  }
  return 0
}
