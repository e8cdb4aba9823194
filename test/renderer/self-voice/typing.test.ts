import { expect, test } from 'vitest'
import { caretWords, signWords, typedWords } from '../../../src/renderer/self-voice/typing'
import { createMessages } from '../../../src/shared/messages'

const messages = createMessages('en')
const say = messages.say.bind(messages)

test.each([
  ['', 'd', 'd'],
  ['', 'D', 'capital D'],
  ['a do', 'a dog', 'g'],
  ['is there', 'is there ', 'there'],
  ['a dog', 'a dog?', 'dog question mark'],
  ['a ', 'a  ', 'space'],
  ['dogs', 'dog', 's deleted'],
  ['a dog', 'a', 'dog deleted'],
  ['a b', 'ab', 'space deleted'],
  ['', 'Control+Alt+Shift+J', 'Control+Alt+Shift+J'],
  ['xx', 'xyx', 'y'],
  ['one', 'two', 'two'],
  ['same', 'same', ''],
])('of "%s" that becomes "%s" one hears "%s"', (before, after, heard) => {
  expect(typedWords(before, after, say)).toBe(heard)
})

const TEXT = 'It says: Hello.\n\nA cat, probably'
test.each([
  [0, 'sign', 'capital I'],
  [2, 'sign', 'space'],
  [14, 'sign', 'full stop'],
  [15, 'sign', 'line end'],
  [TEXT.length, 'sign', 'end'],
  [3, 'word', 'says:'],
  [7, 'word', 'says'],
  [2, 'word', 'It'],
  [TEXT.length, 'word', 'probably'],
  [0, 'line', 'It says: Hello.'],
  [15, 'line', 'It says: Hello.'],
  [16, 'line', 'blank line'],
  [20, 'line', 'A cat, probably'],
] as const)('at %i, after a move by %s, one hears "%s"', (caret, move, heard) => {
  expect(caretWords(TEXT, caret, move, say)).toBe(heard)
})

test('signs that a voice would pass over have names', () => {
  expect([...' ,.?-/\n'].map((sign) => signWords(sign, say))).not.toContain('')
  expect([...'a7ß'].map((sign) => signWords(sign, say))).toEqual(['a', '7', 'ß'])
  expect(signWords('😀', say)).toBe('😀')
})
