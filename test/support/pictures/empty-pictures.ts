import type { Pixels } from '../../../src/main/engine/vision/decode'
import type { EmptyPicture } from '../../../src/shared/picture'
import { asJpeg, blurred, Canvas, type Colour } from './canvas'
import { between, gaussian, pick, seededRandom } from './random'

/** A picture of nothing, and the names under which it may go; the first is the best. */
export interface EmptyCase {
  readonly name: string
  readonly pixels: Pixels
  readonly kinds: readonly EmptyPicture[]
}

const SIZES = [
  [224, 224],
  [320, 240],
  [640, 480],
  [333, 417],
  [1280, 720],
  [48, 48],
] as const

type Random = () => number

/** How a picture of nothing looks before it is stored. */
interface Recipe {
  readonly name: string
  readonly kinds: readonly EmptyPicture[]
  readonly make: (random: Random, width: number, height: number) => Canvas
}

const RECIPES: readonly Recipe[] = [
  { name: 'white', kinds: ['blank'], make: (_, w, h) => plain(w, h, [255, 255, 255]) },
  { name: 'nearly white', kinds: ['blank'], make: (r, w, h) => plain(w, h, tint(r, 242, 254, 4)) },
  {
    name: 'a sheet of paper under a lamp',
    // Tinted paper in a dim light is as much a wall of its colour.
    kinds: ['blank', 'single-colour'],
    make: (r, w, h) => plain(w, h, tint(r, 215, 245, 8)).vignette(between(r, 0.05, 0.3)).noise(r, between(r, 0.5, 3)),
  },
  { name: 'a blank scan with specks of dust', kinds: ['blank'], make: dusty },
  { name: 'black', kinds: ['black'], make: (_, w, h) => plain(w, h, [0, 0, 0]) },
  { name: 'nearly black', kinds: ['black'], make: (r, w, h) => plain(w, h, tint(r, 1, 10, 2)) },
  {
    name: 'no light on the sensor',
    kinds: ['black', 'covered'],
    make: (r, w, h) => hotPixels(r, plain(w, h, tint(r, 2, 12, 3)).noise(r, between(r, 1, 5))),
  },
  { name: 'one colour', kinds: ['single-colour'], make: (r, w, h) => plain(w, h, anyColour(r)) },
  {
    name: 'one colour with a subtle gradient',
    kinds: ['single-colour'],
    make: (r, w, h) => gradient(r, w, h, anyColour(r), 6),
  },
  {
    name: 'a wall of one colour',
    // Pixels alone cannot tell a red wall in a corner's shade from a finger.
    kinds: ['single-colour', 'covered'],
    make: (r, w, h) => plain(w, h, anyColour(r, 70)).vignette(between(r, 0.02, 0.15)).noise(r, between(r, 0.5, 4)),
  },
  { name: 'a finger against the light', kinds: ['covered'], make: finger },
  { name: 'a finger in a dim room', kinds: ['covered', 'black'], make: dimFinger },
  { name: 'a hand on the lens', kinds: ['covered', 'black'], make: hand },
  { name: 'cloth on the lens', kinds: ['covered', 'black', 'single-colour'], make: cloth },
]

const STORED = ['as it is', 'as JPEG 92', 'as JPEG 75', 'as JPEG 40'] as const

/** @param count pictures, the recipes in turn; the same seed gives the same pictures */
export async function emptyPictures(seed: number, count: number): Promise<EmptyCase[]> {
  const cases: EmptyCase[] = []
  for (let i = 0; i < count; i++) {
    const random = seededRandom(seed * 7919 + i)
    const recipe = RECIPES[i % RECIPES.length] as Recipe
    const [width, height] = pick(random, SIZES)
    const stored = pick(random, STORED)
    let pixels = recipe.make(random, width, height).pixels()
    // Denoising in a camera leaves noise that hangs together over pixels.
    if (random() < 0.25 && Math.min(width, height) > 100) pixels = await blurred(pixels, between(random, 0.4, 1.2))
    const quality = /\d+/.exec(stored)?.[0]
    if (quality !== undefined) pixels = await asJpeg(pixels, Number(quality))
    cases.push({ name: `${recipe.name}, ${width} × ${height}, ${stored}`, pixels, kinds: recipe.kinds })
  }
  return cases
}

