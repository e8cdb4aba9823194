import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readSigns } from '../../../src/main/speak/punctuation'
import { speakable } from '../../../src/main/speak/speakable'
import { PUNCTUATIONS, type Punctuation } from '../../../src/shared/settings'

const LEVELS = ['none', 'some', 'most', 'all'] as const satisfies readonly Punctuation[]

describe('signs that are read out', () => {
  test.each([
    ['voice', 'Mail a@b.c (50 %), now!'],
    ['none', 'Mail a@b.c (50 %), now!'],
    ['some', 'Mail a at b.c (50 percent ), now!'],
    ['most', 'Mail a at b.c left paren 50 percent right paren , now!'],
    ['all', 'Mail a at b dot c left paren 50 percent right paren comma, now exclamation mark!'],
  ] as const)('%s of them: %s', (punctuation, read) => {
    expect(readSigns('Mail a@b.c (50 %), now!', 'en-GB', punctuation)).toBe(read)
  })

  test('have their names in the language of the text', () => {
    expect(readSigns('5 + 3 = 8', 'de-AT', 'some')).toBe('5 plus 3 gleich 8')
    expect(readSigns('„Ja“', 'de', 'most')).toBe('Anführungszeichen auf Ja Anführungszeichen zu')
    expect(readSigns('5 + 3 (x)', 'fr', 'all')).toBe('5 + 3 (x)')
  })

  test('leave words and numbers whole', () => {
    for (const text of ['don’t', "don't", '3.5', '10:30', '1,000']) expect(readSigns(text, 'en', 'all')).toBe(text)
  })

  test('again and again are counted, not repeated', () => {
    expect(readSigns('Total --------- 5', 'en', 'all')).toBe('Total 9 times hyphen 5')
    expect(readSigns('== #', 'en', 'some')).toBe('equals equals number')
    expect(readSigns('-----', 'en', 'most')).toBe('-----')
  })
})

describe('any text', () => {
  const texts = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...'.,:;!?\'"()[]{}<>|@#%&*+-=/\\~^`_…“”'), fc.constantFrom(' ', 'don’t', '3.5', 'ä', '5')))

  test('keeps its letters and digits, in their order, and gets no new line', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom(...PUNCTUATIONS), fc.constantFrom('en', 'de', 'fr'), (parts, level, lang) => {
        const text = speakable(parts.join(''))
        const read = readSigns(text, lang, level)
        expect(isWithin(text.replace(/[^\p{L}\p{N}]/gu, ''), read)).toBe(true)
        expect(speakable(read)).toBe(read)
      }),
      { numRuns: 500, seed: 61 },
    )
  })

  test('of words alone is the same at every level, however often it is read', () => {
    const words = fc.array(fc.stringMatching(/^[\p{L}\p{N}]{1,9}$/u), { minLength: 1 })
    fc.assert(
      fc.property(words, fc.constantFrom(...PUNCTUATIONS), (parts, level) => {
        const text = speakable(parts.join(' '))
        expect(readSigns(text, 'en', level)).toBe(text)
        expect(readSigns(readSigns(text, 'de', level), 'de', level)).toBe(text)
      }),
      { numRuns: 200, seed: 62 },
    )
  })

  test('has no fewer signs named at a higher level', () => {
    fc.assert(
      fc.property(texts, (parts) => {
        const text = speakable(parts.join(''))
        const lengths = LEVELS.map((level) => readSigns(text, 'en', level).match(/\p{L}/gu)?.length ?? 0)
        expect(lengths).toEqual([...lengths].sort((a, b) => a - b))
      }),
      { numRuns: 300, seed: 63 },
    )
  })
})

/** Whether the signs of `inner` come in `outer` in their order, with anything between. */
function isWithin(inner: string, outer: string): boolean {
  const rest = [...outer][Symbol.iterator]()
  return [...inner].every((sign) => {
    for (let next = rest.next(); !next.done; next = rest.next()) if (next.value === sign) return true
    return false
  })
}
