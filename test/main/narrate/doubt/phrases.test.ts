import fc from 'fast-check'
import { expect, test } from 'vitest'
import { phrasesOf, type Phrase } from '../../../../src/main/narrate/doubt/phrases'

/** "a dog", "dog: running through the grass", "shirt: red". */
const told = (phrase: Phrase): string => {
  if (phrase.says === 'thing') return phrase.thing.said
  return `${phrase.thing.key}: ${phrase.says === 'mark' ? phrase.mark : [phrase.doing, ...phrase.rest].join(' ')}`
}
const phrases = (sentence: string): string[] => phrasesOf(sentence).map(told)

test.each([
  ['A dog.', ['a dog']],
  ['A photo of a tabby.', ['a tabby']],
  ['There is an apple on the table.', ['an apple', 'the table']],
  ['A dog is running through the grass.', ['a dog', 'dog: running through the grass', 'the grass']],
  ['A dog runs through grass.', ['a dog', 'dog: running through grass', 'grass']],
  ['Two dogs run.', ['two dogs', 'dog: running']],
  ['A group of people are standing on a pier.', ['people', 'person: standing on a pier', 'a pier']],
  ['A person in a red and white shirt.', ['a person', 'a shirt', 'shirt: red', 'shirt: white']],
  ['The car is red.', ['the car', 'car: red']],
  ['A person is sitting on a tripod and looking at a camera.', ['a person', 'person: sitting on a tripod', 'a tripod', 'person: looking at a camera', 'a camera']],
  ['A person in a shirt is standing next to a bus.', ['a person', 'a shirt', 'person: standing', 'a bus']],
  ['A brick building.', ['a brick building']],
  ['A uniform and an hour glass.', ['a uniform', 'an hour glass']],
])('%s', (sentence, expected) => {
  expect(phrases(sentence)).toEqual(expected)
})

test('words for a place in the picture are nothing that is there', () => {
  expect(phrases('A list on the left side and a dog in the background.')).toEqual(['a list', 'a dog'])
})

test('what a model spells that is no word is nothing', () => {
  expect(phrases('A-haired.')).toEqual([])
})

test('one key stands for one and for many', () => {
  expect(new Set([...phrasesOf('A dog.'), ...phrasesOf('Three dogs.'), ...phrasesOf('The dogs.')].map(({ thing }) => thing.key))).toEqual(new Set(['dog']))
})

test('any sentence has an end, and what is found stands in it', () => {
  const words = fc.constantFrom(...'a the dog is are running of and red white people group photo on left with . , 7 while runs two in front'.split(' '))
  fc.assert(
    fc.property(fc.oneof(fc.array(words, { maxLength: 20 }).map((all) => all.join(' ')), fc.string()), (sentence) => {
      for (const { thing } of phrasesOf(sentence)) {
        const last = thing.said.split(' ').at(-1) ?? ''
        expect(sentence.toLowerCase()).toContain(last)
      }
    }),
  )
})
