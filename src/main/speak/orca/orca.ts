import { failure } from '../../../shared/codes'
import type { MessageKey, Messages } from '../../../shared/messages'
import { BUS_DEADLINE, type BusCall } from '../bus-connection'
import type { Availability, BrailleMessage, Message, Route, RouteTraits, Spoken } from '../route'
import type { SessionBus } from '../session-bus'
import { READER_RATE, soundingUntil } from '../sounding'
import { speakable } from '../speakable'
import { findReader, type Reader } from './reader'

export interface OrcaOptions {
  readonly bus: SessionBus
  readonly messages: Messages
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Until when text that an earlier process handed over probably sounds, in the clock of `now`. */
  readonly soundingUntil?: number
}

const HANDED_OVER: Spoken = { ok: true, end: 'handed-over' }
const SILENCED: Spoken = { ok: true, end: 'silenced' }

/**
 * Orca 49 and later over its D-Bus service: in the user's own voice and rate. Where the service has
 * calls for speech and for braille, each gets its own words; else one call does both. It tells no end, and
 * silences only all of its speech, so that is sent only while our text sounds.
 */
export class OrcaRoute implements Route {
  readonly id = 'orca'
  /** There while the Orca that was found has a call for braille alone. */
  braille?: (message: BrailleMessage) => Promise<Spoken>
  readonly #options: OrcaOptions
  #reader: Reader | undefined
  #soundingUntil: number
  /** Counts silences, so that a message on its way knows of one. */
  #silences = 0

  constructor(options: OrcaOptions) {
    this.#options = options
    this.#soundingUntil = options.soundingUntil ?? 0
  }

  /** Of the Orca that the last `detect` found. */
  get traits(): RouteTraits {
    const separateBraille = this.#reader?.handOver.display !== undefined
    return { reportsEnd: false, reportsSilenced: false, separateBraille, language: false }
  }

  async detect(): Promise<Availability> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<MessageKey>((resolve) => {
      timer = setTimeout(() => resolve('voice.orca.bus-silent'), BUS_DEADLINE)
    })
    const found = await Promise.race([findReader(this.#options.bus), late]).finally(() => clearTimeout(timer))
    this.#use(typeof found === 'string' ? undefined : found)
    return typeof found === 'string'
      ? { available: false, reason: this.#options.messages.say(found) }
      : { available: true, name: found.name }
  }

  async speak(message: Message): Promise<Spoken> {
    const text = speakable(message.text)
    if (text === '') return { ok: true, end: 'spoken' }
    const { now } = this.#options
    const silences = this.#silences
    if (!this.#reader) await this.detect()
    if (silences !== this.#silences) return SILENCED
    const reader = this.#reader
    if (!reader) return failure('route-lost', 'Orca is not running')
    const before = this.#soundingUntil
    this.#soundingUntil = soundingUntil(before, now(), text, READER_RATE)
    const { given, mayStillCome } = await this.#give(calling(reader, reader.handOver.speak, 's', [text]))
    // It may still be spoken, so it may still have to be silenced.
    if (!given.ok && !mayStillCome) this.#soundingUntil = before
    return given
  }

  async silence(): Promise<void> {
    const { bus, now } = this.#options
    this.#silences += 1
    if (this.#soundingUntil <= now()) return
    if (!this.#reader) await this.detect()
    this.#soundingUntil = 0
    const way = this.#reader?.silence
    if (way) await bus.call(way.call)
  }

  async close(): Promise<void> {
    this.#use(undefined)
    await this.#options.bus.close()
  }

  /** `persistent` is Orca's own: it stays until a key is pressed, else as long as the user's messages do. */
  async #display(reader: Reader, member: string, { text, persistent }: BrailleMessage): Promise<Spoken> {
    const words = speakable(text)
    if (words === '') return HANDED_OVER
    return (await this.#give(calling(reader, member, 'sb', [words, persistent]))).given
  }

  async #give(call: BusCall): Promise<{ readonly given: Spoken; readonly mayStillCome: boolean }> {
    const reply = await this.#options.bus.call(call)
    if (reply.ok) {
      const refused = reply.body[0] === false
      const given = refused ? failure('route-refused', `${call.member} answered false`) : HANDED_OVER
      return { given, mayStillCome: false }
    }
    this.#use(undefined)
    return { given: failure('route-lost', reply.detail), mayStillCome: reply.why === 'silent' }
  }

  #use(reader: Reader | undefined): void {
    this.#reader = reader
    const member = reader?.handOver.display
    if (reader && member !== undefined) this.braille = (message) => this.#display(reader, member, message)
    else delete this.braille
  }
}

function calling(
  { dialect: { service, path } }: Reader,
  member: string,
  signature: string,
  body: readonly unknown[],
): BusCall {
  return { destination: service, path, interface: service, member, signature, body }
}
