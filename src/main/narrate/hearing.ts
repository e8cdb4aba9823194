import { failure, type Failure, type Result } from '../../shared/codes'
import type { Hearing as EngineHearing, Transcript } from '../../shared/engine-protocol'
import { MOST_SECONDS, SAMPLE_RATE } from '../../shared/sound'
import type { EngineClient, JobOptions } from '../engine-host/engine-client'
import { isSpeechThere, SPEECH_PLACES, type SpeechPlaces } from '../models/speech-folder'

/** Milliseconds. A reading in the same process may hold a piece of sound up. */
const DEADLINES = { load: 60_000, hear: 20_000, transcribe: 60_000 } as const

/** Understands a microphone's sound: 16 kHz, one channel, -1 to 1; of a call the first 30 seconds. */
export interface Hearing {
  /**
   * Loads what is needed, once; `hear` and `transcribe` do it by themselves otherwise.
   *
   * Errors: `speech-not-installed`, and what the engine fails with.
   */
  prepare(): Promise<Result<object>>
  /** The next piece of a stream, of any length: does somebody speak? @param begins a new stream */
  hear(sound: Float32Array, begins: boolean, signal: AbortSignal): Promise<Result<{ hearing: EngineHearing }>>
  /** Speech as text; empty where nothing was understood. */
  transcribe(sound: Float32Array, signal: AbortSignal): Promise<Result<{ transcript: Transcript }>>
}

interface HearingParts {
  readonly client: Pick<EngineClient, 'run' | 'current'>
  readonly threads: number
  readonly places?: SpeechPlaces
}

export function createHearing(parts: HearingParts): Hearing {
  return new ClientHearing(parts)
}

/** By the engine's process for text and audio, which is told anew what to load whenever it was started anew. */
class ClientHearing implements Hearing {
  readonly #parts: HearingParts
  readonly #places: SpeechPlaces
  #loading: Promise<Result<object>> | null = null
  /** The process that has loaded it. */
  #loadedBy: object | null = null

  constructor(parts: HearingParts) {
    this.#parts = parts
    this.#places = parts.places ?? SPEECH_PLACES
  }

  prepare(): Promise<Result<object>> {
    return this.#isLoaded ? Promise.resolve({ ok: true }) : (this.#loading ??= this.#load().finally(() => (this.#loading = null)))
  }

  async hear(sound: Float32Array, begins: boolean, signal: AbortSignal): Promise<Result<{ hearing: EngineHearing }>> {
    const piece = cut(sound)
    const result = await this.#run({ type: 'hear', sound: piece, begins }, job(DEADLINES.hear, signal)).finally(() => piece.fill(0))
    if (!result.ok) return result
    if (result.event.type !== 'heard') return failure('engine-protocol', `hear ended with ${result.event.type}`)
    const { speaking, speech, silence } = result.event
    return { ok: true, hearing: { speaking, speech, silence } }
  }

  async transcribe(sound: Float32Array, signal: AbortSignal): Promise<Result<{ transcript: Transcript }>> {
    const whole = cut(sound)
    const result = await this.#run({ type: 'transcribe', sound: whole }, job(DEADLINES.transcribe, signal)).finally(() => whole.fill(0))
    if (!result.ok) return result
    if (result.event.type !== 'transcript') return failure('engine-protocol', `transcribe ended with ${result.event.type}`)
    const { text, certainty, least, timings } = result.event
    return { ok: true, transcript: { text, certainty, least, timings } }
  }

  get #isLoaded(): boolean {
    return this.#loadedBy !== null && this.#loadedBy === this.#parts.client.current
  }

  async #load(): Promise<Result<object>> {
    if (!isSpeechThere(this.#places)) return failure('speech-not-installed', this.#places.folder)
    const { client, threads } = this.#parts
    const loaded = await client.run({ type: 'load-speech', ...this.#places, threads }, job(DEADLINES.load))
    if (loaded.ok) this.#loadedBy = client.current
    return loaded
  }

  async #run(request: Parameters<EngineClient['run']>[0], options: JobOptions): Promise<Failure | Ended> {
    const prepared = await this.prepare()
    if (!prepared.ok) return prepared
    const result = await this.#parts.client.run(request, options)
    // Another process came between, which nobody had told what to load.
    if (result.ok || result.code !== 'speech-not-installed' || this.#isLoaded) return result
    const again = await this.prepare()
    return again.ok ? this.#parts.client.run(request, options) : again
  }
}

type Ended = Extract<Awaited<ReturnType<EngineClient['run']>>, { ok: true }>

/** SECURITY: a copy, which is wiped when it was sent. */
function cut(sound: Float32Array): Float32Array<ArrayBuffer> {
  return sound.slice(0, SAMPLE_RATE * MOST_SECONDS)
}

/** Speech needs nothing of the recogniser of text, which may be missing. */
function job(deadline: number, signal?: AbortSignal): JobOptions {
  return { deadline, withoutModel: true, ...(signal ? { signal } : {}) }
}
