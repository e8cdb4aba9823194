import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { inspectPicture } from '../../../../src/main/engine/vision/gate'
import { Canvas } from '../../../support/pictures/canvas'
import { emptyPictures, type EmptyCase } from '../../../support/pictures/empty-pictures'
import { write } from '../../../support/pictures/glyphs'
import { seenPictures, type SeenCase } from '../../../support/pictures/seen-pictures'

const LONG = process.env['DESCRY_LONG'] === '1'
const SEED = Number(process.env['DESCRY_SEED'] ?? 1)

describe('pictures of nothing', () => {
  let cases: EmptyCase[]
  beforeAll(async () => {
    cases = await emptyPictures(SEED, LONG ? 1000 : 210)
  })

  test('are all found', () => {
    const missed = cases.filter(({ pixels }) => inspectPicture(pixels).empty === null)
    expect(missed.map(({ name }) => name)).toEqual([])
  })

  test('are called what they are', () => {
    const wrong = cases.filter(({ pixels, kinds }) => {
      const { empty } = inspectPicture(pixels)
      return empty === null || !kinds.includes(empty)
    })
    expect(wrong.map(({ name }) => name)).toEqual([])
  })

  test('mostly get the best of the names that fit', () => {
    const best = cases.filter(({ pixels, kinds }) => kinds[0] === inspectPicture(pixels).empty)
    expect(best.length / cases.length).toBeGreaterThan(0.9)
  })

  test('have the name of their colour where they are of one, and only there', () => {
    for (const { pixels } of cases) {
      const { empty, colour } = inspectPicture(pixels)
      expect(colour !== undefined).toBe(empty === 'single-colour')
    }
  })
})

describe('pictures of something', () => {
  let cases: SeenCase[]
  beforeAll(async () => {
    cases = await seenPictures(SEED, LONG ? 500 : 105)
  })

  test('are never called empty, however little they show', () => {
    expect(cases.length).toBeGreaterThanOrEqual(190)
    const wrong = cases.filter(({ pixels }) => inspectPicture(pixels).empty !== null)
    expect(wrong.map(({ name }) => name)).toEqual([])
  })
})

const byte = fc.integer({ min: 0, max: 255 })
const share = fc.double({ min: 0, max: 1, noNaN: true })
const side = fc.integer({ min: 1, max: 90 })

describe('properties', () => {
  test('a plane of any one colour and size is empty', () => {
    fc.assert(
      fc.property(fc.tuple(byte, byte, byte), side, side, (colour, width, height) => {
        const { empty } = inspectPicture(new Canvas(width, height, () => colour).pixels())
        expect(['blank', 'black', 'single-colour']).toContain(empty)
      }),
    )
  })

  test('a word in clearly other ink is seen wherever it stands', () => {
    fc.assert(
      fc.property(byte, fc.integer({ min: 77, max: 119 }), share, share, (ground, contrast, x, y) => {
        const ink = ground < 128 ? ground + contrast : ground - contrast
        const page = new Canvas(300, 200, () => [ground, ground, ground])
        write(page, 'TOE', x * (300 - 18), y * (200 - 8), 1, [ink, ink, ink])
        expect(inspectPicture(page.pixels()).empty).toBeNull()
      }),
    )
  })

  test('turning a picture by half changes nothing', async () => {
    const cases = [...(await emptyPictures(SEED + 1, 28)), ...(await seenPictures(SEED + 1, 15)).slice(0, 15)]
    for (const { name, pixels } of cases) {
      const rgb = new Uint8Array(pixels.rgb.length)
      for (let i = 0; i < rgb.length; i++) rgb[i] = pixels.rgb[rgb.length - 3 - i + 2 * (i % 3)] ?? 0
      const turned = inspectPicture({ ...pixels, rgb })
      expect([name, turned.empty !== null]).toEqual([name, inspectPicture(pixels).empty !== null])
    }
  })

  test('any bytes of any size get a verdict', () => {
    fc.assert(
      fc.property(side, side, fc.integer(), (width, height, seed) => {
        let state = seed >>> 0
        const rgb = new Uint8Array(width * height * 3).map(() => (state = Math.imul(state, 48_271) + 11) >>> 24)
        expect([null, 'blank', 'black', 'single-colour', 'covered']).toContain(inspectPicture({ width, height, rgb }).empty)
      }),
    )
  })
})
