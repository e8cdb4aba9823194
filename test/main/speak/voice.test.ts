import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createVoice, type Voice, type VoiceOptions } from '../../../src/main/speak/voice'
import { pcmOf } from '../../../src/main/speak/wav'
import { createMessages } from '../../../src/shared/messages'
import { startFakeOrca, type FakeOrca } from '../../support/speech/fake-orca'
import {
  end,
  missing,
  onlyPrograms,
  startBus,
  startSession,
  startSound,
  startSpeechDispatcher,
  type Session,
} from '../../support/speech/session'
import { fakeStage } from '../../support/speech/fake-stage'
import { record } from '../../support/speech/sound-probe'

const messages = createMessages('en')
const noBus = missing('dbus-daemon')
const noSound = missing('pulseaudio', 'parecord', 'paplay')
const noDispatcher = missing('speech-dispatcher', 'pulseaudio', 'parecord')

async function session(): Promise<Session> {
  const started = await startSession()
  onTestFinished(() => started.close())
  return started
}

function voiceIn(env: Record<string, string>, options: Partial<VoiceOptions> = {}): Voice {
  const voice = createVoice({ env, sounds: false, messages, rate: 400, ...options })
  onTestFinished(() => voice.close())
  return voice
}

async function orcaIn(started: Session): Promise<FakeOrca> {
  await startBus(started)
  const orca = await startFakeOrca(started.env['DBUS_SESSION_BUS_ADDRESS'] ?? '', '51')
  onTestFinished(() => orca.die())
  return orca
}

const sentences = ['A dog lies on a sofa.', 'It is brown.', 'Behind it is a window.']

function say(voice: Voice, texts: readonly string[]) {
  const answer = voice.beginAnswer('answer')
  for (const text of texts) answer.say({ text, lang: 'en' })
  return answer.end()
}

/** What was spoken and cut, in order; braille has its own calls. */
const presented = (orca: FakeOrca) =>
  orca.calls
    .filter((c) => c.member !== 'DisplayMessage')
    .map((c) => (c.member === 'SpeakMessage' ? c.args[0] : c.member))

describe.skipIf(noBus)(`through Orca, a fake of version 51 on a private bus ${noBus ?? ''}`, () => {
  test('a streamed answer is two messages: its first sentence, then all the rest', async () => {
    const own = await session()
    const orca = await orcaIn(own)
    const voice = voiceIn(own.env)
    const answer = voice.beginAnswer('answer')
    const first = orca.presented()
    answer.say({ text: 'A dog lies on a sofa.', lang: 'en' })
    await first
    answer.say({ text: 'It is brown.', lang: 'en' })
    answer.say({ text: 'Behind it is a window.', lang: 'en' })
    expect(await answer.end()).toEqual({ ok: true, end: 'handed-over' })
    expect(presented(orca)).toEqual(['A dog lies on a sofa.', 'It is brown. Behind it is a window.'])
  })

  test('stop cuts the reader while our text sounds, and not when it does not', async () => {
    const own = await session()
    const orca = await orcaIn(own)
    const voice = voiceIn(own.env)
    await voice.silence()
    expect(presented(orca)).toEqual([])
    await say(voice, sentences)
    await voice.silence()
    await voice.silence()
    expect(presented(orca)).toEqual([sentences.join(' '), 'InterruptSpeech'])
  })

  test('another process can cut what an earlier one handed over, until it has probably ended', async () => {
    const own = await session()
    const orca = await orcaIn(own)
    await voiceIn(own.env, { soundingUntil: Date.now() - 1 }).silence()
    expect(presented(orca)).toEqual([])
    await voiceIn(own.env, { soundingUntil: Date.now() + 60_000 }).silence()
    expect(presented(orca)).toEqual(['InterruptSpeech'])
  })
})

