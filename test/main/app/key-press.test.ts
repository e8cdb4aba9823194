import { expect, test } from 'vitest'
import { counts, KeyPresses } from '../../../src/main/app/key-press'
import { COMMAND_IDS } from '../../../src/shared/commands'

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

test('a key that is held down is one press, and it is time for a step as often as one can follow', () => {
  const held = Array.from({ length: 38 }, (_, i): [string, number] => ['2', i * 40])
  const noted = presses(...held)
  expect(noted[0]).toBe('once')
  expect(noted.flatMap((press, i) => (press === 'step' ? [i * 40] : []))).toEqual([160, 320, 480, 640, 800, 960, 1120, 1280, 1440])
  expect(noted.filter((press) => press === 'repeat')).toHaveLength(28)
})

test('presses that a busy process hears at once are steps, as many as may have been made meanwhile', () => {
  const at = (...times: readonly number[]) => presses(...times.map((time): [string, number] => ['2', time]))
  expect(at(0, 1, 2, 3, 4, 5)).toEqual(['once', 'step', 'step', 'step', 'repeat', 'repeat'])
  expect(at(0, 500, 501, 502, 503)).toEqual(['once', 'twice', 'step', 'step', 'repeat'])
  expect(at(0, 200, 201)).toEqual(['once', 'twice', 'repeat'])
})

test('a step counts for what goes step by step alone, a repeat for nothing, and a press for all', () => {
  expect(COMMAND_IDS.filter((id) => counts('step', id))).toEqual(['narration-less', 'narration-more', 'slower', 'faster', 'quieter', 'louder', 'lower', 'higher'])
  expect(['layer', ...COMMAND_IDS].filter((id) => counts('repeat', id))).toEqual([])
  for (const press of ['once', 'twice', 'further'] as const) expect(['layer', ...COMMAND_IDS].every((id) => counts(press, id))).toBe(true)
})

test('a held key that begins to repeat late is never a second press while it is held on', () => {
  // X11 repeats first after some 500 ms: that one counts as the second press, and no other one does.
  const held = Array.from({ length: 20 }, (_, i): [string, number] => ['D', 500 + i * 33])
  expect(presses(['D', 0], ...held).filter((press) => press === 'twice')).toHaveLength(1)
})

test('a third press is told from the second, and from a key that is held', () => {
  expect(presses(['D', 0], ['D', 300], ['D', 600], ['D', 900])).toEqual(['once', 'twice', 'further', 'further'])
})
