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
  expect(excerpt(long, [])).toBe(`${page.split(' w25')[0] ?? ''} …`)
  expect(excerpt(long, queryWords('w50'))).toMatch(/^… w45 .* w50 .* w64 …$/)
  expect(excerpt(long, queryWords('muller'))).toMatch(/^w0 .* w24 … w95 w96 w97 w98 w99 Müller w0 .* w13 …$/)
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

test('a word that stands elsewhere than in what was said is shown where it stands', () => {
  const said = 'A letter, probably. It says: Sehr geehrte Frau Müller'
  expect(excerpt(answer, queryWords('hauptstrasse'))).toBe(`${said} … Hauptstraße 5`)
  for (const query of ['letter', 'brief', '']) expect(excerpt(answer, queryWords(query))).toBe(said)
  expect(excerpt({ sentences: [], lines: [] }, [])).toBe('')
})

test('answers about one program are told apart by what they say, for all of them begin with its name', () => {
  const own = { text: 'In front: Chromium Web Browser.', lang: 'en', source: 'app' as const }
  const model = { text: 'It looks like a web page.', lang: 'en', source: 'model' as const }
  const [bridge, soup] = ['Harbour bridge opens', 'Pumpkin soup'].map((text) => excerpt({ sentences: [own, model, { text: `It says: ${text}.`, lang: 'en', source: 'recogniser' }], lines: [text] }, []))
  expect([bridge, soup]).toEqual([expect.stringMatching(/Browser.*Harbour bridge opens/), expect.stringMatching(/Browser.*Pumpkin soup/)])
})
