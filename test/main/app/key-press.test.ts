import { expect, test } from 'vitest'
import { KeyPresses } from '../../../src/main/app/key-press'

const presses = (...at: readonly (readonly [string, number])[]) => {
  const noted = new KeyPresses()
  return at.map(([key, time]) => noted.note(key, time))
}

test('two presses of a key shortly after one another are a press and a second one', () => {
  expect(presses(['D', 0], ['D', 300])).toEqual(['once', 'twice'])
})

test('a press long after the first is a first one again', () => {
  expect(presses(['D', 0], ['D', 601])).toEqual(['once', 'once'])
})

test('another key in between begins anew', () => {
  expect(presses(['D', 0], ['W', 200], ['D', 400])).toEqual(['once', 'once', 'once'])
})

test('a key that is held down is one press, however long it is held', () => {
  const held = Array.from({ length: 40 }, (_, i): [string, number] => ['D', i * 33])
  expect(presses(...held)).toEqual(['once', ...Array.from({ length: 39 }, () => 'repeat')])
})

test('a held key that begins to repeat late is never a second press while it is held on', () => {
  // X11 repeats first after some 500 ms: that one counts as the second press, and no other one does.
  const held = Array.from({ length: 20 }, (_, i): [string, number] => ['D', 500 + i * 33])
  expect(presses(['D', 0], ...held).filter((press) => press === 'twice')).toHaveLength(1)
})

test('a third press is told from the second, and from a key that is held', () => {
  expect(presses(['D', 0], ['D', 300], ['D', 600], ['D', 900])).toEqual(['once', 'twice', 'further', 'further'])
})
