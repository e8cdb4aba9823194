import { FliteSynthesiser } from '../../../../src/main/speak/own-voice/flite'
import { isSpeechThere, SPEECH_PLACES } from '../../../../src/main/models/speech-folder'
import { JobTable, type Work } from '../../../../src/main/engine/job-table'
import { TextAudioRole } from '../../../../src/main/engine/text-audio'
import type { EngineEvent } from '../../../../src/shared/engine-protocol'
import { SAMPLE_RATE } from '../../../../src/shared/engine-protocol'
import { seededRandom } from '../../../support/pictures/random'

/** Both models are fetched at set-up, which needs pip. */
export const SPEECH_MISSING = !isSpeechThere(SPEECH_PLACES)
export const WHY_SKIPPED = SPEECH_MISSING ? ' (skipped: what understands speech is not fetched on this machine)' : ''

/** A sentence in the voice that ships, 16 kHz, -1 to 1. */
export async function spoken(text: string): Promise<Float32Array<ArrayBuffer>> {
  const flite = new FliteSynthesiser()
  const made = await flite.synthesise(text, 'en', { rate: 160, pitch: 0, volume: 1, punctuation: 'voice' })
  await flite.close()
  if (!made.ok) throw new Error(made.code)
  if (made.pcm.rate !== SAMPLE_RATE) throw new Error(`Flite speaks at ${made.pcm.rate} Hz`)
  return Float32Array.from(made.pcm.samples, (sample) => sample / 32_768)
}

const samples = (seconds: number): number => Math.round(seconds * SAMPLE_RATE)

export const silence = (seconds: number): Float32Array<ArrayBuffer> => new Float32Array(samples(seconds))

export function noise(seconds: number, level: number): Float32Array<ArrayBuffer> {
  const random = seededRandom(7)
  return Float32Array.from({ length: samples(seconds) }, () => (random() * 2 - 1) * level)
}

/** Sines, each of `level`. */
export function tone(seconds: number, level: number, ...hertz: readonly number[]): Float32Array {
  return Float32Array.from({ length: samples(seconds) }, (_, i) => hertz.reduce((sum, each) => sum + level * Math.sin((2 * Math.PI * each * i) / SAMPLE_RATE), 0))
}

export function joined(...parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

type Unnumbered = Work extends infer Each ? (Each extends Work ? Omit<Each, 'job'> : never) : never

/** The role behind its job table, as a process has it; `ask` waits for the last event of a job. */
export function engine() {
  const waiting = new Map<string, (event: EngineEvent) => void>()
  let count = 0
  const jobs = new JobTable(new TextAudioRole(), (event) => {
    if ('job' in event) waiting.get(event.job)?.(event)
  })
  const post = (request: Unnumbered | object): { job: string; ended: Promise<EngineEvent> } => {
    const job = `job-${++count}`
    const ended = new Promise<EngineEvent>((resolve) => waiting.set(job, resolve))
    // As between processes: what the engine does to the sound is not seen here.
    jobs.hear(structuredClone({ ...request, job }))
    return { job, ended }
  }
  return {
    post,
    ask: (request: Unnumbered | object) => post(request).ended,
    cancel: (job: string) => jobs.hear({ type: 'cancel', job }),
    load: () => post({ type: 'load-speech', ...SPEECH_PLACES, threads: 2 }).ended,
  }
}
