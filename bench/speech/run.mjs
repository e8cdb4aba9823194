// How well and how fast spoken questions are understood, in the engine's process, as one part of `npm run bench`.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { startEngine } from '../engine/peers.mjs'
import { median, shown, table } from '../figures.mjs'
import { load } from '../voice/load.mjs'
import { QUESTIONS } from './questions.mjs'
import { babble, inNoise, RATE, resampled, white } from './sounds.mjs'
import { wordErrors, wordsOf } from './word-errors.mjs'

const DECIBELS = 5
/** People who talk beside the one who asks; these sentences in every voice. */
const SENTENCES = [
  'The train to the airport leaves from the other platform at half past nine.',
  'She said that the meeting had been moved to Thursday because of the holiday.',
  'They were talking about the new restaurant near the river and its long menu.',
]
/** Share of wrong words above which a text asks something else than the question. */
const NONSENSE = 1 / 3
/** Seconds before and after the question: a person begins a little after the sound, and a pause ends it. */
const AROUND = { lead: 0.4, tail: 0.8 }
/** Seconds that a question takes whose time is told by itself. */
const USUAL = 3
/** As the product takes on two cores. */
const THREADS = 2

const FOLDER = 'resources/models/moonshine-tiny-en'
const ACTIVITY = 'resources/models/silero-vad/silero_vad_16k_op15.onnx'

async function voices() {
  const { FliteSynthesiser } = await load('src/main/speak/own-voice/flite.ts')
  const { EspeakSynthesiser } = await load('src/main/speak/own-voice/espeak.ts')
  const all = { Flite: new FliteSynthesiser(), 'eSpeak NG': new EspeakSynthesiser(process.env) }
  const settings = { rate: 160, volume: 1, pitch: 0, punctuation: 'voice' }
  const speak = (voice) => async (text) => {
    const made = await voice.synthesise(text, 'en-us', settings, new AbortController().signal)
    if (!made.ok) throw new Error(`${made.code}: ${made.detail}`)
    return resampled(Float32Array.from(made.pcm.samples, (sample) => sample / 32_768), made.pcm.rate)
  }
  const there = Object.entries(all).filter(([, voice]) => voice.available())
  return {
    there: there.map(([name, voice]) => ({ name, speak: speak(voice) })),
    close: () => Promise.all(Object.values(all).map((voice) => voice.close())),
  }
}

/** @returns {Promise<object>} figures, a row for each voice and noise; or `skipped` */
export async function measureSpeech(root) {
  if (![`${FOLDER}/tokenizer.json`, ACTIVITY].every((path) => existsSync(join(root, path)))) return { skipped: 'what understands speech is not installed' }
  const { seededRandom } = await load('test/support/pictures/random.ts')
  const { there, close } = await voices()
  const engine = await startEngine(root, 'text-audio')
  try {
    const resident = async () => (await engine.request({ type: 'status' })).at(-1).rss / 2 ** 20
    const before = await resident()
    const loaded = await engine.request({ type: 'load-speech', folder: join(root, FOLDER), activity: join(root, ACTIVITY), threads: THREADS })
    const beside = []
    for (const { speak } of there) for (const sentence of SENTENCES) beside.push(await speak(sentence))
    const random = seededRandom(5)
    const noises = {
      clean: undefined,
      [`white, ${DECIBELS} dB`]: (length) => white(length, random),
      [`babble, ${DECIBELS} dB`]: (length) => babble(length, beside, random),
    }
    const rows = []
    const times = []
    for (const voice of there) {
      for (const [noise, over] of Object.entries(noises)) rows.push(await row(engine, voice, noise, over, times))
    }
    const usual = times.toSorted((a, b) => Math.abs(a.seconds - USUAL) - Math.abs(b.seconds - USUAL)).slice(0, 15)
    const sum = (name) => times.reduce((all, each) => all + each[name], 0)
    const hearing = await hearCost(engine, noises[`white, ${DECIBELS} dB`])
    return {
      rows,
      questions: QUESTIONS.length,
      threads: THREADS,
      loadMs: loaded.at(-1).timings.load,
      speed: sum('seconds') / (sum('ms') / 1000),
      usual: { seconds: median(usual.map(({ seconds }) => seconds)), ms: median(usual.map(({ ms }) => ms)) },
      worstMs: Math.max(...times.map(({ ms }) => ms)),
      hearing,
      memory: { before, after: await resident() },
    }
  } finally {
    engine.close()
    await close()
  }
}

async function row(engine, { name, speak }, noise, over, times) {
  const asked = []
  for (const question of QUESTIONS) {
    const sound = inNoise(await speak(question), { ...AROUND, decibels: DECIBELS, noise: over })
    const [said, events] = [wordsOf(question), await engine.request({ type: 'transcribe', sound })]
    const { text, certainty, least, at } = events.at(-1)
    times.push({ seconds: sound.length / RATE, ms: at })
    const understood = wordsOf(text)
    asked.push({ question, text, certainty, least, words: said.length, errors: wordErrors(said, understood) })
  }
  const sum = (part) => asked.reduce((all, each) => all + each[part], 0)
  const right = asked.filter(({ errors }) => errors === 0)
  const wrong = asked.filter(({ errors, text }) => errors > 0 && text !== '')
  const share = (of) => (100 * of) / asked.length
  return {
    voice: name,
    noise,
    wordErrorPercent: (100 * sum('errors')) / sum('words'),
    rightPercent: share(right.length),
    nonsensePercent: share(wrong.filter(({ errors, words }) => errors / words > NONSENSE).length),
    nothingPercent: share(asked.filter(({ text }) => text === '').length),
    leastRight: median(right.map(({ least }) => least)),
    leastWrong: median(wrong.map(({ least }) => least)),
    asked,
  }
}

/** Milliseconds to hear a tenth of a second of sound. */
async function hearCost(engine, noise) {
  const sound = noise(RATE / 10)
  const taken = []
  for (let i = 0; i < 100; i++) taken.push((await engine.request({ type: 'hear', sound, begins: i === 0 })).at(-1).at)
  return median(taken)
}

export function showSpeech({ rows, questions, threads, loadMs, speed, usual, worstMs, hearing, memory }) {
  const percent = (value) => `${shown(value)} %`
  return [
    table(
      ['voice', 'noise', 'words wrong', 'questions right', 'over a third wrong', 'asked for once more', 'least word, right', 'least word, wrong'],
      rows.map((each) => [
        ...[each.voice, each.noise, percent(each.wordErrorPercent), percent(each.rightPercent)],
        ...[percent(each.nonsensePercent), percent(each.nothingPercent)],
        ...[shown(each.leastRight), shown(each.leastWrong)],
      ]),
    ),
    '',
    `${questions} questions a row, ${threads} threads. Loaded in ${shown(loadMs, 'ms')}; ${shown(speed)} seconds of sound a second; ` +
      `from the end of a question of ${shown(usual.seconds, 's')} to its text ${shown(usual.ms, 'ms')}, ${shown(worstMs, 'ms')} at the most; ` +
      `to hear a tenth of a second takes ${shown(hearing, 'ms')}. Memory of the process ${shown(memory.before, 'MiB')} before, ${shown(memory.after, 'MiB')} after.`,
  ].join('\n')
}
