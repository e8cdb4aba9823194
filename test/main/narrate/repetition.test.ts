import { expect, test } from 'vitest'
import { addsNothing, saysAgain } from '../../../src/main/narrate/repetition'

test.each([
  ['A dog on a sofa.', 'It looks like a dog on a sofa.', true],
  ['It looks like a dog on a sofa.', 'A dog on a sofa.', true],
  ['In the background of the photo there is a lamp.', 'There are lamps.', true],
  // One new word of four is no news, one of three is.
  ['A big dog and a cat on a sofa.', 'A dog and a cat on a sofa.', true],
  ['A brown dog on a sofa.', 'A dog on a sofa.', false],
  ['The sofa is red and stands at a window.', 'A dog on a sofa.', false],
] as const)('"%s" after "%s" says the same again: %s', (sentence, said, again) => {
  expect(saysAgain(sentence, ['Something else.', said])).toBe(again)
})

test('what is nothing but a word for a picture says nothing, and what two sentences say is not said by one', () => {
  expect(saysAgain('It is a photo.', ['A dog.'])).toBe(true)
  expect(saysAgain('A dog and a cat.', ['A dog.', 'A cat.'])).toBe(false)
  expect(addsNothing('A dog and a cat.', ['A dog.', 'A cat.'])).toBe(false)
})
