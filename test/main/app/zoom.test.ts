import { expect, test } from 'vitest'
import { nextZoom } from '../../../src/main/app/zoom'

test('goes in and out by the steps of the browser, and back to 100 %', () => {
  expect(nextZoom(1, 'in')).toBe(1.1)
  expect(nextZoom(1.1000000001, 'out')).toBe(1)
  expect(nextZoom(4, 'reset')).toBe(1)
})

test('ends at 500 and at 50 %', () => {
  expect(nextZoom(5, 'in')).toBe(5)
  expect(nextZoom(0.5, 'out')).toBe(0.5)
})
