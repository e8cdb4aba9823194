import { crc32, deflateSync } from 'node:zlib'
import sharp, { type Metadata, type Sharp } from 'sharp'
import { describe, expect, test } from 'vitest'
import { decodePicture, type Pixels } from '../../../../src/main/engine/vision/decode'
import { countPasses } from '../../../../src/main/engine/vision/picture-type'

const MAX_PIXELS = 4096 * 4096
const TEAL = [20, 130, 120] as const
/** Levels a lossy file of one colour may be off. */
const LOSSY = 3

function plain(width: number, height: number): Sharp {
  const [r, g, b] = TEAL
  return sharp({ create: { width, height, channels: 3, background: { r, g, b } } })
}

async function decode(bytes: Uint8Array, maxPixels?: number): ReturnType<typeof decodePicture> {
  const picture = { kind: 'encoded', bytes: new Uint8Array(bytes) } as const
  return decodePicture(picture, maxPixels === undefined ? {} : { maxPixels })
}

async function open(bytes: Uint8Array, maxPixels?: number): Promise<Pixels> {
  const decoded = await decode(bytes, maxPixels)
  if (!decoded.ok) throw new Error(`${decoded.code}: ${decoded.detail ?? ''}`)
  return decoded.pixels
}

async function codeOf(bytes: Uint8Array): Promise<string> {
  const decoded = await decode(bytes)
  return decoded.ok ? 'opened' : decoded.code
}

function expectTeal({ rgb }: Pixels): void {
  expect(Math.max(...TEAL.map((value, i) => Math.abs(value - (rgb[i] ?? 1000))))).toBeLessThanOrEqual(LOSSY)
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), out.length - 4)
  return out
}

/** A PNG of RGB, or of one bit of grey, as its header says it; `data` are its compressed rows. */
function png(width: number, height: number, of: 'rgb' | 'bits', interlaced: boolean, data: Uint8Array): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header.set(of === 'rgb' ? [8, 2, 0, 0, interlaced ? 1 : 0] : [1, 0, 0, 0, interlaced ? 1 : 0], 8)
  const magic = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return Buffer.concat([magic, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', new Uint8Array())])
}

/** Where `marker` begins in a JPEG. */
const marked = (jpeg: Buffer, marker: number, from = 0): number => jpeg.indexOf(Buffer.from([0xff, marker]), from)

/** A JPEG (SOF0 or SOF2) that claims another size. */
async function jpegOf(width: number, height: number, progressive: boolean): Promise<Buffer> {
  const jpeg = await plain(40, 30).jpeg({ progressive }).toBuffer()
  const at = marked(jpeg, progressive ? 0xc2 : 0xc0)
  jpeg.writeUInt16BE(height, at + 5)
  jpeg.writeUInt16BE(width, at + 7)
  return jpeg
}

/** An AVIF whose item property claims another size ("ispe", ISO 23008-12, 6.5.3). */
async function avifOf(width: number, height: number, real: number): Promise<Buffer> {
  const avif = await plain(real, real).avif({ effort: 0 }).toBuffer()
  avif.writeUInt32BE(width, avif.indexOf('ispe') + 8)
  avif.writeUInt32BE(height, avif.indexOf('ispe') + 12)
  return avif
}

/** A GIF whose screen and frame claim another size. */
async function gifOf(side: number): Promise<Buffer> {
  const gif = await plain(40, 30).gif().toBuffer()
  const frame = gif.indexOf(Buffer.from([0x2c, 0, 0, 0, 0]))
  for (const at of [6, 8, frame + 5, frame + 7]) gif.writeUInt16LE(side, at)
  return gif
}

async function webpOf(width: number, height: number): Promise<Buffer> {
  const webp = await plain(40, 30).webp().toBuffer()
  webp.writeUInt16LE(width, webp.indexOf('VP8 ') + 14)
  webp.writeUInt16LE(height, webp.indexOf('VP8 ') + 16)
  return webp
}

/** A WebP of `count` frames: two in front, then the second again and again. */
async function webpOfFrames(count: number): Promise<Buffer> {
  const pages = await Promise.all([plain(4, 4), plain(4, 4).negate()].map((page) => page.png().toBuffer()))
  const webp = await sharp(pages, { join: { animated: true } }).webp().toBuffer()
  const second = webp.indexOf('ANMF', webp.indexOf('ANMF') + 1)
  const frame = webp.subarray(second)
  const out = Buffer.concat([webp, ...Array<Buffer>(count - 2).fill(frame)])
  out.writeUInt32LE(out.length - 8, 4)
  return out
}

/** A progressive JPEG of `count` scans, each of them the means of all blocks. */
async function jpegOfScans(count: number): Promise<Buffer> {
  const jpeg = await plain(40, 30).jpeg({ progressive: true }).toBuffer()
  const first = marked(jpeg, 0xda)
  const next = Math.min(...[0xc4, 0xda].map((marker) => marked(jpeg, marker, first + 2)).filter((at) => at > 0))
  const scan = Buffer.from(jpeg.subarray(first, next))
  // Successive approximation: no bits left for later (ITU T.81 B.2.3).
  scan[scan.readUInt16BE(2) + 1] = 0
  const end = Buffer.from([0xff, 0xd9])
  return Buffer.concat([jpeg.subarray(0, first), ...Array<Buffer>(count).fill(scan), end])
}

const NO_DATA = new Uint8Array(10)

describe('a file of a few bytes that claims to be monstrous', () => {
  // None has the pixels it claims: whatever looked for them would find damage instead.
  test.each<[string, () => Buffer | Promise<Buffer>]>([
    ['an interlaced PNG of 20,000 × 20,000', () => png(20_000, 20_000, 'rgb', true, NO_DATA)],
    ['a PNG of 30,000 × 30,000', () => png(30_000, 30_000, 'rgb', false, NO_DATA)],
    ['a progressive JPEG of 20,000 × 20,000', () => jpegOf(20_000, 20_000, true)],
    ['a JPEG of 20,001 × 10', () => jpegOf(20_001, 10, false)],
    ['a JPEG of 65,535 × 10, more than its decoder takes', () => jpegOf(65_535, 10, false)],
    ['a WebP of 16,383 × 16,383', () => webpOf(16_383, 16_383)],
    ['a GIF of 20,000 × 20,000', () => gifOf(20_000)],
    ['an AVIF of 20,000 × 20,000', () => avifOf(20_000, 20_000, 40)],
    ['an AVIF that is larger inside than it says', () => avifOf(8, 8, 300)],
  ])('is too large before anything is decoded: %s', async (_name, make) => {
    expect(await codeOf(await make())).toBe('picture-too-large')
  })

  test('is too large where a JPEG keeps its colours in scans of their own, which are held whole', async () => {
    const jpeg = await jpegOf(20_000, 20_000, false)
    const scan = marked(jpeg, 0xda)
    const ownScan = Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0])
    expect(await codeOf(Buffer.concat([jpeg.subarray(0, scan), ownScan, jpeg.subarray(scan + 14)]))).toBe('picture-too-large')
  })

  test('is too large as a frame, too', async () => {
    const bytes = new Uint8Array(20_001 * 4)
    const frame = { kind: 'frame', width: 20_001, height: 1, format: 'RGBA', t: 0, bytes } as const
    expect(await decodePicture(frame)).toMatchObject({ ok: false, code: 'picture-too-large' })
  })
})

