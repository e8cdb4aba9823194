import sharp, { type Sharp } from 'sharp'
import { describe, expect, test } from 'vitest'
import { decodePicture, type Pixels } from '../../../../src/main/engine/vision/decode'

type Colour = readonly [number, number, number]

const RED: Colour = [220, 30, 30]
const GREEN: Colour = [30, 200, 40]
const BLUE: Colour = [40, 50, 210]
const YELLOW: Colour = [230, 220, 40]
/** Levels that a lossy file may be off in the middle of a plain quarter. */
const LOSSY = 14

const WIDTH = 96
const HEIGHT = 64

/** Four quarters: red, green above blue, yellow. */
function quarters(width = WIDTH, height = HEIGHT): Sharp {
  const data = Buffer.alloc(width * height * 3)
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const colour = y < height / 2 ? (x < width / 2 ? RED : GREEN) : x < width / 2 ? BLUE : YELLOW
      data.set(colour, at)
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
}

function plain(width: number, height: number, colour: Colour | readonly [...Colour, number] = GREEN): Sharp {
  const [r, g, b, alpha] = colour
  const channels = alpha === undefined ? 3 : 4
  return sharp({ create: { width, height, channels, background: { r, g, b, alpha: alpha ?? 1 } } })
}

const encoded = (bytes: Uint8Array) => ({ kind: 'encoded', bytes: new Uint8Array(bytes) }) as const

async function open(made: Sharp | Uint8Array | Promise<Uint8Array>, maxPixels?: number): Promise<Pixels> {
  const bytes = made instanceof Uint8Array || made instanceof Promise ? await made : await made.toBuffer()
  const decoded = await decodePicture(encoded(bytes), maxPixels === undefined ? {} : { maxPixels })
  if (!decoded.ok) throw new Error(`${decoded.code}: ${decoded.detail ?? ''}`)
  return decoded.pixels
}

async function codeOf(bytes: Uint8Array): Promise<string> {
  const decoded = await decodePicture(encoded(bytes))
  return decoded.ok ? 'opened' : decoded.code
}

/** The colour at a place given in shares of the sides. */
function at({ width, height, rgb }: Pixels, x: number, y: number): number[] {
  const from = (Math.floor(y * height) * width + Math.floor(x * width)) * 3
  return [...rgb.subarray(from, from + 3)]
}

function expectNear(seen: readonly number[], wanted: readonly number[], levels: number): void {
  const off = Math.max(...wanted.map((value, i) => Math.abs(value - (seen[i] ?? 1000))))
  expect(off, `${seen.join(' ')} for ${wanted.join(' ')}`).toBeLessThanOrEqual(levels)
}

function expectQuarters(pixels: Pixels, levels: number): void {
  expectNear(at(pixels, 0.25, 0.25), RED, levels)
  expectNear(at(pixels, 0.75, 0.25), GREEN, levels)
  expectNear(at(pixels, 0.25, 0.75), BLUE, levels)
  expectNear(at(pixels, 0.75, 0.75), YELLOW, levels)
}

const FORMATS: readonly (readonly [string, number, () => Sharp])[] = [
  ['PNG', 0, () => quarters().png()],
  ['interlaced PNG', 0, () => quarters().png({ progressive: true })],
  ['PNG with a palette', 2, () => quarters().png({ palette: true })],
  ['PNG of 16 bits', 1, () => quarters().toColourspace('rgb16').png()],
  ['JPEG', LOSSY, () => quarters().jpeg()],
  ['progressive JPEG', LOSSY, () => quarters().jpeg({ progressive: true })],
  ['lossy WebP', LOSSY, () => quarters().webp()],
  ['lossless WebP', 0, () => quarters().webp({ lossless: true })],
  ['AVIF', LOSSY, () => quarters().avif({ effort: 0 })],
  ['GIF', 2, () => quarters().gif()],
]

