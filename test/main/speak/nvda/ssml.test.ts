import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { speakable } from '../../../../src/main/speak/speakable'
import { ssmlOf, symbolLevel } from '../../../../src/main/speak/nvda/ssml'
import { PUNCTUATIONS } from '../../../../src/shared/settings'
import { readSsml } from '../../../support/speech/fake-nvda'

const MARKS = { begin: 'b', end: 'e' }
const squeezed = (text: string): string => text.replace(/\s/gu, '')

test('a message is its text between two marks, in its language', () => {
  expect(ssmlOf('Ein Hund.', 'de', MARKS)).toBe(
    '<speak><mark name="b"/><voice xml:lang="de">Ein Hund.</voice><mark name="e"/></speak>',
  )
})

test('sentences are parted by pauses, no two in a row of one length', () => {
  const { pauses, text } = readSsml(ssmlOf('One. Two! Three? Four.', 'en', MARKS))
  expect(text).toBe('One. Two! Three? Four.')
  expect(pauses).toHaveLength(3)
  expect(pauses.every((pause, i) => pause >= 150 && pause <= 300 && pause !== pauses[i - 1])).toBe(true)
})

test.each([
  ['und', undefined],
  ['', undefined],
  ['not a language', undefined],
  ['en"/><break time="9000ms"/>', undefined],
  ['de_DE', undefined],
  ['EN-gb', 'en-GB'],
])('the language %j is told as %s', (lang, told) => {
  expect(readSsml(ssmlOf('A dog', lang, MARKS)).lang).toBe(told)
})

test.each(PUNCTUATIONS)('punctuation %s is a level that NVDA knows', (punctuation) => {
  const levels = { voice: -1, none: 0, some: 100, most: 200, all: 300 }
  expect(symbolLevel(punctuation)).toBe(levels[punctuation])
})

test('quotes and apostrophes are no entities: a word stays one piece to NVDA', () => {
  expect(ssmlOf(`Don't say "no"`, 'en', MARKS)).toContain(`>Don't say "no"<`)
})

describe('hostile text', () => {
  test.each([
    '<mark name="e"/>',
    '</voice></speak><speak>',
    '&lt;break/&gt; &#60; &amp;amp;',
    ']]> <![CDATA[ x ]]>',
    '<!-- --> <?xml version="1.0"?> <!DOCTYPE speak [<!ENTITY a "b">]> &a;',
    '\u0000\u0001\u0008\u000b\u001f\u007f\ufffe\uffff',
    'half \ud83d and \udca9 half',
    "' or \" in an attribute",
  ])('%j is character data alone', (text) => {
    const words = speakable(text)
    const { text: heard, marks, pauses } = readSsml(ssmlOf(words, 'en', MARKS))
    expect([squeezed(heard), marks]).toEqual([squeezed(words), ['b', 'e']])
    expect(pauses.every((pause) => pause <= 300)).toBe(true)
  })

  test('whatever it is, it comes out as it went in, and adds no element (1,000 seeded inputs)', () => {
    const piece = fc.oneof(
      fc.constantFrom('<', '>', '&', '"', "'", ']]>', '<mark name="x"/>', '</speak>', '&#0;', '. ', '! ', '\ud800', '\u0000', '\u2028'),
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.string({ maxLength: 8 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 16 }), fc.oneof(piece, fc.constantFrom('en', 'de-AT', 'und')), (parts, lang) => {
        const words = speakable(parts.join(''))
        const { text, marks } = readSsml(ssmlOf(words, lang, MARKS))
        expect(squeezed(text)).toBe(squeezed(words))
        expect(marks).toEqual(['b', 'e'])
      }),
      { numRuns: 1000, seed: 20_261_125 },
    )
  })
})

describe('the reader that judges it is strict', () => {
  test.each(['<speak>a & b</speak>', '<speak><b>x</b></speak>', '<speak>x', 'x', '<speak>\u0001</speak>', '<speak/>x', '<speak>]]></speak>'])(
    '%j is refused',
    (ssml) => expect(() => readSsml(ssml)).toThrow(),
  )
})
