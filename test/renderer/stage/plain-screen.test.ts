import { expect, test } from 'vitest'
import { erasePointerOnPlain } from '../../../src/renderer/stage/plain-screen'

const SIZE = { width: 40, height: 30 }
const POINTER = { x: 10, y: 8, width: 12, height: 14 }

function screen(colour: number): Uint8Array {
  return new Uint8Array(SIZE.width * SIZE.height * 4).fill(colour)
}
function paint(pixels: Uint8Array, x: number, y: number, level: number): void {
  pixels.fill(level, (y * SIZE.width + x) * 4, (y * SIZE.width + x) * 4 + 3)
}
const levels = (pixels: Uint8Array): number[] => [...new Set(pixels.filter((_, at) => at % 4 !== 3))]

test('a pointer on a black screen is painted over, so that the screen is black', () => {
  const pixels = screen(0)
  for (const [x, y] of [[10, 8], [15, 12], [21, 21]] as const) paint(pixels, x, y, 255)
  expect(erasePointerOnPlain(pixels, SIZE, POINTER)).toBe(true)
  expect(levels(pixels)).toEqual([0])
})

test.each([[9, 8], [22, 10], [10, 7], [10, 22], [39, 29]])('one pixel of something else at %i, %i keeps all as it is', (x, y) => {
  const pixels = screen(0)
  paint(pixels, 12, 10, 255)
  paint(pixels, x, y, 200)
  const before = pixels.slice()
  expect(erasePointerOnPlain(pixels, SIZE, POINTER)).toBe(false)
  expect(pixels).toEqual(before)
})

test('a picture that is all pointer is left alone', () => {
  expect(erasePointerOnPlain(screen(9), SIZE, { x: 0, y: 0, ...SIZE })).toBe(false)
})

test('a pointer at the corner is painted over, too', () => {
  const pixels = screen(255)
  paint(pixels, 2, 2, 0)
  expect(erasePointerOnPlain(pixels, SIZE, { x: 0, y: 0, width: 8, height: 8 })).toBe(true)
  expect(levels(pixels)).toEqual([255])
})