describe('a picture file', () => {
  test.each(FORMATS)('of type %s is opened with its colours', async (_name, levels, make) => {
    const pixels = await open(make())
    expect([pixels.width, pixels.height, pixels.rgb.length]).toEqual([WIDTH, HEIGHT, WIDTH * HEIGHT * 3])
    expectQuarters(pixels, levels)
  })

  test('in grey, in 8 or in 16 bits, has its grey in all three channels', async () => {
    for (const space of ['b-w', 'grey16']) {
      const [r, g, b] = at(await open(plain(8, 8, [90, 90, 90]).toColourspace(space).png()), 0.5, 0.5)
      expectNear([r ?? 0, g ?? 0, b ?? 0], [90, 90, 90], 1)
    }
  })

  test('in print colours looks as printed', async () => {
    const jpeg = await quarters().toColourspace('cmyk').jpeg().toBuffer()
    expect((await sharp(jpeg).metadata()).space).toBe('cmyk')
    // Print has no red and no blue as bright as a screen's; which is which stays plain.
    expectQuarters(await open(jpeg), 90)
  })

  test('of a single pixel is opened', async () => {
    expect(await open(plain(1, 1).png())).toMatchObject({ width: 1, height: 1, rgb: new Uint8Array(GREEN) })
  })

  test('that moves shows its first frame', async () => {
    const frames = await Promise.all([RED, BLUE].map((colour) => plain(16, 16, colour).png().toBuffer()))
    const gif = await sharp(frames, { join: { animated: true } }).gif().toBuffer()
    expect((await sharp(gif).metadata()).pages).toBe(2)
    const pixels = await open(gif)
    expect(pixels.height).toBe(16)
    expectNear(at(pixels, 0.5, 0.5), RED, 3)
  })

  /** Where the stored picture's red quarter is once the picture is upright (EXIF 2.32, tag 0x0112). */
  test.each([
    [1, 'left top'],
    [2, 'right top'],
    [3, 'right bottom'],
    [4, 'left bottom'],
    [5, 'left top'],
    [6, 'right top'],
    [7, 'right bottom'],
    [8, 'left bottom'],
  ])('with the EXIF orientation %i is upright, its first corner %s', async (orientation, corner) => {
    const pixels = await open(quarters().withMetadata({ orientation }).jpeg())
    expect([pixels.width, pixels.height]).toEqual(orientation < 5 ? [WIDTH, HEIGHT] : [HEIGHT, WIDTH])
    const x = corner.startsWith('left') ? 0.25 : 0.75
    const y = corner.endsWith('top') ? 0.25 : 0.75
    expectNear(at(pixels, x, y), RED, LOSSY)
  })

  test('turned a quarter to the right is turned back, not mirrored', async () => {
    // Stored rows are the picture's columns from the right: blue, the stored left bottom, comes left top.
    const pixels = await open(quarters().withMetadata({ orientation: 6 }).jpeg())
    expectNear(at(pixels, 0.25, 0.25), BLUE, LOSSY)
    const mirrored = await open(quarters().withMetadata({ orientation: 5 }).jpeg())
    expectNear(at(mirrored, 0.75, 0.25), BLUE, LOSSY)
  })
})

describe('transparency', () => {
  async function onClear(colour: Colour): Promise<Pixels> {
    const mark = await plain(16, 16, colour).png().toBuffer()
    return open(plain(64, 64, [0, 0, 0, 0]).composite([{ input: mark, left: 24, top: 24 }]).png())
  }

  test('lies on white, so that a dark drawing is seen', async () => {
    const pixels = await onClear([20, 20, 20])
    expect([at(pixels, 0.1, 0.1), at(pixels, 0.5, 0.5)]).toEqual([[255, 255, 255], [20, 20, 20]])
  })

  test('lies on black under a light drawing, which would vanish on white', async () => {
    const pixels = await onClear([250, 250, 250])
    expect([at(pixels, 0.1, 0.1), at(pixels, 0.5, 0.5)]).toEqual([[0, 0, 0], [250, 250, 250]])
  })

  test.each(['webp', 'avif', 'gif'] as const)('is flattened in %s, too', async (type) => {
    const bytes = await plain(32, 32, [0, 0, 0, 0]).toFormat(type).toBuffer()
    expectNear(at(await open(bytes), 0.5, 0.5), [255, 255, 255], 1)
  })
})

