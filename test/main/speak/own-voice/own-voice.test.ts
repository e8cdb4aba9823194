import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { EspeakSynthesiser, espeakText, espeakVoice, espeakVoices } from '../../../../src/main/speak/own-voice/espeak'
import { FliteSynthesiser } from '../../../../src/main/speak/own-voice/flite'
import { fliteText } from '../../../../src/main/speak/own-voice/flite-text'
import { OwnVoiceRoute } from '../../../../src/main/speak/own-voice/own-voice'
import { pieces } from '../../../../src/main/speak/own-voice/pieces'
import { chooseSynthesiser, type Synthesiser } from '../../../../src/main/speak/own-voice/synthesiser'
import { readSigns } from '../../../../src/main/speak/punctuation'
import { speakable } from '../../../../src/main/speak/speakable'
import type { Pcm } from '../../../../src/main/speak/wav'
import { failure, type Result } from '../../../../src/shared/codes'
import { createMessages } from '../../../../src/shared/messages'
import type { Punctuation } from '../../../../src/shared/settings'
import { loudness, pitch, READING, wordsPerMinute } from '../../../support/speech/measure'
import { missing } from '../../../support/speech/session'

describe('Flite, the real one', () => {
  const flite = new FliteSynthesiser()
  afterAll(() => flite.close())
  const settings = (rate: number, pitch = 0) => ({ rate, volume: 1, pitch, punctuation: 'voice' as const })
  const [text = ''] = READING

  test.each([80, 100, 200, 300, 400, 550])('speaks %i words a minute when told to, within a tenth', async (rate) => {
    const measured = await wordsPerMinute(READING, async (words) => soundOf(await flite.synthesise(words, 'en', settings(rate))))
    expect(measured / rate).toBeGreaterThan(0.9)
    expect(measured / rate).toBeLessThan(1.1)
  })

  test('each of its voices by name speaks as fast as it is told, and is another voice', async () => {
    const voices = (await flite.voices()).map(({ name }) => name)
    const sounds = new Set<string>()
    for (const voice of voices) {
      const speak = async (words: string): Promise<Pcm> => soundOf(await flite.synthesise(words, 'en-GB', { ...settings(200), voice }))
      expect((await wordsPerMinute(READING, speak)) / 200, voice).toBeCloseTo(1, 1)
      sounds.add(String((await speak('A dog.')).samples.slice(2000, 2400)))
    }
    expect(voices).toHaveLength(4)
    expect(sounds.size).toBe(4)
    const usual = soundOf(await flite.synthesise('A dog.', 'en', settings(200)))
    for (const voice of [voices[0], 'Nobody']) expect(soundOf(await flite.synthesise('A dog.', 'en', { ...settings(200), voice }))).toEqual(usual)
  })

  test('a higher pitch is a higher voice, by about half an octave to each side', async () => {
    const pitches = []
    for (const p of [-1, 0, 1]) pitches.push(pitch(soundOf(await flite.synthesise('A dog lies on a green sofa.', 'en', settings(200, p)))))
    const [low = 0, middle = 0, high = 0] = pitches
    expect(middle / low).toBeGreaterThan(1.25)
    expect(high / middle).toBeGreaterThan(1.25)
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

const noEspeak = missing('espeak-ng')

describe.skipIf(noEspeak)(`espeak-ng, the real one ${noEspeak ?? ''}`, () => {
  const espeak = new EspeakSynthesiser(process.env)
  const say = async (words: string, lang: string, rate: number, shift = 0) => {
    const settings = { rate, volume: 1, pitch: shift, punctuation: 'voice' as const }
    return soundOf(await espeak.synthesise(words, lang, settings, new AbortController().signal))
  }

  test.each([110, 200, 300, 400, 550])('speaks %i words a minute when told to, within a tenth', async (rate) => {
    const measured = await wordsPerMinute(READING, (words) => say(words, 'en', rate))
    expect(measured / rate).toBeGreaterThan(0.9)
    expect(measured / rate).toBeLessThan(1.1)
  })

  test('a higher pitch is a higher voice, by about half an octave and more to each side', async () => {
    const text = 'Auf dem grünen Sofa neben dem offenen Fenster liegt ein kleiner brauner Hund.'
    const [low, middle, high] = [
      pitch(await say(text, 'de', 200, -1)),
      pitch(await say(text, 'de', 200)),
      pitch(await say(text, 'de', 200, 1)),
    ]
    expect(middle / low).toBeGreaterThan(1.4)
    expect(high / middle).toBeGreaterThan(1.4)
  })

  test('signs that are named take their time, those that are not take none', async () => {
    const seconds = async (punctuation: Punctuation): Promise<number> => {
      const { rate, samples } = await say(readSigns('Raum (5) im Haus', 'de', punctuation), 'de', 200)
      return samples.length / rate
    }
    expect(await seconds('none')).toBe(await seconds('voice'))
    expect(await seconds('most')).toBeGreaterThan((await seconds('voice')) * 1.3)
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

test('a language takes the synthesiser that speaks it, else the first that is there; a voice by its name the one that has it', async () => {
  const fake = (name: string, lang: string, there = true): Synthesiser => ({
    name,
    speaks: (wanted) => wanted.startsWith(lang),
    available: () => there,
    voices: async () => [{ name: `${name} voice`, lang }],
    synthesise: async () => failure('no-voice'),
    close: async () => undefined,
  })
  const english = fake('english', 'en')
  const german = fake('german', 'de')
  expect(await chooseSynthesiser([english, german], 'de-AT')).toBe(german)
  expect(await chooseSynthesiser([english, fake('german', 'de', false)], 'de')).toBe(english)
  expect(await chooseSynthesiser([], 'en')).toBeUndefined()
  const other = fake('other', 'en')
  expect(await chooseSynthesiser([english, other], 'en-GB', 'other voice')).toBe(other)
  // It would make nonsense of another language, and one that is gone is no reason to be silent.
  expect(await chooseSynthesiser([english, german, other], 'de', 'other voice')).toBe(german)
  expect(await chooseSynthesiser([english, other], 'en', 'gone')).toBe(english)
})

test('the voices that espeak-ng lists are those that it has without more files, one for each tag', () => {
  const list = [
    'Pty Language       Age/Gender VoiceName          File                 Other Languages',
    ' 2  en-gb           --/M      English_(Great_Britain) gmw/en               (en 2)',
    ' 3  en-uk           --/M      english-mb-en1     mb/mb-en1            (en-gb 3)(en 2)',
    ' 5  en-gb-scotland  --/M      English_(Scotland) gmw/en-GB-scotland   (en 4)',
    ' 5  en-gb-scotland  --/M      Another_Scot       gmw/another',
  ]
  expect(espeakVoices(list.join('\n'))).toEqual([
    { name: 'eSpeak NG English (Great Britain)', lang: 'en-gb' },
    { name: 'eSpeak NG English (Scotland)', lang: 'en-gb-scotland' },
  ])
})

test.skipIf(missing('espeak-ng'))(`a voice of espeak-ng by name is another one ${missing('espeak-ng') ?? ''}`, async () => {
  const espeak = new EspeakSynthesiser(process.env)
  const names = (await espeak.voices()).filter(({ lang }) => lang.startsWith('en')).map(({ name }) => name)
  expect(names).toContain('eSpeak NG English (Scotland)')
  const speak = async (voice?: string): Promise<Pcm> =>
    soundOf(await espeak.synthesise('A dog lies there.', 'en', { rate: 200, volume: 1, pitch: 0, punctuation: 'voice', voice }, new AbortController().signal))
  const usual = await speak()
  expect(await speak('eSpeak NG English (Scotland)')).not.toEqual(usual)
  expect(await speak('Nobody')).toEqual(usual)
})

test('half the volume is half as loud, none is silence', async () => {
  const heard: Pcm[] = []
  const flite = new FliteSynthesiser()
  const played = { done: Promise.resolve('played' as const), gone: Promise.resolve(), stop: async () => undefined }
  const sink = { name: () => 'nothing', failure: 'no-player' as const, play: (pcm: Pcm) => (heard.push(pcm), played) }
  for (const volume of [1, 0.5, 0]) {
    const settings = { rate: undefined, volume, pitch: 0, punctuation: 'voice' as const }
    const route = new OwnVoiceRoute({ synthesisers: [flite], sink, settings, messages: createMessages('en'), hasSoundDevice: () => true })
    await route.speak({ kind: 'answer', text: 'A dog on a sofa.', lang: 'en' })
  }
  await flite.close()
  const [full = 0, half = 0, none] = heard.map(loudness)
  expect(full - half).toBeCloseTo(6, 1)
  expect(none).toBe(-Infinity)
})

/** The sound that was made; a test fails where none was. */
function soundOf(made: Result<{ pcm: Pcm }>): Pcm {
  if (!made.ok) throw new Error(made.detail)
  return made.pcm
}

test('signs become sound in words as the setting says', async () => {
  const spoken: string[] = []
  const synthesiser: Synthesiser = {
    name: 'recording',
    speaks: () => true,
    available: () => true,
    voices: async () => [],
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

test('a silence stops what a slow player still plays of the piece before, too', async () => {
  const synthesiser: Synthesiser = {
    name: 'a voice',
    speaks: () => true,
    available: () => true,
    voices: async () => [],
    synthesise: async () => ({ ok: true, pcm: { rate: 16_000, samples: new Int16Array(1) } }),
    close: async () => undefined,
  }
  const stopped: number[] = []
  const begun = Promise.withResolvers<undefined>()
  let played = 0
  const sink = {
    name: () => 'slow',
    failure: 'no-player' as const,
    play() {
      const number = ++played
      const gone = Promise.withResolvers<'stopped'>()
      if (number === 2) begun.resolve(undefined)
      const stop = async (): Promise<void> => {
        stopped.push(number)
        gone.resolve('stopped')
      }
      // By its length it was heard, and it sounds on.
      return { done: number === 1 ? Promise.resolve('played' as const) : gone.promise, gone: gone.promise, stop }
    },
  }
  const settings = { rate: undefined, volume: 1, pitch: 0, punctuation: 'voice' as const }
  const route = new OwnVoiceRoute({ synthesisers: [synthesiser], sink, settings, messages: createMessages('en'), hasSoundDevice: () => true })
  const spoken = route.speak({ kind: 'answer', text: 'A dog lies on a sofa. '.repeat(8), lang: 'en' })
  await begun.promise
  await route.silence()
  expect(await spoken).toEqual({ ok: true, end: 'silenced' })
  expect(stopped).toEqual([1, 2])
})
