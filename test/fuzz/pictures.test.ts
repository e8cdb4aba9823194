import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { decodePicture } from '../../src/main/engine/vision/decode'
import { pick, seededRandom } from '../support/pictures/random'

const COUNT = process.env['DESCRY_LONG'] === '1' ? 1000 : 200
const SEED = Number(process.env['DESCRY_SEED'] ?? 1)
const CODES = ['picture-empty-file', 'picture-unsupported', 'picture-damaged', 'picture-too-large']
const TYPES = ['png', 'jpeg', 'webp', 'gif', 'avif'] as const

type Random = () => number
type Damage = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array

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
  'noise after its head': (bytes, random) => bytes.map((byte, i) => (i < 40 ? byte : Math.floor(random() * 256))),
}

function concat(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}

describe(`${COUNT} damaged pictures, seed ${SEED}`, () => {
  const files = new Map<(typeof TYPES)[number], Uint8Array>()
  beforeAll(async () => {
    const random = seededRandom(SEED)
    const [width, height] = [61, 43]
    const raw = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i + random() * 60) & 255)
    for (const type of TYPES) {
      const made = sharp(raw, { raw: { width, height, channels: 3 } }).withMetadata({ orientation: 6 })
      files.set(type, new Uint8Array(await made.toFormat(type, type === 'avif' ? { effort: 0 } : {}).toBuffer()))
    }
  })

  test.each(Object.entries(DAMAGES))('%s: each is pixels or a coded refusal', async (name, damage) => {
    const seen: string[] = []
    for (let i = 0; i < COUNT / Object.keys(DAMAGES).length; i++) {
      const random = seededRandom(SEED * 104_729 + i * 31 + name.length)
      const type = TYPES[i % TYPES.length] ?? 'png'
      const other = files.get(pick(random, TYPES)) ?? new Uint8Array()
      const bytes = new Uint8Array(damage(files.get(type) ?? new Uint8Array(), random, other))
      const decoded = await decodePicture({ kind: 'encoded', bytes }, { maxPixels: 1_000_000 })
      if (decoded.ok) {
        const { width, height, rgb } = decoded.pixels
        expect(rgb.length, `${type}, number ${i}`).toBe(width * height * 3)
        expect(width * height).toBeLessThanOrEqual(1_000_000)
      } else expect(CODES, `${type}, number ${i}`).toContain(decoded.code)
      seen.push(decoded.ok ? 'opened' : decoded.code)
    }
    // Damage that every decoder overlooks would test nothing.
    expect(seen.some((end) => end !== 'opened')).toBe(true)
  })
})
