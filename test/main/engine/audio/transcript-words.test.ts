import { expect, test } from 'vitest'
import { understood } from '../../../../src/main/engine/audio/transcript-words'

const token = (text: string, probability: number) => ({ text, probability })

test('a word is as probable as all of its tokens together, and the mean is over tokens', () => {
  expect(understood([token('Is', 1), token(' the', 0.75), token(' do', 0.5), token('or', 0.5), token('?', 1)])).toEqual({
    text: 'Is the door?',
    certainty: 0.75,
    least: 0.25,
  })
})

test('no tokens, and tokens without a letter, are nothing', () => {
  expect(understood([])).toEqual({ text: '', certainty: 0, least: 0 })
  expect(understood([token(' ', 0.9)])).toEqual({ text: '', certainty: 0, least: 0 })
})
