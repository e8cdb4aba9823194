import { failure, type Failure, type Result } from '../../../shared/codes'
import type { MessageKey } from '../../../shared/messages'
import type { Outbox } from './outbox'
import { ownSentence } from '../own-sentence'
import type { SpokenParts } from './parts'

/** Milliseconds between two looks: five a second. */
const LOOK_EVERY = 200
/** Milliseconds between two looks for what cannot be seen. */
export const RETRY_EVERY = 2000
/** Milliseconds after which a narration that may have been forgotten is spoken of. */
const REMIND_EVERY = 10 * 60_000
/** Failures of the engine in a row after which narration ends. */
const MOST_FAILURES = 3

/** What is looked at again and again. @template Seen what one look sees */
export interface Watched<Seen> {
  /** What there is to be seen now; null: nothing this time. A failure ends narration; `cancelled` does not. */
  see(signal: AbortSignal): Promise<Result<{ seen: Seen | null }>>
  /**
   * What comes of it: what is to be said is put into the outbox. Some failures in a row end narration.
   * @param signal given also when something else is asked for
   */
  tell(seen: Seen, signal: AbortSignal): Promise<Failure | null>
  /** Something else was asked for since the look before. */
  resume(): void
  /** What is said every ten minutes; null: not now. */
  reminder(): MessageKey | null
  /** It cannot be seen: it is looked for less often. */
  isGone(): boolean
}

type LoopParts = Pick<SpokenParts, 'isBusy' | 'messages' | 'clock'>

/** Looks at something until it is told to end, and has said what comes of it; questions come first. State of one run. */
export class LookLoop<Seen> {
  readonly #parts: LoopParts
  readonly #outbox: Outbox
  readonly #watched: Watched<Seen>
  #failures = 0
  #reminded: number
  #wasBusy = false
  /** Ends what is being read or described, so that a question comes first. */
  #work = new AbortController()

  constructor(parts: LoopParts, outbox: Outbox, watched: Watched<Seen>) {
    this.#parts = parts
    this.#outbox = outbox
    this.#watched = watched
    this.#reminded = parts.clock.now()
  }

  /** @returns why it ended by itself, or `cancelled` */
  async run(signal: AbortSignal): Promise<Failure> {
    const { clock } = this.#parts
    while (!signal.aborted) {
      const began = clock.now()
      const failed = await this.#look(signal)
      if (failed) return failed
      const every = this.#watched.isGone() ? RETRY_EVERY : LOOK_EVERY
      await clock.wait(Math.max(1, began + every - clock.now()), signal)
    }
    return failure('cancelled')
  }

  /** Something else was asked for: what is being worked on is given up, and looked at again afterwards. */
  interrupt(): void {
    this.#work.abort()
  }

  /** The engine answered: failures are counted anew. */
  worked(): void {
    this.#failures = 0
  }

  /** What is to be said is said while something is waited for that may take long. */
  async whileSaying<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const { clock } = this.#parts
    const done = new AbortController()
    const either = AbortSignal.any([signal, done.signal])
    const say = async (): Promise<void> => {
      while (!either.aborted) {
        this.#outbox.send()
        await clock.wait(LOOK_EVERY, either)
      }
    }
    void say()
    try {
      return await work()
    } finally {
      done.abort()
    }
  }

  async #look(signal: AbortSignal): Promise<Failure | null> {
    if (this.#parts.isBusy()) {
      this.#wasBusy = true
      return null
    }
    if (this.#wasBusy) this.#watched.resume()
    this.#wasBusy = false
    this.#remind()
    // Before anything is waited for: a question may come at any time from here on.
    const work = (this.#work = new AbortController())
    const looked = await this.#watched.see(signal)
    if (!looked.ok) return looked.code === 'cancelled' ? null : looked
    const given = AbortSignal.any([signal, work.signal])
    const failed = looked.seen === null || given.aborted ? null : await this.#watched.tell(looked.seen, given)
    // After a stop nothing is said, also where no key was pressed for it.
    if (signal.aborted) return null
    this.#outbox.send()
    if (!failed || failed.code === 'cancelled') return null
    return ++this.#failures >= MOST_FAILURES ? failed : null
  }

  #remind(): void {
    const { clock, messages } = this.#parts
    const key = this.#watched.reminder()
    if (key === null || clock.now() - this.#reminded < REMIND_EVERY) return
    this.#reminded = clock.now()
    this.#outbox.remind(ownSentence(messages(), key))
  }
}
