import fc from 'fast-check'
import { expect, test } from 'vitest'
import { soundingUntil, speechTime, wordCount } from '../../../src/main/speak/sounding'

test('ten words at 120 a minute take five seconds', () => {
  expect(speechTime('a b c d e f g h i j', 120)).toBe(5000)
})

test('a long word without spaces is counted by its length', () => {
  expect(wordCount('Donaudampfschifffahrtsgesellschaft')).toBe(6)
  expect(wordCount('')).toBe(0)
})

test('what is handed over behind other text sounds after it', () => {
  const first = soundingUntil(0, 1000, 'one two three four', 120)
  expect(first).toBe(1000 + 500 + 2000)
  expect(soundingUntil(first, 1100, 'five six', 120)).toBe(first + 1000)
})

test('more text never sounds shorter, and never ends in the past', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.string(), fc.string(), (until, now, text, more) => {
      const end = soundingUntil(until, now, text, 120)
      expect(end).toBeGreaterThan(now)
      expect(soundingUntil(until, now, `${text} ${more}`, 120)).toBeGreaterThanOrEqual(end)
    }),
    { seed: 8 },
  )
})