describe('a file that makes its decoder start over', () => {
  test.each([2, 100])('is opened while a JPEG has %i scans', async (count) => {
    const jpeg = await jpegOfScans(count)
    expect(countPasses('jpeg', jpeg)).toBe(count)
    expect(await open(jpeg)).toMatchObject({ width: 40, height: 30 })
  })

  test('is refused with 101 scans', async () => {
    expect(await codeOf(await jpegOfScans(101))).toBe('picture-too-large')
  })

  test.each([2, 1000])('is opened while a WebP has %i frames', async (count) => {
    const webp = await webpOfFrames(count)
    expect(countPasses('webp', webp)).toBe(count)
    expect((await sharp(webp).metadata()).pages).toBe(count)
    expect((await open(webp)).height).toBe(4)
  })

  test('is refused with 10,001 frames, since the work of listing them grows with their square', async () => {
    expect(await codeOf(await webpOfFrames(10_001))).toBe('picture-too-large')
  })

  test('counts the frames after a chunk of odd length, which is padded', async () => {
    const webp = await webpOfFrames(10)
    const odd = Buffer.from('XXXX\x01\0\0\0!\0', 'latin1')
    expect(countPasses('webp', Buffer.concat([webp.subarray(0, 12), odd, webp.subarray(12)]))).toBe(10)
  })

  test('counts no scan of a preview, of a picture that follows, or of what only looks like one', async () => {
    const inner = await plain(16, 16).jpeg({ progressive: true }).toBuffer()
    const app = Buffer.from([0xff, 0xe1, (inner.length + 2) >> 8, (inner.length + 2) & 255])
    const jpeg = await plain(40, 30).jpeg().toBuffer()
    const whole = Buffer.concat([jpeg.subarray(0, 2), app, inner, jpeg.subarray(2), Buffer.alloc(70_000), inner])
    expect(countPasses('jpeg', whole)).toBe(1)
    expectTeal(await open(whole))
  })
})

