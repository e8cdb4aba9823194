import { speechTime } from '../sounding'
import type { ControllerClient } from './client'
import { outcomeOf, type NvdaOutcome } from './outcome'
import { ssmlOf, type Marks } from './ssml'

/** NVDA may have much to say before it is our turn; after this it has dropped us. Milliseconds, as are the others. */
const BEGIN_DEADLINE = 30_000
/** Slower than any voice, words a minute; what takes longer, and then a minute, was paused and forgotten. */
const SLOWEST_RATE = 60
const ALWAYS_LEFT = 60_000
/** A text that was just handed over begins by then, and what has begun can be cancelled for sure. */
const BEGIN_SOON = 60
/** A cancelled text returns by then, or never. */
const CANCEL_DEADLINE = 300

export interface UtteranceText {
  readonly text: string
  readonly lang: string
  readonly symbolLevel: number
}

/**
 * `spoken` to the closing mark; `unheard`: it never began, so the user has silenced NVDA before its turn;
 * `unknown`: it began, and no end was told. Else what NVDA made of the call.
 */
export type UtteranceEnd = 'spoken' | 'silenced' | 'unheard' | 'unknown' | Exclude<NvdaOutcome, 'done' | 'cancelled'>

let lastNumber = 0

/** One text that NVDA speaks as SSML, with a mark at each end to know how far it came. */
export class Utterance {
  readonly end: Promise<UtteranceEnd>
  readonly #client: ControllerClient
  readonly #text: string
  readonly #marks: Marks
  readonly #finish: (end: UtteranceEnd) => void
  readonly #began = Promise.withResolvers<unknown>()
  readonly #returned: Promise<void>
  #timer: NodeJS.Timeout | undefined
  #quieting: Promise<void> | undefined
  #closed = false
  #over = false
  /** NVDA was told to be silent; a text that was not in its queue yet then begins all the same. */
  #cancelled = false

  constructor(client: ControllerClient, { text, lang, symbolLevel }: UtteranceText) {
    const { promise, resolve } = Promise.withResolvers<UtteranceEnd>()
    this.end = promise
    this.#finish = (end) => {
      clearTimeout(this.#timer)
      resolve(end)
    }
    this.#client = client
    this.#text = text
    const number = ++lastNumber
    this.#marks = { begin: `descry-${number}-begin`, end: `descry-${number}-end` }
    this.#wait(BEGIN_DEADLINE, 'unheard')
    this.#returned = client
      .speakSsml(ssmlOf(text, lang, this.#marks), symbolLevel, (name) => this.#reached(name))
      .then((code) => this.#return(outcomeOf(code)))
  }

  /** Silences it, now and should it begin later; resolves when NVDA took note. */
  silence(): Promise<void> {
    return (this.#quieting ??= this.#quiet())
  }

  async #quiet(): Promise<void> {
    await within(BEGIN_SOON, [this.#began.promise, this.#returned])
    this.#cancelled = true
    if (!this.#over) await this.#client.cancelSpeech()
    this.#finish('silenced')
    await within(CANCEL_DEADLINE, [this.#returned])
    this.#leave()
  }

  #reached(name: string): void {
    if (name === this.#marks.end) this.#closed = true
    if (name !== this.#marks.begin) return
    this.#began.resolve(undefined)
    if (this.#cancelled) void this.#client.cancelSpeech()
    this.#wait(speechTime(this.#text, SLOWEST_RATE) + ALWAYS_LEFT, 'unknown')
  }

  #return(outcome: NvdaOutcome): void {
    this.#over = true
    // What follows the closing mark, a key that silences or the end of NVDA, silences nothing of ours.
    if (this.#closed || outcome === 'done') this.#finish('spoken')
    else this.#finish(outcome === 'cancelled' ? 'silenced' : outcome)
  }

  #wait(milliseconds: number, end: UtteranceEnd): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#cancelled ||= end === 'unheard'
      this.#finish(end)
      this.#leave()
    }, milliseconds)
  }

  #leave(): void {
    if (!this.#over) this.#client.abandon()
  }
}

async function within(milliseconds: number, events: readonly Promise<unknown>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((resolve) => (timer = setTimeout(resolve, milliseconds)))
  await Promise.race([late, ...events])
  clearTimeout(timer)
}
