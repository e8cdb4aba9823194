import { expect, test } from 'vitest'
import { withoutGuessedSexAndAge } from '../../../src/main/narrate/people'

test.each([
  ['A man in a red shirt is holding a toy.', 'A person in a red shirt is holding a toy.'],
  ['Two women and a dog.', 'Two people and a dog.'],
  ['An old man sits.', 'A person sits.'],
  ['A man and a woman walk.', 'Two people walk.'],
  ['A young boy rides his bike.', 'A person rides their bike.'],
  ['Little girls play.', 'People play.'],
  ['An old car.', 'An old car.'],
  ['A snowman by a manhole.', 'A snowman by a manhole.'],
])('%s', (caption, neutral) => {
  expect(withoutGuessedSexAndAge(caption)).toBe(neutral)
})
