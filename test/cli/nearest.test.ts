import { expect, test } from 'vitest'
import { nearest } from '../../src/cli/nearest'
import { FLAG_NAMES, VERB_NAMES } from '../../src/cli/verbs'

test.each([
  ['descibe', 'describe'],
  ['desrcibe', 'describe'],
  ['DESCRIBE', 'describe'],
  ['desc', 'describe'],
  ['raed', 'read'],
  ['sotp', 'stop'],
  ['docter', 'doctor'],
  ['agian', 'again'],
])('%s is taken for %s', (typed, meant) => {
  expect(nearest(typed, VERB_NAMES)).toBe(meant)
})

test('a flag that is half typed is found', () => {
  expect(nearest('clip', FLAG_NAMES)).toBe('clipboard')
})

test.each(['xyz', '', 'photograph', 'q'.repeat(100_000)])(
  'nothing is suggested for a word like no verb',
  (typed) => {
    expect(nearest(typed, VERB_NAMES)).toBeUndefined()
  },
)
