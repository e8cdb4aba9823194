import { expect, test } from 'vitest'
import { readCtc } from '../../../../src/main/engine/text/ctc'

const CLASSES = ['', 'a', 'ü', 'ū', ' ']

/** One step: the probability of each class. */
const steps = (...rows: readonly (readonly number[])[]): Float32Array => Float32Array.from(rows.flat())
const sure = (label: number, value = 0.9): number[] => CLASSES.map((_, i) => (i === label ? value : (1 - value) / 4))

test('joins repeats, drops blanks and keeps a letter that comes again after a blank', () => {
  const map = steps(sure(1), sure(1), sure(0), sure(1), sure(4), sure(2))
  expect(readCtc(map, 6, CLASSES).text).toBe('aa ü')
})

test('confidence is the mean of each character’s surest step', () => {
  const map = steps(sure(1, 0.6), sure(1, 0.8), sure(0), sure(2, 0.4))
  expect(readCtc(map, 4, CLASSES).confidence).toBeCloseTo((0.8 + 0.4) / 2)
})

test('blanks alone are no text, and surely so', () => {
  expect(readCtc(steps(sure(0), sure(0)), 2, CLASSES)).toEqual({ text: '', confidence: 1 })
})

test('a rare letter gives way to its common twin where that is nearly as likely, else it stays', () => {
  const twins = new Map([[3, 2]])
  expect(readCtc(steps([0, 0, 0.3, 0.6, 0.1]), 1, CLASSES, twins).text).toBe('ü')
  expect(readCtc(steps([0, 0, 0.01, 0.9, 0.09]), 1, CLASSES, twins).text).toBe('ū')
})
