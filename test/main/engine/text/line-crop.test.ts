import { expect, test } from 'vitest'
import { cropLine } from '../../../../src/main/engine/text/line-crop'

const plain = (width: number, height: number, [red, green, blue]: readonly [number, number, number]) => ({
  width,
  height,
  rgb: Uint8Array.from({ length: width * height * 3 }, (_, i) => [red, green, blue][i % 3] ?? 0),
})

test('a line keeps its aspect, its width is rounded up to whole steps', () => {
  const crop = cropLine(plain(300, 40, [0, 0, 0]), { x: 10, y: 4, width: 120, height: 24 }, 48, 8)
  expect(crop.width).toBe(240)
  expect(crop.data).toHaveLength(240 * 48 * 3)
  expect(cropLine(plain(300, 40, [0, 0, 0]), { x: 0, y: 0, width: 101, height: 40 }, 48, 8).width % 8).toBe(0)
})

test('planes follow in the order blue, green, red, from -1 to 1', () => {
  const { data, width } = cropLine(plain(40, 20, [255, 127.5, 0]), { x: 0, y: 0, width: 40, height: 20 }, 48, 8)
  const area = width * 48
  expect(data[0]).toBeCloseTo(-1)
  expect(data[area * 2]).toBeCloseTo(1)
  expect(data[area]).toBeCloseTo(0, 1)
})

test('making smaller averages: a fine checker becomes grey, not black or white', () => {
  const side = 192
  const rgb = new Uint8Array(side * side * 3)
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) rgb.fill((x + y) % 2 === 0 ? 255 : 0, (y * side + x) * 3, (y * side + x) * 3 + 3)
  const { data, width } = cropLine({ width: side, height: side, rgb }, { x: 0, y: 0, width: side, height: side }, 48, 8)
  const middle = data[24 * width + 24] ?? 1
  expect(Math.abs(middle)).toBeLessThan(0.1)
})

test('a box that runs over the edge repeats the edge', () => {
  const { data } = cropLine(plain(30, 20, [255, 255, 255]), { x: 20, y: 10, width: 30, height: 20 }, 48, 8)
  expect(data.every((value) => value > 0.999)).toBe(true)
})
