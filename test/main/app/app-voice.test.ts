import { expect, test } from 'vitest'
import { voiceChange } from '../../../src/main/app/app-voice'
import { DEFAULT_SETTINGS } from '../../../src/shared/settings'

test('the settings of a first start leave route and rate to the system, and sound at half volume', () => {
  expect(voiceChange(DEFAULT_SETTINGS)).toEqual({ route: undefined, rate: undefined, volume: 1, pitch: 0, punctuation: 'voice', voice: undefined, sounds: true, soundVolume: 0.5, braille: { only: false, sticky: false, quiet: false }, progress: 'words' })
})

test('what the user set is said in the terms of the voice', () => {
  const voice = { ...DEFAULT_SETTINGS.voice, route: 'orca' as const, name: 'Scots', rate: 300, volume: 40, pitch: -100 }
  expect(voiceChange({ ...DEFAULT_SETTINGS, voice, quiet: true, sounds: { on: false, volume: 0 } })).toEqual({
    ...{ route: 'orca', rate: 300, volume: 0.4, pitch: -1, punctuation: 'voice', voice: 'Scots' },
    ...{ sounds: false, soundVolume: 0, braille: { only: false, sticky: false, quiet: true }, progress: 'words' },
  })
})

test('a choice that is taken back is named, so that it does not stay', () => {
  expect(Object.keys(voiceChange(DEFAULT_SETTINGS))).toEqual(expect.arrayContaining(['route', 'rate', 'voice']))
})

test('ticks that nobody would hear are words', () => {
  const verbosity = { ...DEFAULT_SETTINGS.verbosity, progress: 'sound' as const }
  expect(voiceChange({ ...DEFAULT_SETTINGS, verbosity }).progress).toBe('sound')
  expect(voiceChange({ ...DEFAULT_SETTINGS, verbosity, sounds: { on: false, volume: 50 } }).progress).toBe('words')
})