describe('size', () => {
  test.each([
    [20_000, 10],
    [10, 20_000],
  ])('%i × %i is opened whole', async (width, height) => {
    const pixels = await open(plain(width, height).png())
    expect([pixels.width, pixels.height]).toEqual([width, height])
    expect(at(pixels, 0.999, 0.999)).toEqual([...GREEN])
  })

  test('a side over 20,000 pixels is refused', async () => {
    expect(await codeOf(await plain(20_001, 2).png().toBuffer())).toBe('picture-too-large')
    expect(await codeOf(await plain(2, 20_001).png().toBuffer())).toBe('picture-too-large')
  })

  test('a file that only claims a monstrous size is refused before anything is decoded', async () => {
    const png = await plain(8, 8).png().toBuffer()
    // IHDR: width and height are the eight bytes from 16 (W3C PNG 3, 11.2.1).
    png.writeUInt32BE(2_000_000_000, 16)
    png.writeUInt32BE(2_000_000_000, 20)
    expect(['picture-too-large', 'picture-damaged']).toContain(await codeOf(png))
  })

  test('more pixels than are asked for are shrunk, keeping the shape and what is where', async () => {
    const pixels = await open(quarters(600, 400).png(), 60_000)
    expect(pixels.width * pixels.height).toBeLessThanOrEqual(60_000)
    expect(pixels.width / pixels.height).toBeCloseTo(1.5, 1)
    expectQuarters(pixels, 1)
  })
})

describe('what is no picture', () => {
  const text = (content: string) => new TextEncoder().encode(content)

  test.each([
    ['nothing at all', new Uint8Array(), 'picture-empty-file'],
    ['text', text('just some words, long enough to be looked at'), 'picture-unsupported'],
    ['SVG', text('<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>'), 'picture-unsupported'],
    ['a page', text('<!doctype html><title>x</title>'), 'picture-unsupported'],
    ['PDF', text('%PDF-1.7\n1 0 obj'), 'picture-unsupported'],
  ])('%s is refused by its first bytes', async (_name, bytes, code) => {
    expect(await codeOf(bytes)).toBe(code)
  })

  test('TIFF, which libvips could open, is refused all the same', async () => {
    expect(await codeOf(await quarters().tiff().toBuffer())).toBe('picture-unsupported')
  })

  test.each(FORMATS)('a %s cut off at half is damaged', async (_name, _levels, make) => {
    const bytes = await make().toBuffer()
    expect(await codeOf(bytes.subarray(0, Math.floor(bytes.length / 2)))).toBe('picture-damaged')
  })
})

describe('a frame', () => {
  const frame = (width: number, height: number, bytes: Uint8Array<ArrayBuffer>) =>
    decodePicture({ kind: 'frame', width, height, format: 'RGBA', t: 0, bytes })

  test('keeps its colours; its alpha, which capture leaves undefined, counts for nothing', async () => {
    const decoded = await frame(2, 1, new Uint8Array([...RED, 0, ...BLUE, 255]))
    expect(decoded).toEqual({ ok: true, pixels: { width: 2, height: 1, rgb: new Uint8Array([...RED, ...BLUE]) } })
  })

  test.each([
    ['too few bytes', 4, 4, 63],
    ['too many bytes', 4, 4, 65],
    ['no bytes', 0, 0, 0],
  ])('with %s is damaged', async (_name, width, height, length) => {
    expect(await frame(width, height, new Uint8Array(length))).toMatchObject({ code: 'picture-damaged' })
  })
})
