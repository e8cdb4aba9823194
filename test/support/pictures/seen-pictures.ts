import { readdir, readFile } from 'node:fs/promises'
import sharp from 'sharp'
import type { Pixels } from '../../../src/main/engine/vision/decode'
import { asJpeg, blurred, Canvas, type Colour } from './canvas'
import { write } from './glyphs'
import { between, pick, seededRandom } from './random'

/** A picture of something, however little of it there is to see. */
export interface SeenCase {
  readonly name: string
  readonly pixels: Pixels
}

const SAMPLES = new URL('../../../resources/models/descry-nano/samples/', import.meta.url)

const SIZES = [
  [320, 240],
  [800, 600],
  [640, 480],
  [1280, 720],
] as const

type Random = () => number

const RECIPES: Readonly<Record<string, (random: Random, width: number, height: number) => Canvas>> = {
  'a page with one small word': (r, w, h) => word(r, plain(w, h, [255, 255, 255]), 'KNOT', 1, [60, 60, 60]),
  'a page with one pale word': (r, w, h) => word(r, plain(w, h, [255, 255, 255]), 'NOTE', 2, [205, 205, 205]),
  'a photographed page with one word': (r, w, h) =>
    word(r, plain(w, h, [225, 222, 214]), 'TEN', 2, [70, 70, 80]).vignette(0.2).noise(r, between(r, 0.5, 3)),
  'a dark terminal with a prompt': (_, w, h) => write(plain(w, h, [12, 12, 12]), '$_', 6, 6, 1, [190, 190, 190]),
  'a black screen with a dim word': (r, w, h) => word(r, plain(w, h, [0, 0, 0]), 'OK', 1, [60, 60, 60]),
  'a gradient wallpaper with one icon': (r, w, h) => {
    const [from, to] = [colour(r), colour(r)]
    const wall = new Canvas(w, h, (x, y) => mix(from, to, (x + y) / 2))
    return wall.fill(r() * (w - 40), r() * (h - 40), 28, 28, [250, 250, 250])
  },
  'a red wallpaper with one word': (r, w, h) => {
    const wall = new Canvas(w, h, (x) => [120 + 60 * x, 25 + 10 * x, 20])
    return word(r, wall, 'EKO', 1, [240, 230, 230])
  },
  'letters as light as their ground': (r, w, h) => word(r, plain(w, h, [196, 60, 60]), 'INK', 2, [40, 135, 60]),
  'a starry sky': (r, w, h) => stars(r, plain(w, h, [4, 4, 9]), 60).noise(r, between(r, 0, 3)),
  'a night with a few lights': (r, w, h) => {
    const night = new Canvas(w, h, (_, y) => (y < 0.6 ? [7, 8, 13] : [4, 4, 5]))
    for (let n = 0; n < 5; n++) night.fill(r() * w, h * between(r, 0.3, 0.8), 4, 5, [230, 200, 130])
    return night.noise(r, between(r, 1, 5))
  },
  'a flag': (_, w, h) => new Canvas(w, h, (__, y) => (y < 0.5 ? [0, 87, 183] : [255, 215, 0])),
  'a thin rule on a page': (r, w, h) => plain(w, h, [253, 253, 253]).fill(w * 0.2, h * r(), w * 0.6, 1, [150, 150, 150]),
  'a ball on a table': (r, w, h) =>
    disc(plain(w, h, [150, 140, 130]), between(r, 0.2, 0.8), between(r, 0.2, 0.8), 0.03, [190, 60, 50]).noise(r, 3),
  'fog with a tree': (r, w, h) => disc(plain(w, h, [190, 192, 195]), between(r, 0.3, 0.7), 0.6, 0.15, [172, 174, 176]).noise(r, 1.5),
  'a mouse pointer on a black screen': (r, w, h) => {
    const [x, y] = [r() * (w - 16), r() * (h - 20)]
    const screen = plain(w, h, [0, 0, 0])
    for (let row = 0; row < 14; row++) screen.fill(x, y + row, 1 + row * 0.7, 1, [255, 255, 255])
    return screen
  },
}

