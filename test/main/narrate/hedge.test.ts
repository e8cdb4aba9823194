import { expect, test } from 'vitest'
import { hedged } from '../../../src/main/narrate/hedge'

test.each([
  ['A dog on a sofa.', 'It looks like a dog on a sofa.'],
  ['There are two dogs.', 'It looks like two dogs.'],
  ['Two people walk.', 'It looks like two people walk.'],
  ['Children play.', 'It looks like children play.'],
  ['TV news.', 'It looks like TV news.'],
])('%s', (claim, sentence) => {
  expect(hedged(claim, 'words')).toBe(sentence)
  expect(hedged(claim, 'none')).toBe(claim)
})
