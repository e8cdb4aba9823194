import sharp, { type Sharp } from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { decodePicture } from '../../src/main/engine/vision/decode'
import type { PictureType } from '../../src/main/engine/vision/picture-type'
import { pick, seededRandom } from '../support/pictures/random'
import { segments, withChecksums } from '../support/pictures/segments'

const COUNT = process.env['DESCRY_LONG'] === '1' ? 1000 : 200
const SEED = Number(process.env['DESCRY_SEED'] ?? 1)
const CODES = ['picture-empty-file', 'picture-unsupported', 'picture-damaged', 'picture-too-large']
const MAX_PIXELS = 1_000_000

/** Each type in each way that its decoder treats differently. */
const FILES: readonly (readonly [PictureType, (picture: Sharp) => Sharp])[] = [
  ['png', (picture) => picture.png()],
  ['jpeg', (picture) => picture.jpeg()],
  ['webp', (picture) => picture.webp()],
  ['gif', (picture) => picture.gif()],
  ['avif', (picture) => picture.avif({ effort: 0 })],
  ['png', (picture) => picture.png({ progressive: true })],
  ['png', (picture) => picture.png({ palette: true, colours: 16 })],
  ['png', (picture) => picture.ensureAlpha(0.5).toColourspace('grey16').png()],
  ['jpeg', (picture) => picture.jpeg({ progressive: true })],
  ['jpeg', (picture) => picture.toColourspace('cmyk').jpeg()],
  ['webp', (picture) => picture.webp({ lossless: true })],
  ['webp', (picture) => picture.ensureAlpha(0.5).webp()],
  ['avif', (picture) => picture.ensureAlpha(0.5).avif({ effort: 0, bitdepth: 10 })],
]

type Random = () => number
type Damage = (bytes: Uint8Array, random: Random, other: Uint8Array, type: PictureType) => Uint8Array

const place = (random: Random, bytes: Uint8Array): number => Math.floor(random() * bytes.length)

/** What happens to files on broken disks, cut transfers and in hostile hands. */
const DAMAGES: Readonly<Record<string, Damage>> = {
  'bits turned over': (bytes, random) => {
    const out = bytes.slice()
    for (let n = 0; n < 1 + random() * 20; n++) out[place(random, out)]! ^= 1 << Math.floor(random() * 8)
    return out
  },
  'cut off': (bytes, random) => bytes.slice(0, place(random, bytes)),
  'a piece missing': (bytes, random) => {
    const from = place(random, bytes)
    return concat(bytes.subarray(0, from), bytes.subarray(from + 1 + Math.floor(random() * 64)))
  },
  'a piece twice': (bytes, random) => {
    const [from, length] = [place(random, bytes), Math.floor(random() * 200)]
    return concat(bytes.subarray(0, from + length), bytes.subarray(from))
  },
  'a length or size that is a lie': (bytes, random) => {
    const out = bytes.slice()
    const from = Math.min(place(random, out), 200, out.length - 4)
    new DataView(out.buffer).setUint32(from, pick(random, [0, 1, 0x7fffffff, 0xffffffff, 0x80000000, 65_535]))
    return out
  },
  'the head of another type': (bytes, _random, other) => concat(other.subarray(0, 16), bytes.subarray(16)),
  'the tail of another file': (bytes, random, other) => concat(bytes.subarray(0, place(random, bytes)), other.subarray(place(random, other))),
  'a segment that lies about its length': (bytes, random, _other, type) => {
    const out = bytes.slice()
    const { lengthAt, lengthBytes } = pick(random, segments(type, bytes))
    for (let n = 0; n < lengthBytes; n++) out[lengthAt + n] = pick(random, [0, 1, 0x7f, 0xff, Math.floor(random() * 256)])
    return out
  },
  'a segment again and again': (bytes, random, _other, type) => {
    const { from, to } = pick(random, segments(type, bytes))
    const times = Math.ceil(random() * Math.min(500, 1_000_000 / (to - from)))
    return concat(bytes.subarray(0, from), ...Array<Uint8Array>(times).fill(bytes.subarray(from, to)), bytes.subarray(from))
  },
  'two segments that changed places': (bytes, random, _other, type) => {
    const all = segments(type, bytes)
    const [a, b] = [pick(random, all), pick(random, all)].sort((one, two) => one.from - two.from)
    if (!a || !b || a.to > b.from) return concat(bytes, bytes)
    const [first, between, second] = [bytes.subarray(a.from, a.to), bytes.subarray(a.to, b.from), bytes.subarray(b.from, b.to)]
    return concat(bytes.subarray(0, a.from), second, between, first, bytes.subarray(b.to))
  },
  'noise after its head': (bytes, random) => bytes.map((byte, i) => (i < 40 ? byte : Math.floor(random() * 256))),
}

function concat(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}

describe(`${COUNT} damaged pictures, seed ${SEED}`, () => {
  const files: (readonly [PictureType, Uint8Array])[] = []
  beforeAll(async () => {
    const random = seededRandom(SEED)
    const [width, height] = [61, 43]
    const raw = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i + random() * 60) & 255)
    for (const [type, make] of FILES) {
      const made = make(sharp(raw, { raw: { width, height, channels: 3 } }).withMetadata({ orientation: 6 }))
      files.push([type, new Uint8Array(await made.toBuffer())])
    }
    const animated = sharp(raw.slice(0, 60 * 42 * 3), { raw: { width: 60, height: 42, channels: 3, pageHeight: 14 } })
    for (const type of ['gif', 'webp'] as const) files.push([type, new Uint8Array(await animated.toFormat(type).toBuffer())])
  })

  test('are made of files that are sound', async () => {
    for (const [type, file] of files) {
      const decoded = await decodePicture({ kind: 'encoded', bytes: new Uint8Array(file) })
      expect([type, decoded.ok]).toEqual([type, true])
      const all = segments(type, file)
      expect(all.length, type).toBeGreaterThan(1)
      // Nothing but a GIF's or JPEG's last mark comes after the last segment.
      expect(file.length - Math.max(...all.map(({ to }) => to)), type).toBeLessThanOrEqual(2)
    }
  })

  test.each(Object.keys(DAMAGES).map((name, kind) => [name, kind] as const))('%s: each is pixels or a coded refusal', async (name, kind) => {
    const seen: string[] = []
    for (let i = kind; i < COUNT; i += Object.keys(DAMAGES).length) {
      const random = seededRandom(SEED * 104_729 + i)
      const [type, file] = pick(random, files)
      const damaged = DAMAGES[name]!(file, random, pick(random, files)[1], type)
      // Nearly all damage to a PNG would end at its checksums.
      const bytes = new Uint8Array(type === 'png' && random() < 0.7 ? withChecksums(damaged) : damaged)
      const decoded = await decodePicture({ kind: 'encoded', bytes }, { maxPixels: MAX_PIXELS })
      if (decoded.ok) {
        const { width, height, rgb } = decoded.pixels
        expect(rgb.length, `${type}, number ${i}`).toBe(width * height * 3)
        expect(width * height, `${type}, number ${i}`).toBeLessThanOrEqual(MAX_PIXELS)
      } else expect(CODES, `${type}, number ${i}`).toContain(decoded.code)
      seen.push(decoded.ok ? 'opened' : decoded.code)
    }
    // Damage that every decoder overlooks would test nothing.
    expect(seen.some((end) => end !== 'opened')).toBe(true)
  })
})
