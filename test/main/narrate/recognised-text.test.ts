import { expect, test } from 'vitest'
import { joined } from '../../../src/main/narrate/recognised-text'
import type { TextLine } from '../../../src/shared/text-line'

function line(text: string, y: number, block = 0, height = 20): TextLine {
  return { text, confidence: 0.99, block, box: { x: 0, y, width: text.length * 10, height } }
}

test('a headline of two lines is read as one, also where its lines are two blocks', () => {
  expect(joined([line('Harbour bridge opens after nine', 0), line('years', 34, 1)])).toBe('Harbour bridge opens after nine years.')
})

test.each([
  ['too far below', line('years', 60, 1)],
  ['of another size', line('years', 34, 1, 12)],
  ['beginning with a capital', line('Years', 34, 1)],
])('a line %s is one of its own', (_, next) => {
  expect(joined([line('Harbour bridge opens after nine', 0), next])).toBe(`Harbour bridge opens after nine. ${next.text}.`)
})