describe('a large picture', () => {
  test('of 36 million pixels is decoded line by line and shrunk to what an engine takes', async () => {
    const [width, height] = [9000, 4000]
    const bits = png(width, height, 'bits', false, deflateSync(Buffer.alloc((1 + width / 8) * height, 0)))
    const pixels = await open(bits)
    expect(pixels.rgb.length).toBe(pixels.width * pixels.height * 3)
    expect(pixels.width * pixels.height).toBeLessThanOrEqual(MAX_PIXELS)
    expect(pixels.width * pixels.height).toBeGreaterThan(MAX_PIXELS * 0.99)
    expect(pixels.width / pixels.height).toBeCloseTo(width / height, 2)
  })

  test.each([
    [3000, 10],
    [10, 3000],
    [2000, 1],
    [1, 2000],
  ])('of %i × %i stays within the pixels asked for, though a side cannot be under one', async (width, height) => {
    const bytes = await plain(width, height).png().toBuffer()
    const small = await open(bytes, 100)
    expect(small.width * small.height).toBe(100)
    expect(Math.max(small.width, small.height)).toBe(100)
    const frame = { kind: 'frame', width, height, format: 'RGBA', t: 0, bytes: new Uint8Array(width * height * 4) } as const
    expect(await decodePicture(frame, { maxPixels: 100 })).toMatchObject({ pixels: { width: small.width, height: small.height } })
  })

  test('with an EXIF orientation is shrunk, then turned', async () => {
    const pixels = await open(await plain(600, 400).withMetadata({ orientation: 6 }).jpeg().toBuffer(), 60_000)
    expect([pixels.width, pixels.height]).toEqual([200, 300])
  })
})

describe('what is inside', () => {
  test.each(['mif1', 'msf1'])('counts where an AVIF is called %s first and avif second', async (brand) => {
    const avif = await plain(64, 64).avif().toBuffer()
    avif.write(brand, 8, 'latin1')
    expectTeal(await open(avif))
  })

  test('an AVIF whose first brand libvips does not know is unsupported, not damaged', async () => {
    const avif = await plain(64, 64).avif().toBuffer()
    avif.write('miaf', 8, 'latin1')
    expect(await codeOf(avif)).toBe('picture-unsupported')
  })

  test('an AVIF turned by its own property and by EXIF is turned once', async () => {
    const avif = await plain(60, 20).withMetadata({ orientation: 6 }).avif().toBuffer()
    expect(avif.includes('irot')).toBe(true)
    expect(await open(avif)).toMatchObject({ width: 20, height: 60 })
  })

  test('a phone picture with a gain map is opened as the picture that every screen can show', async () => {
    // sharp 0.35.5 has it, its types do not.
    const picture = plain(64, 64) as Sharp & { withGainMap(): Sharp }
    const both = await picture.withGainMap().jpeg().toBuffer()
    expect((await sharp(both).metadata()).gainMap).toBeDefined()
    const base = both.subarray(0, both.indexOf(Buffer.from([0xff, 0xd8, 0xff]), 3))
    expect(await open(both)).toEqual(await open(base))
  })

  test.each<[string, Partial<Metadata>, () => Sharp]>([
    ['grey and alpha', { space: 'b-w', channels: 2 }, () => plain(8, 8).ensureAlpha().toColourspace('b-w').png()],
    ['grey JPEG', { space: 'b-w', channels: 1 }, () => plain(8, 8).toColourspace('b-w').jpeg()],
  ])('%s becomes three equal channels', async (_name, is, make) => {
    const bytes = await make().toBuffer()
    expect(await sharp(bytes).metadata()).toMatchObject(is)
    const { rgb } = await open(bytes)
    expect(new Set(rgb).size).toBe(1)
    expect(rgb[0]).toBeGreaterThan(TEAL[0])
    expect(rgb[0]).toBeLessThan(TEAL[1])
  })

  test('the bytes of a wide-gamut picture stay as they are, whatever its profile says', async () => {
    const tagged = await plain(8, 8).withIccProfile('p3').png().toBuffer()
    const stored = await sharp(tagged, { ignoreIcc: true }).raw().toBuffer()
    expect((await open(tagged)).rgb).toEqual(new Uint8Array(stored))
  })

  test('a damaged AVIF is refused with what is wrong, not with the seeks that failed before', async () => {
    const decoded = await decode(await avifOf(24, 16, 40))
    expect(decoded).toMatchObject({ ok: false, code: 'picture-damaged', detail: expect.stringContaining('image size') as string })
  })
})
