import { failure, type Failure, type Result } from '../../../shared/codes'
import type { Hearing } from '../../../shared/engine-protocol'
import { SAMPLE_RATE } from '../../../shared/sound'
import type { Microphone } from '../../capture/microphone'
import type { ModelNarrator } from '../../narrate/narrator'
import { isSpoken, questionEnd } from './question-end'
import { Recording } from './recording'

/** A microphone that is open and delivers nothing for so long has gone, whatever it says, milliseconds. */
const DEAF = 5000
/** Samples after the start sound that may still have it in them, by the ways of the sound out and in. */
const ECHO = SAMPLE_RATE * 0.2

interface QuestionParts {
  readonly microphone: Pick<Microphone, 'hold' | 'release'>
  readonly hearing: Pick<ModelNarrator['hearing'], 'hear'>
  /** Milliseconds of silence after speech that end it. */
  readonly pause: () => number
  /** The microphone delivers: says so to the user, and resolves when nothing of ours sounds any more. */
  readonly start: (signal: AbortSignal) => Promise<unknown>
  /** Told when somebody begins or ceases to speak. */
  readonly speaking: (speaks: boolean) => void
}

/** What was recorded. SECURITY: whoever gets it wipes it. */
interface Recorded {
  readonly sound: Float32Array
  /** The microphone went away before the question was over. */
  readonly lost: boolean
}

const SILENCE: Hearing = { speaking: false, speech: 0, silence: 0 }

/** One question on its way from the microphone into memory: it ends by a pause, by `end`, by its length, or never begins. */
export class SpokenQuestion {
  readonly #parts: QuestionParts
  readonly #recording = new Recording()
  readonly #over = Promise.withResolvers<Result<object>>()
  /** Samples that are still thrown away; all before the start sound is over. */
  #dropped = Infinity
  #heard = 0
  #hearing = SILENCE
  #isHearing = false
  #lost = false
  #watching: ReturnType<typeof setTimeout> | undefined
  /** The last piece before it ends is awaited: what was just said is on its way. */
  #ending = false
  #isOver = false
  /** A key or button is held down. */
  held: boolean

  constructor(parts: QuestionParts, held: boolean) {
    this.#parts = parts
    this.held = held
  }

  /**
   * Resolves when it is over and the microphone is let go. Failures: `nothing-heard`, those of the microphone and of
   * the engine, `cancelled`.
   */
  async run(signal: AbortSignal): Promise<Result<Recorded>> {
    const { microphone, start } = this.#parts
    // Ended while the picture was taken: no microphone is opened for that.
    if (this.#isOver) return this.#recorded()
    const cancel = (): void => this.#finish(failure('cancelled'))
    signal.addEventListener('abort', cancel, { once: true })
    try {
      const first = Promise.withResolvers<undefined>()
      const sound = (samples: Float32Array): void => {
        first.resolve(undefined)
        this.#watch(signal)
        this.#take(samples, signal)
      }
      const held = await microphone.hold(signal, { sound, ended: () => this.#lose(signal) })
      if (!held.ok) return held
      this.#watch(signal)
      const over = await Promise.race([first.promise, this.#over.promise])
      if (!over) await Promise.race([start(signal), this.#over.promise])
      this.#dropped = ECHO
      return await this.#recorded()
    } finally {
      clearTimeout(this.#watching)
      signal.removeEventListener('abort', cancel)
      // Who cancels it lets the microphone go, which may be a newer question's by now.
      if (!signal.aborted) microphone.release()
      this.#recording.wipe()
    }
  }

  /** Nobody is listened to any more: what was said is being understood. */
  get isOver(): boolean {
    return this.#isOver
  }

  /** The key again, or a button that is let go: what was said is the question. */
  end(): void {
    this.held = false
    this.#ending = true
    // Nothing was recorded yet, and nothing will be.
    if (this.#dropped > 0) this.#finish(failure('nothing-heard'))
  }

  #finish(result: Result<object>): void {
    this.#isOver = true
    this.#over.resolve(result)
  }

  async #recorded(): Promise<Result<Recorded>> {
    const ended = await this.#over.promise
    return ended.ok ? { ok: true, sound: this.#recording.whole(), lost: this.#lost } : ended
  }

  #take(samples: Float32Array, signal: AbortSignal): void {
    if (this.#dropped > 0) {
      this.#dropped -= samples.length
      samples.fill(0)
      return
    }
    this.#recording.add(samples)
    void this.#hear(signal)
  }

  #watch(signal: AbortSignal): void {
    clearTimeout(this.#watching)
    this.#watching = setTimeout(() => this.#lose(signal), DEAF)
  }

  #lose(signal: AbortSignal): void {
    this.#lost = true
    this.#ending = true
    void this.#hear(signal)
  }

  /** Has what came looked at for speech, a piece of it at a time. */
  async #hear(signal: AbortSignal): Promise<void> {
    if (this.#isHearing) return
    this.#isHearing = true
    try {
      for (let next = this.#recording.next(); next; next = this.#recording.next()) {
        const heard = await this.#parts.hearing.hear(next, this.#heard === 0, signal)
        this.#heard += next.length
        next.fill(0)
        if (!heard.ok) return this.#finish(heard)
        this.#tell(heard.hearing)
        const end = this.#end()
        if (end) return this.#finish(end)
      }
    } finally {
      this.#isHearing = false
    }
    if (this.#ending) this.#finish(isSpoken(this.#hearing) ? { ok: true } : this.#silent())
  }

  #tell(hearing: Hearing): void {
    if (hearing.speaking !== this.#hearing.speaking) this.#parts.speaking(hearing.speaking)
    this.#hearing = hearing
  }

  #end(): Result<object> | null {
    const length = this.#recording.isFull ? Infinity : (this.#heard / SAMPLE_RATE) * 1000
    const end = questionEnd({ hearing: this.#hearing, length, held: this.held, pause: this.#parts.pause() })
    if (end === null) return null
    return end === 'spoken' ? { ok: true } : this.#silent()
  }

  #silent(): Failure {
    return failure(this.#lost ? 'microphone-lost' : 'nothing-heard')
  }
}