describe.skipIf(noDispatcher)(`through a real Speech Dispatcher ${noDispatcher ?? ''}`, () => {
  test('an answer is really heard, and its end is reported after the sound', async () => {
    const own = await session()
    await startSound(own)
    await startSpeechDispatcher(own, 'espeak-ng')
    const recording = record(own)
    const voice = voiceIn(own.env)
    expect((await voice.status()).chosen).toBe('speech-dispatcher')
    expect(await say(voice, sentences)).toEqual({ ok: true, end: 'spoken' })
    const { audible } = await recording.stop()
    expect(audible).toBeGreaterThan(1)
  })

  test('stop drops the sentence that sounds and those behind it', async () => {
    const own = await session()
    await startSound(own)
    const { heardFile } = await startSpeechDispatcher(own, 'recorder')
    const voice = voiceIn(own.env)
    const first = await say(voice, ['One'])
    const cut = say(voice, ['Two forever', 'Three'])
    await expect.poll(() => readFile(heardFile, 'utf8')).toContain('Two')
    await voice.silence()
    expect([first, await cut]).toEqual([
      { ok: true, end: 'spoken' },
      { ok: true, end: 'silenced' },
    ])
    await say(voice, ['Four'])
    const lines = (await readFile(heardFile, 'utf8')).split('\n').slice(0, -1)
    expect(lines.map((line) => line.split('\t')[1])).toEqual(['One', 'Two forever', 'Four'])
  })

  test('when it dies in an answer, the own voice says so and goes on', async () => {
    const own = await session()
    await startSound(own)
    const { child } = await startSpeechDispatcher(own, 'recorder')
    // Without its program nothing can start it again.
    const voice = voiceIn({ ...own.env, PATH: await onlyPrograms(own, ['paplay']) })
    const answer = voice.beginAnswer('answer')
    answer.say({ text: 'One', lang: 'en' })
    await expect.poll(async () => (await voice.status()).last).toBe('speech-dispatcher')
    await end(child)
    const recording = record(own)
    answer.say({ text: 'Two is what you hear now.', lang: 'en' })
    expect(await answer.end()).toEqual({ ok: true, end: 'spoken' })
    expect((await recording.stop()).audible).toBeGreaterThan(1)
    expect((await voice.status()).last).toBe('own-voice')
  })

  test('beside a reader that cannot be spoken through it is a second voice, and says so', async () => {
    const own = await session()
    await startSound(own)
    await startSpeechDispatcher(own, 'recorder')
    // A process of this user with the name of Orca, which offers no service: as versions 43 to 48.
    const reader = own.start('sh', ['-c', 'printf orca > /proc/$$/comm; while :; do sleep 1; done'])
    const voice = voiceIn(own.env)
    await expect.poll(async () => (await voice.status()).secondVoice).toMatch(/second voice/)
    expect((await voice.status()).chosen).toBe('speech-dispatcher')
    await end(reader)
    await expect.poll(async () => (await voice.status()).secondVoice).toBeNull()
  })
})

describe.skipIf(noSound)(`with its own voice, Flite through paplay ${noSound ?? ''}`, () => {
  test('an answer is really heard, sentence after sentence, and ends as spoken', async () => {
    const own = await session()
    await startSound(own)
    const recording = record(own)
    const voice = voiceIn(own.env, { route: 'own-voice' })
    expect(await voice.status()).toMatchObject({ chosen: 'own-voice', player: 'paplay' })
    expect(await say(voice, sentences)).toEqual({ ok: true, end: 'spoken' })
    expect((await recording.stop()).audible).toBeGreaterThan(1)
  })

  test('without the sound server the answer fails with a code instead of pretending', async () => {
    const own = await session()
    const sound = await startSound(own)
    const voice = voiceIn({ ...own.env, PATH: await onlyPrograms(own, ['paplay', 'aplay']) })
    expect((await voice.status()).chosen).toBe('own-voice')
    await end(sound)
    expect(await say(voice, ['Nobody hears this.'])).toMatchObject({ ok: false })
  })

  test('earcons sound beside it, and can be off', async () => {
    const own = await session()
    await startSound(own)
    const heardWith = async (sounds: boolean): Promise<number> => {
      const recording = record(own)
      const voice = createVoice({ env: own.env, messages, sounds, route: 'own-voice' })
      await voice.beginAnswer('failure').end()
      await voice.close()
      return (await recording.stop()).audible
    }
    expect(await heardWith(true)).toBeGreaterThan(0.1)
    expect(await heardWith(false)).toBe(0)
  })
})

describe('earcons of the app', () => {
  function recordingEarcons() {
    const log: string[] = []
    return {
      log,
      play: (earcon: string, volume: number) => void log.push(`${earcon} ${volume}`),
      finish: async () => void log.push('finish'),
      stop: async () => void log.push('stop'),
    }
  }
  async function quietVoice(options: Partial<VoiceOptions> = {}) {
    const own = await session()
    const earcons = recordingEarcons()
    // Nothing here can speak: only the earcons are there to be heard.
    const env = { ...own.env, PATH: own.runtime }
    const voice = createVoice({ env, sounds: true, messages, beganAfter: 0, earcons, ...options })
    onTestFinished(() => voice.close())
    return { voice, log: earcons.log }
  }

  test('that work began sounds in the call that begins it', async () => {
    const { voice, log } = await quietVoice()
    const answer = voice.beginAnswer('answer')
    expect(log).toEqual(['began 0.5'])
    answer.say({ text: 'A dog.', lang: 'en' })
    await answer.end()
    expect(log).toEqual(['began 0.5', 'done 0.5'])
  })

  test('stop has a sound; a newer request has none, and lets its own sound go on', async () => {
    const { voice, log } = await quietVoice()
    const first = voice.beginAnswer('answer')
    await voice.silence({ quietly: true })
    expect(await first.end()).toEqual({ ok: true, end: 'silenced' })
    void voice.beginAnswer('answer').end()
    const second = voice.beginAnswer('answer')
    await voice.silence()
    await second.end()
    expect(log).toEqual(['began 0.5', 'began 0.5', 'began 0.5', 'stop', 'off 0.5'])
  })

  test('can be played alone, louder or not at all, from one moment to the next', async () => {
    const { voice, log } = await quietVoice({ soundVolume: 0.2 })
    voice.earcon('tick')
    voice.change({ soundVolume: 0.8 })
    voice.earcon('done')
    voice.change({ sounds: false })
    voice.earcon('failure')
    voice.change({ sounds: true, soundVolume: 0 })
    voice.earcon('off')
    expect(log).toEqual(['tick 0.2', 'done 0.8'])
  })
})

