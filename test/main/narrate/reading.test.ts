import { expect, test } from 'vitest'
import { createMessages } from '../../../src/shared/messages'
import type { TextLine } from '../../../src/shared/text-line'
import { readingSentences } from '../../../src/main/narrate/reading'

const messages = createMessages('en')
const texts = (lines: readonly TextLine[], length: 'brief' | 'normal' | 'full') =>
  readingSentences(lines, length, messages).map((s) => s.text)

function line(text: string, y: number, block = 0, confidence = 0.99): TextLine {
  return { text, confidence, block, box: { x: 0, y, width: text.length * 10, height: 20 } }
}

const column = Array.from({ length: 20 }, (_, i) => line(`Word one two three number ${i}.`, 100 + i * 30, 1))
const page = [line('Menu', 0), ...column]

test('the main block is read first, about forty words of it, and where that is in the text', () => {
  const [text, position] = texts(page, 'normal')
  expect(text?.split(' ')).toHaveLength(36)
  expect(text).toMatch(/^Word one two three number 0\./)
  expect(position).toBe('Line 7 of 21, more at full length.')
})

test('at full length every line is read, a sentence a block, in reading order', () => {
  const all = texts(page, 'full')
  expect(all).toHaveLength(2)
  expect(all[0]).toBe('Menu.')
  expect(all[1]).toContain('number 19.')
})

test('at brief length one line is read', () => {
  expect(texts(page, 'brief')[0]).toBe('Word one two three number 0.')
})

test('an unsure line is called unclear where it stands, and noise is left out', () => {
  expect(texts([line('Total', 0), line('1Z,50', 30, 0, 0.6), line('~~', 60, 0, 0.1)], 'full')).toEqual([
    'Total. unclear: 1Z,50.',
  ])
})

test('a sentence that runs over two lines is read as one', () => {
  expect(texts([line('The ferry leaves', 0), line('at half past seven.', 30)], 'full')).toEqual([
    'The ferry leaves at half past seven.',
  ])
})

test('a picture without text is said to have none', () => {
  expect(texts([], 'normal')).toEqual(['No text was found.'])
})

test('where more is a key away, that is said', () => {
  expect(readingSentences(page, 'normal', messages, { canGoOn: true }).at(-1)?.text).toBe('Line 7 of 21, more with M.')
})

test('where hints are not wanted, only the place is said', () => {
  for (const canGoOn of [true, false]) {
    expect(readingSentences(page, 'normal', messages, { canGoOn, hints: false }).at(-1)?.text).toBe('Line 7 of 21.')
  }
})
