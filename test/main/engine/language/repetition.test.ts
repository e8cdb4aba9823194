import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isLoop } from '../../../../src/main/engine/language/repetition'

const token = fc.integer({ min: 0, max: 50_000 })
/** Two runs of tokens next to each other are never the same. */
const lively = fc.uniqueArray(token, { minLength: 0, maxLength: 200 })
const again = (run: readonly number[], times: number): number[] => Array.from({ length: times }, () => run).flat()

test('an answer in which no token comes twice is no loop', () => {
  fc.assert(fc.property(lively, (ids) => !isLoop(ids)))
})

test('a run of tokens again and again is a loop, whatever was said before', () => {
  const run = fc.uniqueArray(token, { minLength: 1, maxLength: 48 })
  fc.assert(
    fc.property(lively, run, (before, tokens) => {
      const times = Math.max(3, Math.ceil(12 / tokens.length))
      expect(isLoop([...before, ...again(tokens, times)])).toBe(true)
    }),
  )
})

test('a loop is seen where it closes for the third time, not later', () => {
  const sentence = Array.from({ length: 20 }, (_, i) => i)
  const ids = [99, ...again(sentence, 3)]
  const first = ids.findIndex((_, i) => isLoop(ids.slice(0, i + 1)))
  expect(first).toBe(60)
})

test.each([
  ['a sentence said twice', again([1, 2, 3, 4, 5, 6, 7, 8], 2)],
  ['a number of many zeros', [5, ...again([0], 11)]],
  ['the same price three times', again([10, 11, 12], 3)],
  ['a loop that was left again', [...again([1, 2, 3, 4], 5), 9]],
])('%s is none', (_, ids) => {
  expect(isLoop(ids)).toBe(false)
})
