import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainJson, plainText } from '../../src/cli/plain-text'

const FORBIDDEN = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u

test('recognised text cannot move the cursor, set the title or colour the terminal', () => {
  expect(plainText('\u001b[2J\u001b]0;owned\u0007Sale\u009b31m')).toBe('[2J]0;ownedSale31m')
})

test('line breaks and tabs become one space, so that a sentence stays one line', () => {
  expect(plainText('one\r\ntwo\tthree\u2028four')).toBe('one two three four')
})

test('text that turns the reading direction loses the turning characters only', () => {
  expect(plainText('photo\u202egnp.exe')).toBe('photognp.exe')
})

test('letters of every script and emoji are left alone', () => {
  const text = 'Größe 1.299,50 € — 価格 السعر 👩‍🦯'
  expect(plainText(text)).toBe(text)
})

test('no text at all brings a control character to the terminal', () => {
  const anything = fc.string({ unit: 'binary' })
  fc.assert(fc.property(anything, (text) => !FORBIDDEN.test(plainText(text))))
})

test('JSON brings no control character to the terminal and loses nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const line = plainJson({ text })
      expect(line).not.toMatch(FORBIDDEN)
      expect(JSON.parse(line)).toEqual({ text })
    }),
  )
})