function plain(width: number, height: number, colour: Colour): Canvas {
  return new Canvas(width, height, () => colour)
}

function tint(random: Random, low: number, high: number, spread: number): Colour {
  const level = between(random, low, high)
  const part = (): number => Math.max(0, Math.min(255, level + between(random, -spread, spread) / 2))
  return [part(), part(), part()]
}

/** Neither nearly black nor nearly white; a camera's picture of a dark wall may as well be a hand's. */
function anyColour(random: Random, least = 45): Colour {
  for (;;) {
    const colour = [random() * 255, random() * 255, random() * 255] as const
    const luma = 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]
    if (luma > least && luma < 215) return colour
  }
}

function gradient(random: Random, width: number, height: number, [r, g, b]: Colour, levels: number): Canvas {
  const angle = random() * 2 * Math.PI
  return new Canvas(width, height, (x, y) => {
    const shift = levels * (Math.cos(angle) * (x - 0.5) + Math.sin(angle) * (y - 0.5))
    return [r + shift, g + shift, b + shift]
  })
}

/** Side of a picture, pixels, in which a single pixel is nothing. */
const SPECKLED = 200

function dusty(random: Random, width: number, height: number): Canvas {
  const page = plain(width, height, tint(random, 244, 254, 4)).noise(random, between(random, 0, 1))
  for (let n = 0; n < 2 && width > SPECKLED; n++) page.fill(random() * width, random() * height, 1, 2, [120, 120, 120])
  return page
}

function hotPixels(random: Random, canvas: Canvas): Canvas {
  for (let n = 0; n < 3 && canvas.width > SPECKLED; n++) canvas.fill(random() * canvas.width, random() * canvas.height, 1, 1, [90, 90, 90])
  return canvas
}

/** Light that fades into the picture from a point on or beyond its edge. */
function glow(random: Random, reach: number): (x: number, y: number) => number {
  const angle = random() * 2 * Math.PI
  const [cx, cy] = [0.5 + 0.7 * Math.cos(angle), 0.5 + 0.7 * Math.sin(angle)]
  return (x, y) => Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * reach ** 2))
}

/** Noise grows with the square root of the light. */
function shotNoise(random: Random, canvas: Canvas, sigma: number): Canvas {
  return canvas.map((value) => value + sigma * Math.sqrt((Math.max(value, 0) + 15) / 80) * gaussian(random))
}

function finger(random: Random, width: number, height: number): Canvas {
  const base = between(random, 60, 170)
  const [green, blue] = [between(random, 0.15, 0.4), between(random, 0.08, 0.3)]
  const light = glow(random, between(random, 0.4, 0.9))
  const made = new Canvas(width, height, (x, y) => {
    const level = base * (0.35 + 0.65 * light(x, y))
    return [level, level * green, level * blue]
  })
  return shotNoise(random, made, between(random, 1, 5))
}

function dimFinger(random: Random, width: number, height: number): Canvas {
  const light = glow(random, between(random, 0.3, 0.8))
  const top = between(random, 20, 60)
  const made = new Canvas(width, height, (x, y) => {
    const level = 6 + top * light(x, y)
    return [level * 1.3, level * 0.7, level * 0.5]
  })
  return shotNoise(random, made, between(random, 2, 7))
}

/** Dark, with a little light that leaks in along one edge. */
function hand(random: Random, width: number, height: number): Canvas {
  const base = between(random, 12, 35)
  const leak = between(random, 0, 50)
  const fade = between(random, 0.06, 0.25)
  const side = pick(random, ['left', 'right', 'top', 'bottom'] as const)
  const made = new Canvas(width, height, (x, y) => {
    const distance = { left: x, right: 1 - x, top: y, bottom: 1 - y }[side]
    const level = base + leak * Math.exp(-distance / fade)
    return [level * 1.1, level * 0.95, level * 0.85]
  })
  return shotNoise(random, made, between(random, 1, 6))
}

function cloth(random: Random, width: number, height: number): Canvas {
  const [base, tone] = [between(random, 10, 55), tint(random, 0.9, 1.1, 0.3)]
  const light = glow(random, between(random, 0.5, 1))
  const made = new Canvas(width, height, (x, y) => {
    const level = base * (0.7 + 0.6 * light(x, y))
    return [level * tone[0], level * tone[1], level * tone[2]]
  })
  return shotNoise(random, made, between(random, 1, 6))
}
