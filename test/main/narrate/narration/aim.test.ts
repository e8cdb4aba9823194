import { expect, test } from 'vitest'
import { aimOf, isWhole } from '../../../../src/main/narrate/narration/aim'
import { lineAt } from '../../../support/app/narration-film'

const SIZE = [1000, 1000] as const
const MIDDLE = lineAt('whole')

test.each([
  ['left', lineAt('cut', 0)],
  ['right', lineAt('cut', 700, 300, 300)],
  ['top', lineAt('cut', 300, 0)],
  ['bottom', lineAt('cut', 300, 960)],
] as const)('text that runs off the %s is told so, beside text that is whole', (side, line) => {
  expect(aimOf([MIDDLE, line], ...SIZE)).toBe(side)
  expect(isWhole(line, ...SIZE)).toBe(false)
})
test.each([
  ['text that runs off both sides', [lineAt('cut', 0, 300, 1000)]],
  ['letters a third of the picture high', [lineAt('ABC', 300, 300, 300, 320)]],
] as const)('%s is too close', (_, lines) => {
  expect(aimOf(lines, ...SIZE)).toBe('close')
})
test('the side with the most cut lines is told', () => {
  expect(aimOf([lineAt('one', 0), lineAt('two', 300, 0), lineAt('three', 0, 400)], ...SIZE)).toBe('left')
})
test.each([
  ['whole text', [MIDDLE]],
  ['no text', []],
  ['small print at the edge, in the background', [lineAt('print', 0, 300, 40, 12)]],
  ['a pattern at the edge that is hardly text', [{ ...lineAt('pattern', 0), confidence: 0.7 }]],
  ['one large letter, which may be anything', [lineAt('I', 300, 300, 40, 400)]],
])('%s needs no aiming', (_, lines) => {
  expect(aimOf(lines, ...SIZE)).toBeNull()
})
