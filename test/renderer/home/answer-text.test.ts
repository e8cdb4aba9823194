import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerText, lineStart } from '../../../src/renderer/home/answer-text'

const sentence = (text: string) => ({ text, lang: 'en', source: 'recogniser' as const })

test('sentences come first, then the recognised lines, one a line', () => {
  expect(answerText({ sentences: [sentence('A page.'), sentence('It says: one')], lines: ['one', 'two'] })).toBe(
    'A page.\nIt says: one\none\ntwo',
  )
})

test('recognised line i is line sentences.length + i, whatever was recognised', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (said, lines) => {
      const text = answerText({ sentences: said.map(sentence), lines })
      expect(text.split('\n')).toHaveLength(said.length + lines.length)
    }),
  )
})

test('a line’s start is its first letter, and the last line’s where there are fewer', () => {
  const text = 'ab\n\ncde'
  expect([0, 1, 2, 9].map((line) => lineStart(text, line))).toEqual([0, 3, 4, 4])
  expect(lineStart('', 3)).toBe(0)
})
