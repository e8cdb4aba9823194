import { failure } from '../../../shared/codes'
import type { Messages } from '../../../shared/messages'
import type { Availability, Message, Route, Spoken, Words } from '../route'
import { speakable } from '../speakable'

/** The live region of Descry's window, and what is known about who would read it. */
export interface LiveRegion {
  /** Whether Descry's window has the focus: readers present no other window's live regions. */
  isInFront(): boolean
  /** Puts the words into the region; the same words again are a change, too. */
  announce(words: Words): void
  /** Whether a screen reader runs. */
  readerRuns(): Promise<boolean>
}

/**
 * Between two messages, milliseconds: of words that are replaced sooner, a reader hears only the last
 * (Orca 43 with Chromium 156: of four messages 30 ms apart two, 300 ms apart all).
 */
const GAP = 500

/**
 * The running screen reader by way of a live region in Descry's window: the last way to speak through
 * a reader, and only while that window is in front. Nothing is told about what becomes of the words.
 *
 * `ariaNotify` is not used. Beside the region it would say everything twice, and alone it is the weaker one:
 * Orca 43 heard three of four such messages 30 ms apart, nothing tells whether a reader takes them at
 * all, and they leave no words behind that could be read again.
 */
export class LiveRegionRoute implements Route {
  readonly id = 'live-region'
  readonly traits = { reportsEnd: false, reportsSilenced: false, separateBraille: false, language: false }
  readonly #region: LiveRegion
  readonly #messages: Messages
  readonly #gap: number
  /** Resolves when the last words have been in the region long enough. */
  #taken: Promise<unknown> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined
  #silenced = Promise.withResolvers<'silenced'>()

  constructor(region: LiveRegion, messages: Messages, gap = GAP) {
    this.#region = region
    this.#messages = messages
    this.#gap = gap
  }

  async detect(): Promise<Availability> {
    const out = (key: 'voice.live-region.not-running' | 'voice.live-region.behind'): Availability => ({
      available: false,
      reason: this.#messages.say(key),
    })
    if (!this.#region.isInFront()) return out('voice.live-region.behind')
    if (!(await this.#region.readerRuns())) return out('voice.live-region.not-running')
    return { available: true, name: this.#messages.say('voice.route.live-region') }
  }

  async speak(message: Message): Promise<Spoken> {
    const text = speakable(message.text)
    if (text === '') return { ok: true, end: 'spoken' }
    const { promise: silenced } = this.#silenced
    const there = await Promise.race([this.#taken.then(() => this.detect()), silenced])
    if (there === 'silenced') return { ok: true, end: 'silenced' }
    // Another window came to the front: another route says this one, and the next may come here again.
    if (!there.available) return failure('route-refused', there.reason)
    this.#region.announce({ text, lang: message.lang })
    this.#taken = new Promise((resolve) => (this.#timer = setTimeout(resolve, this.#gap)))
    return { ok: true, end: 'handed-over' }
  }

  /** Drops what waits for its turn; a reader cannot be told to drop what it was announced. */
  async silence(): Promise<void> {
    this.#silenced.resolve('silenced')
    this.#silenced = Promise.withResolvers()
    await Promise.resolve()
  }

  async close(): Promise<void> {
    await this.silence()
    clearTimeout(this.#timer)
    this.#taken = Promise.resolve()
  }
}
