import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { espeakText, espeakVoice } from '../../../../src/main/speak/own-voice/espeak'
import { FliteSynthesiser } from '../../../../src/main/speak/own-voice/flite'
import { fliteText } from '../../../../src/main/speak/own-voice/flite-text'
import { OwnVoiceRoute } from '../../../../src/main/speak/own-voice/own-voice'
import { pieces } from '../../../../src/main/speak/own-voice/pieces'
import { chooseSynthesiser, type Synthesiser } from '../../../../src/main/speak/own-voice/synthesiser'
import { speakable } from '../../../../src/main/speak/speakable'
import { failure } from '../../../../src/shared/codes'
import { createMessages } from '../../../../src/shared/messages'

describe('Flite, the real one', () => {
  const flite = new FliteSynthesiser()
  afterAll(() => flite.close())
  const settings = (rate: number) => ({ rate, volume: 1, pitch: 0, punctuation: 'voice' as const })
  // 20 words.
  const text = 'The small brown dog is lying on a green sofa beside an open window and a grey cat sits there.'

  test.each([150, 200, 300, 450])('speaks %i words a minute when told to, within a tenth', async (rate) => {
    const made = await flite.synthesise(text, 'en', settings(rate))
    if (!made.ok) throw new Error(made.detail)
    const seconds = made.pcm.samples.length / made.pcm.rate
    expect(((20 / seconds) * 60) / rate).toBeGreaterThan(0.85)
    expect(((20 / seconds) * 60) / rate).toBeLessThan(1.15)
  })

  test('several texts at once come back each as itself', async () => {
    const texts = ['One.', 'One and two and three and four.', text]
    const made = await Promise.all(texts.map((t) => flite.synthesise(t, 'en', settings(200))))
    const lengths = made.map((m) => (m.ok ? m.pcm.samples.length : 0))
    expect(lengths).toEqual([...lengths].sort((a, b) => a - b))
    expect(new Set(lengths).size).toBe(3)
  })

  test('hostile text is sound or silence, never an end of the voice (60 seeded inputs)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (noise) => {
        expect((await flite.synthesise(speakable(noise), 'en', settings(450))).ok).toBe(true)
      }),
      { numRuns: 60, seed: 31 },
    )
  })

  test('a missing file is no voice, with a code', async () => {
    const absent = new FliteSynthesiser('/nowhere/flite.wasm')
    expect(await absent.synthesise('Hello.', 'en', settings(200))).toMatchObject({
      ok: false,
      code: 'no-voice',
    })
    await absent.close()
  })

  test('after it was closed it can be used again', async () => {
    await flite.close()
    expect((await flite.synthesise('Hello.', 'en', settings(200))).ok).toBe(true)
  })
})

describe('what Flite is given', () => {
  test('accents and signs are written out, other scripts left out', () => {
    expect(fliteText('Größe 5 € — “Ångström”…')).toBe('Grosse 5 euros , "Angstrom".')
    expect(fliteText('日本語 and 👍')).toBe('and')
  })

  test('is always ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fliteText(speakable(text))).toMatch(/^[ -~]*$/)
      }),
      { numRuns: 300, seed: 32 },
    )
  })
})

describe('what espeak-ng is given', () => {
  test('brackets do not start phonemes, however many', () => {
    expect(espeakText('[[x]] [[[y')).toBe('[ [x]] [ [ [y')
    expect(espeakText('a [b] c')).toBe('a [b] c')
  })

  test('a voice is a language tag, never an option', () => {
    expect(['en-GB', 'de', '--help', '', '../x'].map(espeakVoice)).toEqual(['en-gb', 'de', 'en', 'en', 'en'])
  })
})

describe('the pieces of a text', () => {
  test('lose nothing but spaces, and none is longer than its limit', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b', ' ', ',', '.'), maxLength: 2000 }), (raw) => {
        const text = speakable(raw)
        const found = pieces(text)
        expect(found.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
        expect(Math.max(0, ...found.map((p) => p.length))).toBeLessThanOrEqual(300)
        expect((found[0] ?? '').length).toBeLessThanOrEqual(100)
      }),
      { numRuns: 200, seed: 33 },
    )
  })

  test('are cut where speech pauses', () => {
    const first = 'On the left stands a tall brown bookcase with many books and some small plants,'
    expect(pieces(`${first} and beside it a lamp is lit`)[0]).toBe(first)
  })
})

test('a language takes the synthesiser that speaks it, else the first that is there', () => {
  const fake = (name: string, lang: string, there = true): Synthesiser => ({
    name,
    speaks: (wanted) => wanted.startsWith(lang),
    available: () => there,
    synthesise: async () => failure('no-voice'),
    close: async () => undefined,
  })
  const english = fake('english', 'en')
  const german = fake('german', 'de')
  expect(chooseSynthesiser([english, german], 'de-AT')).toBe(german)
  expect(chooseSynthesiser([english, fake('german', 'de', false)], 'de')).toBe(english)
  expect(chooseSynthesiser([], 'en')).toBeUndefined()
})

test('signs become sound in words as the setting says', async () => {
  const spoken: string[] = []
  const synthesiser: Synthesiser = {
    name: 'recording',
    speaks: () => true,
    available: () => true,
    async synthesise(text) {
      spoken.push(text)
      return { ok: true, pcm: { rate: 16_000, samples: new Int16Array(1) } }
    },
    close: async () => undefined,
  }
  const played = { done: Promise.resolve('played' as const), gone: Promise.resolve(), stop: async () => undefined }
  const sink = { name: () => 'nothing', failure: 'no-player' as const, play: () => played }
  for (const punctuation of ['voice', 'most'] as const) {
    const settings = { rate: undefined, volume: 1, pitch: 0, punctuation }
    const route = new OwnVoiceRoute({ synthesisers: [synthesiser], sink, settings, messages: createMessages('en'), hasSoundDevice: () => true })
    await route.speak({ kind: 'answer', text: 'Room (5).', lang: 'en' })
  }
  expect(spoken).toEqual(['Room (5).', 'Room left paren 5 right paren .'])
})