const CHANGES: Readonly<Record<string, (pixels: Pixels, random: Random) => Pixels | Promise<Pixels>>> = {
  'as it is': (pixels) => pixels,
  'at a third of the light': (pixels, r) => dimmed(pixels, r, 0.33),
  'at an eighth of the light': (pixels, r) => dimmed(pixels, r, 0.125),
  'a little out of focus': (pixels) => blurred(pixels, 3),
  'out of focus': (pixels) => blurred(pixels, 9),
  'in fog': (pixels, r) => Canvas.of(pixels).map((v) => 190 + v * 0.15).noise(r, 1).pixels(),
  noisy: (pixels, r) => Canvas.of(pixels).noise(r, 25).pixels(),
  'under a red light': (pixels) => Canvas.of(pixels).map((v, channel) => v * ([0.7, 0.2, 0.1][channel] ?? 0)).pixels(),
  'as JPEG 15': (pixels) => asJpeg(pixels, 15),
  'four times as large': async ({ width, height, rgb }) => {
    const large = sharp(rgb, { raw: { width, height, channels: 3 } }).resize({ width: width * 4 })
    const { data, info } = await large.raw().toBuffer({ resolveWithObject: true })
    return { width: info.width, height: info.height, rgb: new Uint8Array(data) }
  },
}

/** @param count drawn pictures; the model's nine samples, changed in every way, come on top */
export async function seenPictures(seed: number, count: number): Promise<SeenCase[]> {
  const names = Object.keys(RECIPES)
  const cases: SeenCase[] = []
  for (let i = 0; i < count; i++) {
    const random = seededRandom(seed * 104_729 + i)
    const name = names[i % names.length] as string
    const [width, height] = pick(random, SIZES)
    const drawn = RECIPES[name]?.(random, width, height).pixels()
    if (!drawn) continue
    const stored = random() < 0.4 ? await asJpeg(drawn, 80) : drawn
    cases.push({ name: `${name}, ${width} × ${height}`, pixels: stored })
  }
  for (const { name, pixels } of await samplePictures()) {
    for (const [change, make] of Object.entries(CHANGES)) {
      cases.push({ name: `${name} ${change}`, pixels: await make(pixels, seededRandom(seed)) })
    }
  }
  return cases
}

/** The sample pictures of the embedded model. */
async function samplePictures(): Promise<SeenCase[]> {
  const files = (await readdir(SAMPLES)).filter((file) => file.endsWith('.png')).sort()
  return Promise.all(
    files.map(async (file) => {
      const picture = sharp(await readFile(new URL(file, SAMPLES))).removeAlpha().toColourspace('srgb')
      const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true })
      return { name: file, pixels: { width: info.width, height: info.height, rgb: new Uint8Array(data) } }
    }),
  )
}

function plain(width: number, height: number, ground: Colour): Canvas {
  return new Canvas(width, height, () => ground)
}

function colour(random: Random): Colour {
  return [random() * 255, random() * 255, random() * 255]
}

function mix(a: Colour, b: Colour, share: number): Colour {
  const part = (n: 0 | 1 | 2): number => a[n] + (b[n] - a[n]) * share
  return [part(0), part(1), part(2)]
}

function word(random: Random, canvas: Canvas, text: string, dot: number, ink: Colour): Canvas {
  const left = random() * (canvas.width - text.length * 6 * dot)
  const top = random() * (canvas.height - 8 * dot)
  return write(canvas, text, left, top, dot, ink)
}

function stars(random: Random, sky: Canvas, count: number): Canvas {
  for (let n = 0; n < count; n++) {
    const light = between(random, 60, 255)
    const side = random() < 0.8 ? 1 : 2
    sky.fill(random() * sky.width, random() * sky.height, side, side, [light, light, light])
  }
  return sky
}

function disc(canvas: Canvas, x: number, y: number, radius: number, ink: Colour): Canvas {
  const reach = radius * canvas.height
  for (let row = -reach; row <= reach; row++) {
    const half = Math.sqrt(Math.max(0, reach ** 2 - row ** 2))
    canvas.fill(x * canvas.width - half, y * canvas.height + row, 2 * half, 1, ink)
  }
  return canvas
}

function dimmed(pixels: Pixels, random: Random, light: number): Pixels {
  return Canvas.of(pixels)
    .map((v) => v * light)
    .noise(random, 2)
    .pixels()
}
