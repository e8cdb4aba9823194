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

test('status is the model, the voice, the keys that do not work as they should, and the camera', () => {
  const state = { ...anAppState(), engine: { state: 'ready' as const, sentence: 'The model is ready.' }, voice: 'Orca speaks.' }
  expect(statusSentences({ ...state, keys: [key('layer', null)] }, messages)).toEqual([
    'The model is ready.',
    'Orca speaks.',
    'All keys work.',
    'The camera and the microphone are off.',
  ])
  const troubled = { ...state, keys: [key('layer', 'F9 is held.'), key('stop', null), key('open', 'O is taken.')] }
  expect(statusSentences(troubled, messages).slice(2, -1)).toEqual(['F9 is held.', 'O is taken.'])
})
