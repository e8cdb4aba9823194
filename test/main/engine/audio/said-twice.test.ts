import fc from 'fast-check'
import { expect, test } from 'vitest'
import { saidTwice } from '../../../../src/main/engine/audio/said-twice'

test('a sentence that is said again is found where it ends, whatever stands before it', () => {
  const ids = fc.uniqueArray(fc.nat(30_000), { minLength: 6, maxLength: 30 })
  fc.assert(
    fc.property(ids, fc.array(fc.integer({ min: 30_001, max: 30_010 }), { maxLength: 5 }), (sentence, before) => {
      expect(saidTwice([...before, ...sentence, ...sentence])).toBe(sentence.length)
      expect(saidTwice([...before, ...sentence, ...sentence.slice(0, -1)])).toBe(0)
    }),
  )
})

test('a few words twice are no repetition', () => {
  expect(saidTwice([1, 2, 3, 4, 5, 1, 2, 3, 4, 5])).toBe(0)
  expect(saidTwice([])).toBe(0)
})
