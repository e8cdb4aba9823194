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
 * The running screen reader by way of a live region in Descry's window: the last way to speak through
 * a reader, and only while that window is in front. Nothing is told about what becomes of the words.
 */
export class LiveRegionRoute implements Route {
  readonly id = 'live-region'
  readonly traits = { reportsEnd: false, reportsSilenced: false, separateBraille: false, language: false }
  readonly #region: LiveRegion
  readonly #messages: Messages

  constructor(region: LiveRegion, messages: Messages) {
    this.#region = region
    this.#messages = messages
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
    // Another window came to the front: another route says this one, and the next may come here again.
    const there = await this.detect()
    if (!there.available) return failure('route-refused', there.reason)
    this.#region.announce({ text, lang: message.lang })
    return { ok: true, end: 'handed-over' }
  }

  /** A reader cannot be told to drop what it was announced. */
  async silence(): Promise<void> {
    await Promise.resolve()
  }

  async close(): Promise<void> {
    await Promise.resolve()
  }
}
