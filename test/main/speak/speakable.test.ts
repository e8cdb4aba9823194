import fc from 'fast-check'
import { expect, test } from 'vitest'
import { speakable } from '../../../src/main/speak/speakable'

test('words, accents, signs and other scripts stay as they are', () => {
  const text = 'Größe 1.299,50 € — “Save?” 日本語 👩‍👩‍👧'
  expect(speakable(text)).toBe(text)
})

test('line ends and tabs become one space', () => {
  expect(speakable('one\r\n\r\ntwo\tthree\u2028four\u0085five')).toBe('one two three four five')
})

test('whatever comes in, one well-formed line without control characters comes out', () => {
  const unit = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\ud800', '\udfff', '\0', '\r\n.\r\n', '\u202e'),
  )
  fc.assert(
    fc.property(fc.array(unit), (parts) => {
      const text = speakable(parts.join(''))
      expect(text.isWellFormed()).toBe(true)
      // eslint-disable-next-line no-control-regex -- control characters are what is looked for
      expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
      expect(speakable(text)).toBe(text)
    }),
    { numRuns: 200, seed: 7 },
  )
})
