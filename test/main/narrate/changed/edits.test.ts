import fc from 'fast-check'
import { expect, test } from 'vitest'
import { areWithin } from '../../../../src/main/narrate/changed/edits'

/** By the whole table, as the textbook has it. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) next.push(Math.min((row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1), (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    row = next
  }
  return row[b.length] ?? 0
}

test('two texts are within as many edits as the whole table says, and not within fewer', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 14 })
  fc.assert(
    fc.property(text, text, fc.nat(8), (a, b, most) => {
      expect(areWithin(a, b, most)).toBe(distance(a, b) <= most)
    }),
  )
})

test('nothing is within no edit but the text itself', () => {
  expect([areWithin('', '', 0), areWithin('dog', 'dog', 0), areWithin('dog', 'dag', 0), areWithin('', 'dog', 3)]).toEqual([true, true, false, true])
})
