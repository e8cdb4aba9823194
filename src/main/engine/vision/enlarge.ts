import type { Pixels } from './decode'

/** Sharpness of Keys' cubic convolution kernel (IEEE ASSP 29, 1981), Pillow's too. */
const A = -0.5
/** Samples of the source on each side of an output's centre. */
const SUPPORT = 2

/** Bicubic enlargement of the sides that grow; the others must have their size already. */
export function enlarge(pixels: Pixels, width: number, height: number): Pixels {
  const wide = width > pixels.width ? widen(pixels, width) : pixels
  return height > wide.height ? heighten(wide, height) : wide
}

interface Taps {
  readonly from: number
  readonly weights: readonly number[]
}

/** What each output sample is made of; outside the picture there is nothing, so weights sum to 1 within it. */
function taps(source: number, target: number): Taps[] {
  return Array.from({ length: target }, (_, i) => {
    const centre = ((i + 0.5) * source) / target
    const from = Math.max(0, Math.floor(centre - SUPPORT + 0.5))
    const to = Math.min(source, Math.floor(centre + SUPPORT + 0.5))
    const weights = Array.from({ length: to - from }, (_, n) => keys(from + n - centre + 0.5))
    const sum = weights.reduce((a, b) => a + b, 0)
    return { from, weights: weights.map((w) => w / sum) }
  })
}

function keys(x: number): number {
  const t = Math.abs(x)
  if (t < 1) return ((A + 2) * t - (A + 3)) * t * t + 1
  return t < SUPPORT ? (((t - 5) * t + 8) * t - 4) * A : 0
}

function widen({ width, height, rgb }: Pixels, target: number): Pixels {
  const out = new Uint8ClampedArray(target * height * 3)
  taps(width, target).forEach(({ from, weights }, x) => {
    for (let y = 0; y < height; y++) {
      for (let channel = 0; channel < 3; channel++) {
        let at = (y * width + from) * 3 + channel
        let sum = 0
        for (const weight of weights) {
          sum += weight * (rgb[at] as number)
          at += 3
        }
        out[(y * target + x) * 3 + channel] = sum
      }
    }
  })
  return { width: target, height, rgb: new Uint8Array(out.buffer) }
}

function heighten({ width, height, rgb }: Pixels, target: number): Pixels {
  const row = width * 3
  const out = new Uint8ClampedArray(row * target)
  const sums = new Float64Array(row)
  taps(height, target).forEach(({ from, weights }, y) => {
    sums.fill(0)
    weights.forEach((weight, n) => {
      const start = (from + n) * row
      for (let i = 0; i < row; i++) sums[i] = (sums[i] as number) + weight * (rgb[start + i] as number)
    })
    out.set(sums, y * row)
  })
  return { width, height: target, rgb: new Uint8Array(out.buffer) }
}
