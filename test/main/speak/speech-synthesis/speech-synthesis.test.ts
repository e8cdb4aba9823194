import { describe, expect, test } from 'vitest'
import { pitchFactor, rateFactor } from '../../../../src/main/speak/speech-synthesis/scale'
import { chooseVoice, SpeechSynthesisRoute } from '../../../../src/main/speak/speech-synthesis/speech-synthesis'
import { createMessages } from '../../../../src/shared/messages'
import { fakeStage } from '../../../support/speech/fake-stage'

const messages = createMessages('en')
const settings = { rate: undefined, volume: 1, pitch: 0, punctuation: 'voice' as const }

describe('factors', () => {
  test('on Linux Chromium makes of them the same Speech Dispatcher rate as that route sets', () => {
    // tts_linux.cc: 100 * log10(rate) / log10(3)
    const chromium = (factor: number): number => (100 * Math.log10(factor)) / Math.log10(3)
    expect(chromium(rateFactor(217, 'linux'))).toBeCloseTo(0)
    expect(chromium(rateFactor(397, 'linux'))).toBeCloseTo(50)
    expect(chromium(rateFactor(106, 'linux'))).toBeCloseTo(-100)
    expect(chromium(pitchFactor(-1, 'linux'))).toBeCloseTo(-100)
  })

  test('are in the range that the API takes, and 1 where nothing is set', () => {
    for (const platform of ['linux', 'win32', 'darwin'] as const) {
      expect(rateFactor(undefined, platform)).toBe(1)
      expect(pitchFactor(0, platform)).toBe(1)
      const rates = [80, 200, 550].map((rate) => rateFactor(rate, platform))
      const pitches = [-1, 0.3, 1].map((pitch) => pitchFactor(pitch, platform))
      expect(Math.min(...rates)).toBeGreaterThanOrEqual(0.1)
      expect(Math.max(...rates)).toBeLessThanOrEqual(10)
      expect(Math.min(...pitches)).toBeGreaterThanOrEqual(0)
      expect(Math.max(...pitches)).toBeLessThanOrEqual(2)
    }
  })
})

test('the voice of the language is taken, however its tag is written, and never one that is not local', () => {
  const voices = [
    { name: 'Cloud', lang: 'fr-FR', local: false },
    { name: 'English', lang: 'en_US', local: true },
    { name: 'Deutsch', lang: 'de-DE', local: true },
    { name: 'Wienerisch', lang: 'de-AT', local: true },
  ]
  const chosen = (lang: string): string | undefined => chooseVoice(voices, lang)?.name
  expect(['de-AT', 'de', 'en-US', 'en-GB', 'fr-FR', 'und'].map(chosen)).toEqual([
    'Wienerisch',
    'Deutsch',
    'English',
    'English',
    'English',
    'English',
  ])
  expect(chooseVoice(voices.slice(0, 1), 'fr-FR')).toBeUndefined()
})

test('a voice by its name is taken for its language alone, and only a local one', async () => {
  const voices = [
    { name: 'Cloud', lang: 'en-US', local: false },
    { name: 'English', lang: 'en-US', local: true },
    { name: 'Scots', lang: 'en-GB', local: true },
    { name: 'Deutsch', lang: 'de-DE', local: true },
  ]
  const chosen = (lang: string, name: string): string | undefined => chooseVoice(voices, lang, name)?.name
  expect([chosen('en-US', 'Scots'), chosen('de', 'Scots'), chosen('en-US', 'Cloud'), chosen('en-US', 'Nobody')]).toEqual(['Scots', 'Deutsch', 'English', 'English'])
  const stage = { ...fakeStage(), voices: async () => voices }
  const route = new SpeechSynthesisRoute({ stage, settings: { ...settings, voice: 'Scots' }, messages, platform: 'linux' })
  // Who would speak is named as who speaks then.
  expect(await route.detect()).toEqual({ available: true, name: 'Scots' })
  await route.speak({ kind: 'answer', text: 'A dog.', lang: 'en' })
  expect(stage.utterances.map(({ voice }) => voice)).toEqual(['Scots'])
  expect(await route.driven()).toEqual({ rate: 217, volume: false, voices: voices.slice(1).map(({ name, lang }) => ({ name, lang })) })
})

test('with voices of the network only there is no voice', async () => {
  const stage = { ...fakeStage(), voices: async () => [{ name: 'Cloud', lang: 'en-US', local: false }] }
  const route = new SpeechSynthesisRoute({ stage, settings, messages, platform: 'linux' })
  const reason = messages.say('voice.speech-synthesis.no-voice')
  expect(await route.detect()).toEqual({ available: false, reason })
  expect(await route.speak({ kind: 'answer', text: 'Secret', lang: 'en' })).toMatchObject({ ok: false })
  expect(stage.utterances).toEqual([])
})

test('a stage that does not answer is no voice', async () => {
  const stage = { ...fakeStage(), voices: () => new Promise<never>(() => undefined) }
  const route = new SpeechSynthesisRoute({ stage, settings, messages, platform: 'linux' })
  const reason = messages.say('voice.speech-synthesis.silent')
  expect(await route.detect()).toEqual({ available: false, reason })
})

test('signs reach the voice in words as the setting says, in the language of the text', async () => {
  const stage = fakeStage()
  for (const punctuation of ['voice', 'none', 'some', 'most'] as const) {
    const route = new SpeechSynthesisRoute({ stage, settings: { ...settings, punctuation }, messages, platform: 'linux' })
    await route.speak({ kind: 'answer', text: '(5 %)', lang: 'de' })
  }
  expect(stage.utterances.map(({ text }) => text)).toEqual(['(5 %)', '(5 %)', '(5 Prozent )', 'Klammer auf 5 Prozent Klammer zu'])
})

test('a voice at no volume says nothing, whatever the system makes of a volume', async () => {
  const stage = fakeStage()
  const route = new SpeechSynthesisRoute({ stage, settings: { ...settings, volume: 0 }, messages, platform: 'linux' })
  expect(await route.speak({ kind: 'answer', text: 'Hush', lang: 'en' })).toEqual({ ok: true, end: 'spoken' })
  expect(stage.utterances).toEqual([])
})
