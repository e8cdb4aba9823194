import { basename } from 'node:path'
import { failure, type Failure, type Result } from '../../../shared/codes'
import { SAMPLE_RATE } from '../../../shared/engine-protocol'
import type { Emit, Work } from '../job-table'
import type { Stages, Turn } from '../turn'
import { openSpeech, type OpenedSpeech, type SpeechSource } from './opened-speech'
import { SpeechSpans, WINDOW } from './speech-span'
import { NOTHING } from './transcript-words'
import type { ActivityStream } from './voice-activity'

/** Milliseconds without use after which the models' memory is given back; the next use loads them again. */
const REST = 2 * 60_000
/** Sound before and after speech that is shown to the recogniser with it, samples. */
const MARGIN = SAMPLE_RATE * 0.3
/**
 * Mean probability of a text's tokens below which it is a guess, chosen on two thirds of 44 questions in two voices,
 * clean and in noise. Of the other third it finds 17 of the 34 texts with over a third of the words wrong, and none of
 * the other 50 (docs/performance.md).
 */
const LEAST_CERTAINTY = 0.58

interface Timers {
  setTimeout(run: () => void, after: number): { unref(): unknown }
  clearTimeout(timer: unknown): void
}

type Request<Type extends Work['type']> = Extract<Work, { type: Type }>

/** The half of the role that hears: who speaks in a microphone's sound, and what is said. */
export class Speech {
  readonly #timers: Timers
  #source: SpeechSource | null = null
  #opened: Promise<Result<{ speech: OpenedSpeech }>> | null = null
  #stream: { readonly activity: ActivityStream; readonly spans: SpeechSpans } | null = null
  #timer: unknown

  constructor(timers: Timers) {
    this.#timers = timers
  }

  async load({ job, folder, activity, threads }: Request<'load-speech'>, emit: Emit): Promise<Failure | null> {
    const started = performance.now()
    await this.#rest()
    this.#source = { folder, activity, threads }
    const opened = await this.#open()
    if (!opened.ok) return opened
    const info = { model: basename(folder), provider: 'cpu', threads }
    emit({ type: 'loaded', job, info, timings: { load: performance.now() - started } })
    return null
  }

  async hear({ job, sound, begins }: Request<'hear'>, emit: Emit): Promise<Failure | null> {
    const opened = await this.#open()
    if (!opened.ok) return opened
    if (begins || !this.#stream) this.#stream = { activity: opened.speech.activity.stream(), spans: new SpeechSpans() }
    const { activity, spans } = this.#stream
    for (const probability of await activity.push(sound)) spans.push(probability)
    sound.fill(0)
    emit({ type: 'heard', job, ...spans.hearing })
    return null
  }

  /**
   * Where nobody speaks there is no text: the recogniser would make one up. SECURITY: the sound is wiped, as that of
   * `hear` is.
   */
  async transcribe({ job, sound }: Request<'transcribe'>, turn: Turn, emit: Emit): Promise<Failure | null> {
    const started = performance.now()
    const opened = await this.#open()
    if (!opened.ok) return opened
    const { activity, recogniser } = opened.speech
    const timings: Stages = {}
    const spoken = await spokenPart(sound, activity.stream())
    sound.fill(0)
    timings['activity'] = performance.now() - started
    await turn.pause()
    const heard = spoken && !turn.cancelled() ? await recogniser.transcribe(spoken, turn, timings) : NOTHING
    spoken?.fill(0)
    if (turn.cancelled()) return failure('cancelled')
    timings['total'] = performance.now() - started
    emit({ type: 'transcript', job, ...(heard.certainty < LEAST_CERTAINTY ? NOTHING : heard), timings })
    return null
  }

  async #open(): Promise<Result<{ speech: OpenedSpeech }>> {
    this.#timers.clearTimeout(this.#timer)
    const timer = this.#timers.setTimeout(() => void this.#rest(), REST)
    timer.unref()
    this.#timer = timer
    if (!this.#source) return failure('speech-not-installed', 'not loaded')
    const opening = (this.#opened ??= openSpeech(this.#source))
    const opened = await opening
    // What failed is tried again at the next sound: there may be memory by then.
    if (!opened.ok && this.#opened === opening) this.#opened = null
    return opened
  }

  async #rest(): Promise<void> {
    const loaded = this.#opened
    // At once: a sound that comes while it is closed opens it anew.
    this.#opened = null
    this.#stream = null
    const opened = await loaded
    if (opened?.ok) await Promise.all([opened.speech.activity.close(), opened.speech.recogniser.close()])
  }
}

/** From shortly before the first speech to shortly after the last; null where nobody speaks. */
async function spokenPart(sound: Float32Array, stream: ActivityStream): Promise<Float32Array | null> {
  const spans = new SpeechSpans()
  for (const probability of await stream.push(sound)) spans.push(probability)
  const first = spans.spans[0]
  const last = spans.spans.at(-1)
  if (!first || !last) return null
  return sound.slice(Math.max(0, first.from * WINDOW - MARGIN), last.to * WINDOW + MARGIN)
}
