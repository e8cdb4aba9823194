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
