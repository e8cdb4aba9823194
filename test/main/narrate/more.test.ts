import fc from 'fast-check'
import { expect, test } from 'vitest'
import { moreText, newClaims, unsaidLines } from '../../../src/main/narrate/more'
import { createMessages } from '../../../src/shared/messages'
import type { TextLine } from '../../../src/shared/text-line'

const messages = createMessages('en')
const line = (text: string, i: number, confidence = 0.99): TextLine => ({
  text,
  confidence,
  box: { x: 0, y: i * 20, width: 100, height: 16 },
  block: 0,
})
const lines = ['Top menu.', 'The headline.', 'First line.', 'Second line.'].map((text, i) => line(text, i))

test('goes on where the last words were, then from the top', () => {
  expect(unsaidLines(lines, ['It says: The headline.']).map(({ text }) => text)).toEqual([
    'First line.',
    'Second line.',
    'Top menu.',
  ])
})

test('says up to forty words at a time and how many lines are left', () => {
  const many = Array.from({ length: 30 }, (_, i) => line(`Line number ${i} has six words.`, i))
  const first = moreText(many, [], messages).map(({ text }) => text)
  expect(first).toHaveLength(2)
  expect(first[0]?.split(/\s+/).length).toBeLessThanOrEqual(40)
  expect(first[1]).toBe('24 more lines.')
})

test('however often it is asked, every line is said once and none is left', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), (count) => {
      const all = Array.from({ length: count }, (_, i) => line(`Row ${i} ends here;`, i))
      const said: string[] = []
      for (let i = 0; i <= count; i++) said.push(...moreText(all, said, messages).map(({ text }) => text))
      for (const { text } of all) expect(said.join(' ').split(text)).toHaveLength(2)
      expect(moreText(all, said, messages)).toEqual([])
    }),
  )
})

test('a short line is not said by a longer word that holds it', () => {
  expect(unsaidLines([line('book', 0), line('OK', 1)], ['It says: bOOKs.', 'book.']).map(({ text }) => text)).toEqual(['OK'])
})

test('a line that was read with doubt is said as such', () => {
  expect(moreText([line('Tota1', 0, 0.7)], [], messages)[0]?.text).toContain('unclear: Tota1')
})

test('of the model only what is new is said', () => {
  const claims = newClaims(
    [
      { text: 'A dog on a sofa.', lang: 'en', source: 'model' },
      { text: 'The sofa is red and stands at a window.', lang: 'en', source: 'model' },
      { text: 'It says: Beware.', lang: 'en', source: 'recogniser' },
    ],
    ['It looks like a dog on a sofa.'],
  )
  expect(claims.map(({ text }) => text)).toEqual(['The sofa is red and stands at a window.'])
})
