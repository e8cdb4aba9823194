/** How a picture is cut; 0 rows and columns: not at all, one tile shows all of it. */
export interface TilePlan {
  readonly rows: number
  readonly cols: number
  /** Size that the picture is resized to before it is cut, pixels. */
  readonly width: number
  readonly height: number
  /** All tiles; the picture as a whole is the last one. */
  readonly count: number
}

export interface TileOptions {
  readonly longestEdge: number
  readonly tileSize: number
  readonly splitting: boolean
}

/** Longest side that Idefics3ImageProcessor resizes to, whatever the configuration says, pixels. */
const MAX_EDGE = 4096

/**
 * Tiles of a picture, as transformers' Idefics3ImageProcessor plans them: the longer side becomes
 * `longestEdge` (enlarged too), the shorter one follows and is made even, both are rounded up to whole
 * tiles; the picture as a whole is one more. A picture that fits one tile is not cut.
 */
export function planTiles(width: number, height: number, options: TileOptions): TilePlan {
  const { longestEdge, tileSize } = options
  const uncut = { rows: 0, cols: 0, width: tileSize, height: tileSize, count: 1 }
  if (!options.splitting) return uncut
  const upright = height > width
  const wanted = evenFit(upright ? { long: height, short: width } : { long: width, short: height }, longestEdge, upright)
  const sides = wanted.long > MAX_EDGE ? follow(wanted, MAX_EDGE, upright) : wanted
  const long = Math.ceil(sides.long / tileSize)
  // The shorter side follows the rounded longer one before it is rounded itself.
  const short = Math.ceil(follow(sides, long * tileSize, upright).short / tileSize)
  if (long === 1 && short === 1) return uncut
  const [cols, rows] = upright ? [short, long] : [long, short]
  return { rows, cols, width: cols * tileSize, height: rows * tileSize, count: rows * cols + 1 }
}

interface Sides {
  readonly long: number
  readonly short: number
}

/**
 * The sides in proportion when the longer one becomes `long`. The processor divides by width ÷ height
 * or multiplies with it; the last bit decides where the result is whole.
 */
function follow(sides: Sides, long: number, upright: boolean): Sides {
  const short = upright ? long * (sides.short / sides.long) : long / (sides.long / sides.short)
  return { long, short: Math.max(1, Math.trunc(short)) }
}

function evenFit(sides: Sides, long: number, upright: boolean): Sides {
  const short = Math.trunc(upright ? long * (sides.short / sides.long) : long / (sides.long / sides.short))
  return { long, short: Math.max(1, short + (short % 2)) }
}
