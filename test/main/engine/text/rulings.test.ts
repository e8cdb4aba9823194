import { expect, test } from 'vitest'
import { rulingsOf } from '../../../../src/main/engine/text/rulings'

/** A page of 100 x 80 whose left 40 columns have another colour, down to `depth`. */
function page(depth: number) {
  const rgb = new Uint8Array(100 * 80 * 3).fill(255)
  for (let y = 0; y < depth; y++) rgb.fill(240, y * 100 * 3, (y * 100 + 40) * 3)
  return { width: 100, height: 80, rgb }
}

test('the edge of a panel parts the stripe in which it lies, and no other', () => {
  const rulings = rulingsOf(page(80))
  expect(rulings('x', [30, 50], [0, 80])).toBe(true)
  expect(rulings('x', [50, 90], [0, 80])).toBe(false)
  expect(rulings('y', [10, 70], [0, 100])).toBe(false)
})

test('an edge that ends half-way does not', () => {
  expect(rulingsOf(page(50))('x', [30, 50], [0, 80])).toBe(false)
  expect(rulingsOf(page(50))('x', [30, 50], [0, 48])).toBe(true)
})

test('a stripe outside of the picture has none', () => {
  expect(rulingsOf(page(80))('x', [-20, 0], [0, 80])).toBe(false)
  expect(rulingsOf(page(80))('y', [90, 200], [0, 300])).toBe(false)
})
