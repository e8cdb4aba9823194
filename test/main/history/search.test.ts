import fc from 'fast-check'
import { expect, test } from 'vitest'
import { excerpt, holdsWords, mayHoldWords, queryWords } from '../../../src/main/history/search'

const answer = {
  about: 'Das Fenster „Brief“',
  sentences: [
    { text: 'A letter, probably.', lang: 'en', source: 'model' as const },
    { text: 'It says: Sehr geehrte Frau Müller', lang: 'en', source: 'recogniser' as const },
  ],
  lines: ['Sehr geehrte Frau Müller', 'Hauptstraße 5', 'Total 12,50'],
}

test.each([
  ['letter', true],
  ['LETTER probab', true],
  ['muller', true],
  ['MÜLLER', true],
  ['hauptstrasse', true],
  ['brief', true],
  ['letter 12,50', true],
  ['letter parcel', false],
  ['', true],
  ['   ', true],
])('“%s” is found in it: %s', (query, isFound) => {
  expect(holdsWords(answer, queryWords(query))).toBe(isFound)
})

test('of long texts only what is around the word is shown', () => {
  const page = Array.from({ length: 100 }, (_, n) => `w${n}`).join(' ')
  const long = { sentences: [{ text: page, lang: 'en', source: 'recogniser' as const }], lines: [`${page} Müller ${page}`] }
  expect(excerpt(long, [])).toBe('w0 w1 w2 w3 w4 w5 w6 w7 w8 w9 w10 w11 w12 w13 w14 …')
  expect(excerpt(long, queryWords('w50'))).toMatch(/^… w45 .* w50 .* w64 …$/)
  expect(excerpt(long, queryWords('muller'))).toMatch(/^w0 .* w14 … w95 w96 w97 w98 w99 Müller w0 .* w13 …$/)
})

test('what is not even in its JSON is not in an answer, whatever the characters', () => {
  const texts = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.constantFrom('Müller', '"ja"', 'a\\b', 'ﬁn', 'STRASSE ß', 'Ǆ', '＂x＂'))
  fc.assert(
    fc.property(fc.array(texts, { minLength: 1, maxLength: 4 }), fc.nat(), (lines, pick) => {
      const words = queryWords(lines[pick % lines.length] ?? '')
      const found = { about: '', sentences: [], lines }
      expect(holdsWords(found, words) && !mayHoldWords(JSON.stringify(found), words)).toBe(false)
    }),
  )
  expect(mayHoldWords(JSON.stringify(answer), queryWords('parcel'))).toBe(false)
})

test('a word that stands elsewhere than in the first sentence is shown where it stands', () => {
  expect(excerpt(answer, queryWords('hauptstrasse'))).toBe('A letter, probably. … Hauptstraße 5')
  expect(excerpt(answer, queryWords('letter'))).toBe('A letter, probably.')
  expect(excerpt(answer, queryWords('brief'))).toBe('A letter, probably.')
  expect(excerpt(answer, [])).toBe('A letter, probably.')
  expect(excerpt({ sentences: [], lines: [] }, [])).toBe('')
})