test("the window's voice speaks as the settings are now; beside a reader it is a second voice", async () => {
  const own = await session()
  const stage = fakeStage()
  const env = { ...own.env, PATH: own.runtime }
  const voice = voiceIn(env, { speechSynthesis: stage, rate: 219 })
  expect((await voice.status()).chosen).toBe('speech-synthesis')
  await say(voice, ['One.'])
  voice.change({ rate: undefined, volume: 0.5, pitch: -1 })
  await say(voice, ['Two.'])
  expect(stage.utterances).toMatchObject([
    { text: 'One.', lang: 'en', voice: 'English', rate: expect.closeTo(1, 1) as number, pitch: 1, volume: 1 },
    { text: 'Two.', rate: 1, pitch: 1 / 3, volume: 0.5 },
  ])
  // A process of this session with the name of Orca.
  own.start('sh', ['-c', 'printf orca > /proc/$$/comm; while :; do sleep 1; done'])
  await expect.poll(async () => (await voice.status()).secondVoice).toMatch(/English is a second voice/)
})

test('the live region speaks for a reader while the window is in front, and is no second voice', async () => {
  const own = await session()
  const announced: string[] = []
  const liveRegion = {
    isInFront: () => true,
    readerRuns: async () => true,
    announce: ({ text }: { text: string }) => void announced.push(text),
  }
  const stage = fakeStage()
  own.start('sh', ['-c', 'printf orca > /proc/$$/comm; while :; do sleep 1; done'])
  const voice = voiceIn({ ...own.env, PATH: own.runtime }, { liveRegion, speechSynthesis: stage })
  expect(await say(voice, sentences)).toEqual({ ok: true, end: 'handed-over' })
  expect(announced).toEqual([sentences.join(' ')])
  expect(await voice.status()).toMatchObject({ chosen: 'live-region', secondVoice: null })
  expect(stage.utterances).toEqual([])
})

test('without bus, sound and programs there is no voice, and every reason is a sentence', async () => {
  const own = await session()
  const voice = voiceIn({ ...own.env, PATH: own.runtime })
  const { chosen, routes, player } = await voice.status()
  expect({ chosen, player }).toEqual({ chosen: null, player: null })
  for (const { availability } of routes) {
    expect(availability).toEqual({ available: false, reason: expect.stringMatching(/^[A-Z].+\.$/) as string })
  }
  expect(await say(voice, ['Nobody hears this.'])).toEqual({ ok: false, code: 'no-voice' })
})

test('an answer can be written to a sound file, whole and without a sound device', async () => {
  const own = await session()
  const wav = join(own.runtime, 'answer.wav')
  const voice = voiceIn({ ...own.env, PATH: '' }, { wav, rate: 250 })
  const half = await say(voice, sentences.slice(0, 1))
  expect(half).toEqual({ ok: true, end: 'spoken' })
  const before = pcmOf(await readFile(wav))?.samples.length ?? 0
  await say(voice, sentences.slice(1))
  const sound = pcmOf(await readFile(wav))
  expect(sound?.rate).toBe(16_000)
  // A sentence of five words takes more than half a second, even fast.
  expect(before).toBeGreaterThan(8000)
  expect(sound?.samples.length).toBeGreaterThan(before * 2)
  expect(sound?.samples.some((s) => Math.abs(s) > 3000)).toBe(true)
  await rm(wav)
})

test('a sound file that cannot be written is a failure with a code', async () => {
  const own = await session()
  const voice = voiceIn(own.env, { wav: join(own.runtime, 'no-such-folder', 'answer.wav') })
  expect(await say(voice, ['A dog.'])).toMatchObject({ ok: false, code: 'sound-file-unwritable' })
})
