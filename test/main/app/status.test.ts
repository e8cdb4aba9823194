import { expect, test } from 'vitest'
import { statusSentences, voiceSentence } from '../../../src/main/app/status'
import type { KeyView } from '../../../src/shared/app-state'
import { createMessages } from '../../../src/shared/messages'
import { anAppState } from '../../support/app/app-state'

const messages = createMessages('en')
const voice = (change: Partial<Parameters<typeof voiceSentence>[0]>) =>
  voiceSentence({ chosen: null, routes: [], player: null, last: null, secondVoice: null, ...change }, messages)
const orca = { id: 'orca' as const, availability: { available: true as const, name: 'Orca' } }
const key = (id: KeyView['id'], note: string | null): KeyView => ({ id, note, accelerator: null, spoken: '', state: 'held' })

test('who would speak is named', () => {
  expect(voice({ chosen: 'orca', routes: [orca] })).toBe('Descry speaks through Orca.')
})

test('a second voice beside a reader is said to be one', () => {
  expect(voice({ chosen: 'orca', routes: [orca], secondVoice: 'Two voices.' })).toBe('Two voices.')
})

test('with no voice it is said where answers are', () => {
  expect(voice({})).toBe(messages.say('app.voice.none'))
  expect(voice({ chosen: 'orca', routes: [{ id: 'orca', availability: { available: false, reason: 'gone' } }] })).toBe(
    messages.say('app.voice.none'),
  )
})

test('status is the model, the voice, the keys that do not work as they should, the camera, and where answers are', () => {
  const state = { ...anAppState(), engine: { state: 'ready' as const, sentence: 'The model is ready.' }, voice: 'Orca speaks.' }
  expect(statusSentences({ ...state, keys: [key('layer', null)] }, messages)).toEqual([
    'The model is ready.',
    'Orca speaks.',
    'All keys work.',
    'The camera and the microphone are off.',
    'Answers are remembered until Descry ends.',
  ])
  const troubled = { ...state, keys: [key('layer', 'F9 is held.'), key('stop', null), key('open', 'O is taken.')] }
  expect(statusSentences(troubled, messages).slice(2, -2)).toEqual(['F9 is held.', 'O is taken.'])
})

test.each([
  ['disk', { kept: 0, problem: null }, 'Answers are kept on the disk, encrypted; there are none yet.'],
  ['disk', { kept: 1, problem: null }, 'One answer is kept on the disk, encrypted.'],
  ['disk', { kept: 12, problem: null }, '12 answers are kept on the disk, encrypted.'],
  ['disk', { kept: 0, problem: 'The key store is locked.' }, 'The key store is locked.'],
  ['nothing', { kept: 0, problem: null }, 'Only the newest answer is remembered.'],
] as const)('with answers remembered on %s, as %o, status ends so', (where, memory, sentence) => {
  const { settings, ...state } = anAppState()
  expect(statusSentences({ ...state, memory, settings: { ...settings, memory: { where, limit: 500 } } }, messages).at(-1)).toBe(sentence)
})

test('status says that quiet mode is on: nothing else would be heard of it', () => {
  const state = anAppState()
  const quiet = statusSentences({ ...state, settings: { ...state.settings, quiet: true } }, messages)
  expect(quiet).toContain('Quiet mode is on: answers are shown and not spoken.')
  expect(quiet).toHaveLength(statusSentences(state, messages).length + 1)
})
