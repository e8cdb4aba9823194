import type { EmptyPicture } from '../../../shared/picture'
import { blockSize, LUMA, measureBlocks, type BlockGrid, type BlockPlane } from './block-grid'
import { colourName, type ColourName } from './colour'
import type { Pixels } from './decode'
import { isClearlyStructured, isStructured, quantile } from './structure'

/** What the gate saw before any model runs. */
export interface Verdict {
  /** Why there is nothing to describe; null where there is, or may be, something. */
  readonly empty: EmptyPicture | null
  /** Of a picture of one single colour. */
  readonly colour?: ColourName
}

/**
 * Tells a picture of nothing from a picture of something: white or an empty page, black, one colour, a
 * covered lens. Sensor noise, JPEG, soft light, vignettes and a few specks are nothing; one small word,
 * stars, lights in the night are something, and so is a bright gradient of several colours.
 *
 * Pure. A full-HD picture takes about 2 ms where there is plainly something and 15 where there is not.
 */
export function inspectPicture(pixels: Pixels): Verdict {
  const blockRows = Math.ceil(pixels.height / blockSize(pixels))
  const every = Math.floor(blockRows / SAMPLED_ROWS)
  if (every > 1 && isClearlyStructured(measureBlocks(pixels, every))) return { empty: null }
  const grid = measureBlocks(pixels)
  if (isStructured(pixels, grid)) return { empty: null }
  const light = measureLight(grid)
  const empty = EMPTY.find(([, applies]) => applies(light))?.[0] ?? null
  if (empty !== 'single-colour') return { empty }
  const colour = colourName(light.rgb)
  const plain = PLAIN[colour]
  return plain ? { empty: plain } : { empty, colour }
}

/** Colours that have a word of their own as a picture. */
const PLAIN: Partial<Record<ColourName, EmptyPicture>> = { white: 'blank', black: 'black' }

/** Rows of blocks for the first look. */
const SAMPLED_ROWS = 14

/** Levels, 0 to 255; of the blocks' means, so noise is averaged out. */
interface Light {
  readonly low: number
  readonly median: number
  readonly high: number
  /** Largest spread of a colour difference (red − green, blue − green). */
  readonly chromaSpread: number
  readonly rgb: readonly [number, number, number]
  /** Usual distance of the farthest pixel from its block's mean: 0 for drawn pictures, 1.5 and more from a sensor. */
  readonly noise: number
}

function measureLight({ planes }: BlockGrid): Light {
  const [luma, red, blue] = planes.map(({ mean }) => [0.01, 0.5, 0.99].map((share) => quantile(mean, share))) as [
    number[],
    number[],
    number[],
  ]
  const [low = 0, median = 0, high = 0] = luma
  const spread = (plane: number[]): number => (plane[2] ?? 0) - (plane[0] ?? 0)
  const [redness, blueness] = [red[1] ?? 0, blue[1] ?? 0]
  const green = median - (LUMA[0] * redness + LUMA[2] * blueness) / 256
  return {
    low,
    median,
    high,
    chromaSpread: Math.max(spread(red), spread(blue)),
    rgb: [green + redness, green, green + blueness],
    noise: quantile((planes[0] as BlockPlane).reach, 0.75),
  }
}

/** Brightest level of a picture that is black to any eye. */
const BLACK = 20
/**
 * A page: hardly coloured and light. Cameras expose paper to a light grey, shaded to the corners; what
 * was drawn must be nearly white.
 */
const PAGE = { drawn: 235, photographed: 190, low: 140, chroma: 18, shade: 8 } as const
/** Share of its light that a plain surface may lose to a vignette, and levels that are no gradient at all. */
const SURFACE = { share: 0.3, levels: 12 } as const
/** Least reach in a block that comes from a sensor. */
const SENSOR_NOISE = 1.5
/** Brightest level of a sensor's picture of one dark colour that is called covered. */
const DARK_SURFACE = 40
/** Brightest and median level under a hand or cloth. */
const DARK = { high: 120, median: 75 } as const
/** Light through a finger: red over green and over blue, and never near white. */
const FINGER = { overGreen: 1.6, overBlue: 1.6, high: 200 } as const

const isPage = (light: Light): boolean => {
  const photographed = light.noise >= SENSOR_NOISE || light.high - light.low >= PAGE.shade
  const median = photographed ? PAGE.photographed : PAGE.drawn
  return light.median >= median && light.low >= PAGE.low && isNeutral(light)
}
const isPlain = ({ low, high, median, chromaSpread }: Light): boolean => {
  const allowed = Math.max(SURFACE.levels, SURFACE.share * median)
  return high - low <= allowed && chromaSpread <= allowed
}
const isNeutral = ({ rgb }: Light): boolean => Math.max(...rgb) - Math.min(...rgb) <= PAGE.chroma
const isReddish = ({ rgb: [r, g, b], high }: Light): boolean =>
  r > FINGER.overGreen * g && r > FINGER.overBlue * b && high < FINGER.high
const isDark = ({ high, median }: Light): boolean => high <= DARK.high && median <= DARK.median

/** The first that applies is the verdict; a smooth picture to which none applies is not called empty. */
const EMPTY: readonly (readonly [EmptyPicture, (light: Light) => boolean])[] = [
  ['black', ({ high }) => high <= BLACK],
  ['blank', isPage],
  ['covered', (light) => light.noise >= SENSOR_NOISE && light.high <= DARK_SURFACE],
  ['covered', (light) => light.noise >= SENSOR_NOISE && isReddish(light) && light.high - light.low > SURFACE.levels],
  ['single-colour', isPlain],
  ['covered', (light) => isDark(light) || isReddish(light)],
]
