import type { Lightness } from './table/lightness'

/** Degrees that are looked for, and the least that is one. */
const MOST = 6
const LEAST = 0.4
/** Difference of lightness to the pixel above that is an edge. */
const EDGE = 24
/** Fewer edges say nothing; more are not needed. */
const FEWEST = 400
const ENOUGH = 6000
/** The first look has bins of so many parts of the width; the second is at pixels. */
const COARSE = 480
/** Rows of edges at the tilt are so many times as sharp as without, and as at most other angles. */
const SHARPER = 1.25
const STANDS_OUT = 1.6

/**
 * Degrees by which the lines of a picture fall to the right; 0 where they run straight, or none stand out. The angle
 * at which most edges lie in few rows: Postl, "Detection of linear oblique structures and skew scan", ICPR 1986.
 */
export function tiltOf(light: Lightness): number {
  const edges = edgesOf(light)
  if (edges.x.length < FEWEST) return 0
  const bin = Math.max(1, light.width / COARSE)
  const step = (Math.atan(bin / light.width) * 180) / Math.PI
  const count = Math.ceil(MOST / step)
  const scores = Array.from({ length: 2 * count + 1 }, (_, i) => sharpness(edges, light, (i - count) * step, bin))
  const best = Math.max(...scores)
  const at = (scores.indexOf(best) - count) * step
  const usual = [...scores].sort((a, b) => a - b)[count] ?? 0
  if (Math.abs(at) > MOST - step || best < usual * STANDS_OUT) return 0
  const near = Array.from({ length: 17 }, (_, i) => at + ((i - 8) * step) / 4)
  const fine = near.map((degrees) => sharpness(edges, light, degrees, 1))
  const found = near[fine.indexOf(Math.max(...fine))] ?? 0
  return Math.abs(found) < LEAST || best < (scores[count] ?? 0) * SHARPER ? 0 : found
}

interface Edges {
  /** From the middle, pixels. */
  readonly x: Float32Array
  readonly y: Float32Array
}

/** Places where lightness changes downwards, in columns that are evenly apart. */
function edgesOf({ width, height, values }: Lightness): Edges {
  const across = Math.max(1, Math.floor(width / 320))
  const found: number[] = []
  for (let x = across >> 1; x < width; x += across) {
    for (let y = 1; y < height; y++) {
      const down = (values[y * width + x] ?? 0) - (values[(y - 1) * width + x] ?? 0)
      if (down >= EDGE || down <= -EDGE) found.push(y * width + x)
    }
  }
  const every = Math.max(1, Math.floor(found.length / ENOUGH))
  const chosen = found.filter((_, i) => i % every === 0)
  return { x: Float32Array.from(chosen, (at) => (at % width) - width / 2), y: Float32Array.from(chosen, (at) => Math.floor(at / width)) }
}

/** How unevenly the edges lie in rows that fall by an angle: the squares of what differs between neighbours. */
function sharpness({ x, y }: Edges, { width, height }: Lightness, degrees: number, bin: number): number {
  const fall = Math.tan((degrees * Math.PI) / 180)
  // As far as the rows at both sides fall beyond the picture, and one that is empty.
  const margin = Math.ceil((Math.abs(fall) * width) / 2 / bin) + 1
  const rows = new Int32Array(Math.ceil(height / bin) + 2 * margin)
  for (let i = 0; i < x.length; i++) {
    const row = Math.floor(((y[i] ?? 0) - (x[i] ?? 0) * fall) / bin) + margin
    rows[row] = (rows[row] ?? 0) + 1
  }
  let sum = 0
  for (let i = 1; i < rows.length; i++) sum += ((rows[i] ?? 0) - (rows[i - 1] ?? 0)) ** 2
  return sum
}
