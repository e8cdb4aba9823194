import { setTimeout as wait } from 'node:timers/promises'
import { failure } from '../../../shared/codes'
import type { MessageKey, Messages } from '../../../shared/messages'
import { BUS_DEADLINE, nameHasOwner, unixAddress } from '../bus-connection'
import type { Availability, Message, Route, Spoken } from '../route'
import { READER_RATE, soundingUntil } from '../sounding'
import type { SessionBus } from '../session-bus'
import { speakable } from '../speakable'
import type { AtSpiApplication } from './application'
import { findReader, type Reader } from './reader'

const LAUNCHER = 'org.a11y.Bus'

export interface AtSpiOptions {
  readonly bus: SessionBus
  readonly messages: Messages
  /** Whether the process of this id is this user's Orca. */
  readonly isOrca?: (pid: string) => Promise<boolean>
  /** Silences what the reader says, ours and all else. */
  readonly cancelSpeech: () => Promise<unknown>
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Until when text that an earlier process handed over probably sounds, in the clock of `now`. */
  readonly soundingUntil?: number
}

/** Orca speaks words a moment after it fetched them: a silence in between must not miss them. Milliseconds. */
const FETCHED_TO_SPOKEN = 150

/**
 * Orca 43 to 48, which offer no service: Descry is a small application on the accessibility bus, whose
 * messages Orca presents whichever window is in front, in the user's own voice, and in braille too.
 * Nothing can be asked of these versions: no end is told; they are silenced at the voice that they speak through.
 */
export class AtSpiRoute implements Route {
  readonly id = 'at-spi'
  readonly traits = { reportsEnd: false, reportsSilenced: false, separateBraille: false, language: false }
  readonly #options: AtSpiOptions
  #soundingUntil: number
  /** When the reader last came for words, in the clock of `now`. */
  #fetchedAt = -Infinity
  #application: AtSpiApplication | undefined
  #opening: Promise<AtSpiApplication | undefined> | undefined
  #reader: Reader | undefined
  /** Counts silences, so that a message on its way knows of one. */
  #silences = 0

  constructor(options: AtSpiOptions) {
    this.#options = options
    this.#soundingUntil = options.soundingUntil ?? 0
  }

  async detect(): Promise<Availability> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<MessageKey>((resolve) => {
      timer = setTimeout(() => resolve('voice.orca.bus-silent'), BUS_DEADLINE)
    })
    const found = await Promise.race([this.#find(), late]).finally(() => clearTimeout(timer))
    this.#reader = typeof found === 'string' ? undefined : found
    return typeof found === 'string'
      ? { available: false, reason: this.#options.messages.say(found) }
      : { available: true, name: 'Orca' }
  }

  async speak(message: Message): Promise<Spoken> {
    const text = speakable(message.text)
    if (text === '') return { ok: true, end: 'spoken' }
    const silences = this.#silences
    // The reader of the last message may be another process now, or none.
    const there = await this.detect()
    if (silences !== this.#silences) return { ok: true, end: 'silenced' }
    const reader = this.#reader
    if (!there.available || !reader) return failure('route-lost', 'Orca does not listen')
    const words = { text, lang: message.lang }
    let shown = await this.#application?.show(reader, words)
    // What the reader did not come for it cannot present any more, so it is shown anew.
    if (shown === 'late') shown = await this.#application?.show(reader, words)
    if (shown === 'taken') {
      const now = this.#options.now()
      this.#soundingUntil = soundingUntil(this.#soundingUntil, now, text, READER_RATE)
      this.#fetchedAt = now
      return { ok: true, end: 'handed-over' }
    }
    if (shown === 'hidden') return { ok: true, end: 'silenced' }
    if (shown === 'late') return failure('route-refused', 'Orca did not come for the message')
    return failure('route-lost', 'Orca ended')
  }

  async silence(): Promise<void> {
    const { now, cancelSpeech } = this.#options
    this.#silences += 1
    this.#application?.hide()
    if (this.#soundingUntil <= now()) return
    this.#soundingUntil = 0
    await cancelSpeech()
    const late = FETCHED_TO_SPOKEN - (now() - this.#fetchedAt)
    if (late <= 0) return
    await wait(late)
    await cancelSpeech()
  }

  async close(): Promise<void> {
    await this.#opening
    const application = this.#application
    this.#application = undefined
    await application?.close()
    await this.#options.bus.close()
  }

  async #find(): Promise<Reader | MessageKey> {
    const owned = await this.#options.bus.call(nameHasOwner(LAUNCHER))
    if (!owned.ok) return owned.why === 'no-bus' ? 'voice.orca.no-bus' : 'voice.orca.bus-silent'
    if (owned.body[0] !== true) return 'voice.at-spi.no-bus'
    const application = await this.#connected()
    if (!application) return 'voice.at-spi.no-bus'
    const reader = await findReader((call) => application.call(call), this.#options.isOrca)
    return reader ?? 'voice.at-spi.not-running'
  }

  async #connected(): Promise<AtSpiApplication | undefined> {
    if (this.#application) return this.#application
    this.#opening ??= this.#open().finally(() => (this.#opening = undefined))
    return this.#opening
  }

  async #open(): Promise<AtSpiApplication | undefined> {
    const reply = await this.#options.bus.call({
      destination: LAUNCHER,
      path: '/org/a11y/bus',
      interface: LAUNCHER,
      member: 'GetAddress',
    })
    const given: unknown = reply.ok ? reply.body[0] : undefined
    const address = unixAddress(typeof given === 'string' ? given : undefined)
    if (address === undefined) return undefined
    const { AtSpiApplication: Application } = await import('./application')
    const application = await Application.open(address)
    this.#application = application
    void application?.ended.then(() => {
      if (this.#application === application) this.#application = undefined
    })
    return application
  }
}
