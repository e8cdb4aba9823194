import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { decodePicture, type Pixels } from '../../../../src/main/engine/vision/decode'
import { preprocess } from '../../../../src/main/engine/vision/preprocess'
import { resize } from '../../../../src/main/engine/vision/resize'
import { planTiles } from '../../../../src/main/engine/vision/tiles'

const FIXTURES = new URL('../../../fixtures/pictures/', import.meta.url)
const HALF: [number, number, number] = [0.5, 0.5, 0.5]

async function open(file: string): Promise<Pixels> {
  const decoded = await decodePicture({ kind: 'encoded', bytes: await readFile(new URL(file, FIXTURES)) })
  if (!decoded.ok) throw new Error(`${file}: ${decoded.code}`)
  return decoded.pixels
}

async function json<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(new URL(file, FIXTURES), 'utf8')) as T
}

/** Mean and 99th percentile of the absolute differences, bytes. */
function deviation(a: Uint8Array, b: Uint8Array): { mean: number; p99: number } {
  expect(a.length).toBe(b.length)
  const differences = a.map((value, i) => Math.abs(value - (b[i] ?? 0))).sort()
  const sum = differences.reduce((total, difference) => total + difference, 0)
  return { mean: sum / a.length, p99: differences[Math.floor(a.length * 0.99)] ?? 255 }
}

const { cases } = await json<{ cases: Record<string, { to: [number, number] }> }>('resize/cases.json')

describe('resizing', () => {
  test.each(Object.entries(cases))('makes of %s what Pillow makes of it', async (name, { to }) => {
    const pixels = await open(`resize/${name}.webp`)
    const resized = await resize(pixels, ...to)
    const { mean, p99 } = deviation(resized.rgb, (await open(`resize/${name}.resized.webp`)).rgb)
    if (process.env['DESCRY_FIGURES']) console.log(name, mean.toFixed(2), p99)
    expect(mean).toBeLessThanOrEqual(1)
    expect(p99).toBeLessThanOrEqual(4)
  })

  test('keeps a picture that has the size already', async () => {
    const pixels = { width: 2, height: 1, rgb: Uint8Array.of(1, 2, 3, 4, 5, 6) }
    expect((await resize(pixels, 2, 1)).rgb).toEqual(pixels.rgb)
  })

  test('makes a plane of one pixel', async () => {
    const { rgb } = await resize({ width: 1, height: 1, rgb: Uint8Array.of(9, 120, 250) }, 3, 2)
    expect([...rgb]).toEqual(Array.from({ length: 6 }, () => [9, 120, 250]).flat())
  })

  test('takes a strip to a square', async () => {
    const rgb = new Uint8Array(20_000 * 3).fill(77)
    const square = await resize({ width: 20_000, height: 1, rgb }, 32, 32)
    expect(square.rgb.every((value) => value === 77)).toBe(true)
  })
})

interface Planned {
  longestEdge: number
  tileSize: number
  /** [width, height, rows, cols] */
  plans: [number, number, number, number][]
}

describe('tiles', () => {
  test('are planned as Idefics3ImageProcessor plans them', async () => {
    const { processors } = await json<{ processors: Planned[] }>('tile-plans.json')
    for (const { longestEdge, tileSize, plans } of processors) {
      const ours = plans.map(([width, height]) => {
        const { rows, cols } = planTiles(width, height, { longestEdge, tileSize, splitting: true })
        return [width, height, rows, cols]
      })
      expect(ours).toEqual(plans)
    }
  })

  test('are one, without splitting', () => {
    const plan = planTiles(1920, 1080, { longestEdge: 2048, tileSize: 512, splitting: false })
    expect(plan).toEqual({ rows: 0, cols: 0, width: 512, height: 512, count: 1 })
  })

  test('come row by row with the whole picture last', async () => {
    // Quarters of a picture in four greys, one to a tile.
    const side = 8
    const rgb = new Uint8Array(side * side * 3)
    const greys = [0, 51, 102, 255]
    for (let i = 0; i < side * side; i++) {
      const quarter = (i % side < side / 2 ? 0 : 1) + (i < (side * side) / 2 ? 0 : 2)
      rgb.fill(greys[quarter] ?? 0, i * 3, i * 3 + 3)
    }
    const options = { longestEdge: 8, tileSize: 4, splitting: true, mean: HALF, std: HALF, rescale: 1 / 255 }
    const tiles = await preprocess({ width: side, height: side, rgb }, options)
    expect(tiles).toMatchObject({ count: 5, rows: 2, cols: 2 })
    const corner = (tile: number): number => tiles.values[tile * 3 * 16] ?? NaN
    greys.forEach((grey, tile) => expect(corner(tile)).toBeCloseTo((grey / 255 - 0.5) / 0.5, 5))
    expect(tiles.values[4 * 48 + 15]).toBeCloseTo(1, 1)
  })
})

test('pixel values are planes of red, green and blue, each with its mean and deviation', async () => {
  const { values } = await preprocess(
    { width: 1, height: 1, rgb: Uint8Array.of(255, 0, 51) },
    { longestEdge: 2, tileSize: 2, splitting: false, mean: [0.5, 0.4, 0.1], std: [0.5, 0.2, 0.1], rescale: 1 / 255 },
  )
  const expected = [1, 1, 1, 1, -2, -2, -2, -2, 1, 1, 1, 1]
  expect(values.length).toBe(expected.length)
  values.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN, 5))
})
