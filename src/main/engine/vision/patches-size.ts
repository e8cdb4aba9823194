/** Pixels a picture may have, and what both of its sides must be a multiple of (patch × merge). */
export interface PatchLimits {
  readonly factor: number
  readonly minPixels: number
  readonly maxPixels: number
}

/** Longest side over shortest that the models were made for. */
const MOST_ASPECT = 200

/**
 * The size that a picture is resized to before it is cut into patches: sides as close to its own as multiples
 * of `factor` can be, its pixels within the limits, its shape kept as well as that allows. The same numbers as
 * transformers' `smart_resize` (image_processing_qwen2_vl.py); a strip that it refuses, longer than 200 times
 * its width, is taken for one of 200 times.
 */
export function smartResize(width: number, height: number, limits: PatchLimits): { width: number; height: number } {
  const { factor, minPixels, maxPixels } = limits
  const sides = [Math.max(width, height / MOST_ASPECT), Math.max(height, width / MOST_ASPECT)] as const
  const near = sides.map((side) => halfToEven(side / factor) * factor)
  const pixels = near.reduce((product, side) => product * side, 1)
  const area = sides[0] * sides[1]
  const [w, h] =
    pixels > maxPixels
      ? sides.map((side) => Math.max(factor, Math.floor(side / Math.sqrt(area / maxPixels) / factor) * factor))
      : pixels < minPixels
        ? sides.map((side) => Math.ceil((side * Math.sqrt(minPixels / area)) / factor) * factor)
        : near
  return { width: w ?? factor, height: h ?? factor }
}

/** To the nearest whole number, halves to the even one, as Python rounds. */
function halfToEven(value: number): number {
  const below = Math.floor(value)
  const rest = value - below
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below
}
