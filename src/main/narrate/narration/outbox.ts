import type { AnswerSentence } from '../../../shared/answer'
import type { TextLine } from '../../../shared/text-line'
import { Pace } from './pace'
import type { SpokenParts } from './parts'

/** Seconds without a key after which the user is taken to be listening. */
export const IDLE = 2

/** One message that waits to be said: what is new in what the camera sees now. */
export interface Message {
  readonly sentences: readonly AnswerSentence[]
  /** What of it is remembered as said: the model's sentences without a hedge, and lines of text. */
  readonly claims: readonly AnswerSentence[]
  readonly lines: readonly TextLine[]
  /** A rising tone goes before it: text came into sight. */
  readonly inSight?: boolean
  /** Said ahead of the pace: that there is nothing to narrate any more. */
  readonly isUrgent?: boolean
  readonly said?: () => void
}

/** Remembers what is being said. */
interface Memory {
  readonly news: { remember(sentences: readonly string[], now: number): void }
  readonly text: { remember(lines: readonly TextLine[], now: number): void }
}
type OutboxParts = Pick<SpokenParts, 'speak' | 'inSight' | 'idle' | 'every' | 'clock' | 'isBusy' | 'isMuted'>

/**
 * Holds the newest message until it may be said: at the pace, one at a time, not while keys are pressed, and not beside
 * what was asked for.
 */
export class Outbox {
  readonly #parts: OutboxParts
  readonly #memory: Memory
  readonly #pace = new Pace()
  #waiting: Message | null = null
  /** Said when nothing else waits; nothing takes its place. */
  #reminder: AnswerSentence | null = null

  constructor(parts: OutboxParts, memory: Memory) {
    this.#parts = parts
    this.#memory = memory
  }

  get waiting(): Message | null {
    return this.#waiting
  }

  /** Takes the place of what waits; null: that is stale and is not said. */
  put(message: Message | null): void {
    this.#waiting = message && message.sentences.length > 0 ? message : null
  }

  remind(sentence: AnswerSentence): void {
    this.#reminder = sentence
  }

  /** Says what waits, if it may be said now. */
  send(): void {
    const { clock, every, idle, speak, inSight, isBusy, isMuted } = this.#parts
    const message = this.#waiting ?? reminding(this.#reminder)
    const now = clock.now()
    if (!message || !this.#pace.allows(now, message.isUrgent ? 0 : every() * 1000) || idle() < IDLE || isBusy() || isMuted()) return
    if (message === this.#waiting) this.#waiting = null
    else this.#reminder = null
    this.#memory.news.remember(message.claims.map(({ text }) => text), now)
    this.#memory.text.remember(message.lines, now)
    message.said?.()
    this.#pace.begin(now)
    if (message.inSight) inSight()
    void speak(message.sentences).then((sounding) => this.#pace.end(clock.now(), sounding))
  }
}

function reminding(sentence: AnswerSentence | null): Message | null {
  return sentence && { sentences: [sentence], claims: [], lines: [] }
}
