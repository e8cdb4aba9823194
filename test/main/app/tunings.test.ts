import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TuneCommand } from '../../../src/main/app/commands'
import { isAboutVoice, tuned } from '../../../src/main/app/tunings'
import type { Driven } from '../../../src/main/speak/route'
import type { Speaker } from '../../../src/main/speak/router'
import { COMMAND_IDS, commandSpec } from '../../../src/shared/commands'
import { createMessages } from '../../../src/shared/messages'
import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '../../../src/shared/settings'

const TUNES = COMMAND_IDS.filter((id) => commandSpec(id).kind === 'tune') as TuneCommand[]
const VOICES = [
  { name: 'Anna', lang: 'de-DE' },
  { name: 'Slt', lang: 'en-US' },
  { name: 'Awb', lang: 'en-GB-SCOTLAND' },
]
const speaker = (driven: Partial<Driven> = {}): Speaker => ({ id: 'own-voice', name: 'a voice', driven: { rate: 217, volume: true, voices: VOICES, ...driven } })
const READER: Speaker = { id: 'orca', name: 'Orca', driven: null }

const of = (voice: Partial<Settings['voice']>): Settings => ({ ...DEFAULT_SETTINGS, voice: { ...DEFAULT_SETTINGS.voice, ...voice } })
const press = (command: TuneCommand, settings: Settings = DEFAULT_SETTINGS, who: Speaker | null = speaker()) => tuned(command, { settings, speaker: who, lang: 'en' })
/** What a press says, in English. */
const said = (...asked: Parameters<typeof press>): string => {
  const { key, values } = press(...asked)
  return createMessages('en').say(key, values)
}

describe('the rate', () => {
  test('goes on from the one that the voice has where none was set, and says which it is', () => {
    expect(press('faster').patch).toEqual({ voice: { ...DEFAULT_SETTINGS.voice, rate: 227 } })
    expect(said('faster')).toBe('227 words a minute.')
    expect(said('slower', of({ rate: 200 }))).toBe('190 words a minute.')
    // Nobody would speak: it is what Descry's own voice begins with.
    expect(said('faster', DEFAULT_SETTINGS, null)).toBe('210 words a minute.')
  })

  test('says so at its ends, and stays there', () => {
    expect(said('faster', of({ rate: 545 }))).toBe('550 words a minute.')
    expect(press('faster', of({ rate: 550 })).patch).toEqual({})
    expect(said('faster', of({ rate: 550 }))).toBe('550 words a minute, the fastest.')
    expect(said('slower', of({ rate: 80 }))).toBe('80 words a minute, the slowest.')
  })
})

test('volume and pitch go by ten, and say so at their ends', () => {
  expect(said('quieter', of({ volume: 70 }))).toBe('Volume 60 per cent.')
  expect(said('louder')).toBe('Volume 100 per cent, the most.')
  expect(said('quieter', of({ volume: 0 }))).toBe('Volume 0 per cent, the least.')
  expect(said('higher')).toBe('Pitch 10.')
  expect(said('lower', of({ pitch: -95 }))).toBe('Pitch -100.')
  expect(said('lower', of({ pitch: -100 }))).toBe('Pitch -100, the lowest.')
})

test('where the volume does not reach the voice, that is said, and nothing is changed', () => {
  const who = speaker({ volume: false })
  expect(press('quieter', DEFAULT_SETTINGS, who).patch).toEqual({})
  expect(said('quieter', DEFAULT_SETTINGS, who)).toBe('The volume of this voice is the system’s.')
})

test('what is the screen reader’s own is left to it, by its name', () => {
  const own = TUNES.filter(isAboutVoice)
  expect(own.map((command) => said(command, DEFAULT_SETTINGS, READER))).toEqual([
    ...['The rate is set in Orca.', 'The rate is set in Orca.', 'The volume is set in Orca.', 'The volume is set in Orca.'],
    ...['The pitch is set in Orca.', 'The pitch is set in Orca.', 'The voice is set in Orca.'],
  ])
  for (const command of own) expect(press(command, DEFAULT_SETTINGS, READER).patch).toEqual({})
  // The others are Descry's, whoever speaks.
  expect(said('length', DEFAULT_SETTINGS, READER)).toBe('Full.')
})

test('the next voice is the next of the language, then the one that the system has', () => {
  const names: (string | null | undefined)[] = []
  let settings = DEFAULT_SETTINGS
  for (let i = 0; i < 4; i++) {
    const { patch } = press('next-voice', settings)
    settings = settingsSchema.parse({ ...settings, ...patch })
    names.push(settings.voice.name)
  }
  expect(names).toEqual(['Slt', 'Awb', null, 'Slt'])
  expect(said('next-voice')).toBe('Slt.')
  expect(said('next-voice', of({ name: 'Awb' }))).toBe('The voice that the system has.')
  expect(said('next-voice', of({ name: 'gone' }))).toBe('Slt.')
  expect(said('next-voice', DEFAULT_SETTINGS, speaker({ voices: VOICES.slice(0, 1) }))).toBe('There is no other voice for this language.')
})

test('lengths come one after the other, and round', () => {
  const lengths = (['brief', 'normal', 'full'] as const).map((length) => press('length', { ...DEFAULT_SETTINGS, length }).patch.length)
  expect(lengths).toEqual(['normal', 'full', 'brief'])
  expect(said('length', { ...DEFAULT_SETTINGS, length: 'full' })).toBe('Brief.')
})

test('the pace of narration goes by steps, also from between them, and says so at its ends', () => {
  const at = (every: number): Settings => ({ ...DEFAULT_SETTINGS, narration: { every, warned: true } })
  expect(said('narration-less', at(4))).toBe('Narration every 6 seconds at most.')
  expect(said('narration-more', at(7))).toBe('Narration every 6 seconds at most.')
  expect(press('narration-less', at(4)).patch).toEqual({ narration: { every: 6, warned: true } })
  expect(said('narration-more', at(2))).toContain('as often as can be')
  expect(said('narration-less', at(60))).toContain('as seldom as can be')
})

test('sounds and quiet mode are switched', () => {
  expect(press('sounds').patch).toEqual({ sounds: { on: false, volume: 50 } })
  expect([said('sounds'), said('sounds', { ...DEFAULT_SETTINGS, sounds: { on: false, volume: 50 } })]).toEqual(['Sounds off.', 'Sounds on.'])
  expect([said('quiet'), said('quiet', { ...DEFAULT_SETTINGS, quiet: true })]).toEqual(['Quiet. Answers are shown.', 'Speaking again.'])
})

test('whatever is pressed, in whatever order, the settings stay such as they may be, and there are words in both languages', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...TUNES), { maxLength: 60 }), fc.constantFrom(null, READER, speaker(), speaker({ volume: false, voices: [] })), (pressed, who) => {
      let settings = DEFAULT_SETTINGS
      for (const command of pressed) {
        const { patch, key, values } = press(command, settings, who)
        settings = settingsSchema.parse({ ...settings, ...patch })
        for (const locale of ['en', 'de'] as const) expect(createMessages(locale).say(key, values)).not.toBe('')
      }
    }),
  )
})
