import { failure } from '../../../shared/codes'
import type { MessageKey, Messages } from '../../../shared/messages'
import type { Availability, Message, Route, Spoken } from '../route'
import { BUS_DEADLINE, nameHasOwner, type BusCall } from '../bus-connection'
import type { SessionBus } from '../session-bus'
import { soundingUntil } from '../sounding'
import { speakable } from '../speakable'
import { DIALECTS, type Dialect, type SilenceWay } from './dialect'
import { methodsOf } from './introspection'

/**
 * The reader's own rate is unknown; a slow one is assumed, words a minute, so that Stop still works
 * near an answer's end.
 */
const READER_RATE = 120

export interface OrcaOptions {
  readonly bus: SessionBus
  readonly messages: Messages
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Until when text that an earlier process handed over probably sounds, in the clock of `now`. */
  readonly soundingUntil?: number
}

interface Reader {
  readonly dialect: Dialect
  readonly silence: SilenceWay | undefined
  readonly name: string
}

/**
 * Orca 49 and later over its D-Bus service: in the user's own voice and rate, and in braille too. It
 * tells no end, and silences only all of its speech, so that is sent only while our text sounds.
 */
export class OrcaRoute implements Route {
  readonly id = 'orca'
  readonly traits = { reportsEnd: false, reportsSilenced: false, separateBraille: false, language: false }
  readonly #options: OrcaOptions
  #reader: Reader | undefined
  #soundingUntil: number
  /** Counts silences, so that a message on its way knows of one. */
  #silences = 0

  constructor(options: OrcaOptions) {
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
      : { available: true, name: found.name }
  }

  async speak(message: Message): Promise<Spoken> {
    const text = speakable(message.text)
    if (text === '') return { ok: true, end: 'spoken' }
    const { bus, now } = this.#options
    const silences = this.#silences
    if (!this.#reader) await this.detect()
    if (silences !== this.#silences) return { ok: true, end: 'silenced' }
    const reader = this.#reader
    if (!reader) return failure('route-lost', 'Orca is not running')
    const before = this.#soundingUntil
    this.#soundingUntil = soundingUntil(before, now(), text, READER_RATE)
    const reply = await bus.call(presenting(reader.dialect, text))
    if (reply.ok && reply.body[0] !== false) return { ok: true, end: 'handed-over' }
    if (!reply.ok && reply.why === 'silent') {
      // It may still be spoken, so it may still have to be silenced.
      this.#reader = undefined
      return failure('route-lost', reply.detail)
    }
    this.#soundingUntil = before
    if (reply.ok) return failure('route-refused', 'PresentMessage answered false')
    this.#reader = undefined
    return failure('route-lost', reply.detail)
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
    this.#reader = undefined
    await this.#options.bus.close()
  }

  async #find(): Promise<Reader | MessageKey> {
    let strange = false
    for (const dialect of DIALECTS) {
      const { service, path } = dialect
      const owned = await this.#options.bus.call(nameHasOwner(service))
      if (!owned.ok) return owned.why === 'no-bus' ? 'voice.orca.no-bus' : 'voice.orca.bus-silent'
      if (owned.body[0] !== true) continue
      const methods = methodsOf(await this.#introspect(service, path)).get(service)
      strange = true
      if (!methods?.has('PresentMessage')) continue
      const [silence, name] = await Promise.all([this.#silenceWay(dialect), this.#name(dialect)])
      return { dialect, silence, name }
    }
    return strange ? 'voice.orca.strange' : 'voice.orca.not-running'
  }

  async #silenceWay(dialect: Dialect): Promise<SilenceWay | undefined> {
    for (const way of dialect.silence) {
      const { destination, path, interface: iface, member } = way.call
      const methods = methodsOf(await this.#introspect(destination, path)).get(iface)
      if (!methods?.has(member)) continue
      if (way.command === undefined) return way
      const listed = await this.#options.bus.call({
        destination,
        path,
        interface: iface,
        member: 'ListCommands',
      })
      const commands = listed.ok && Array.isArray(listed.body[0]) ? listed.body[0] : []
      if (commands.some((c: unknown) => Array.isArray(c) && c[0] === way.command)) return way
    }
    return undefined
  }

  async #name({ service, path }: Dialect): Promise<string> {
    const call = { destination: service, path, interface: service, member: 'GetVersion' }
    const reply = await this.#options.bus.call(call)
    const version =
      reply.ok && typeof reply.body[0] === 'string' ? /[\d.]+/.exec(reply.body[0])?.[0] : undefined
    return version ? `Orca ${version}` : 'Orca'
  }

  async #introspect(destination: string, path: string): Promise<unknown> {
    const iface = 'org.freedesktop.DBus.Introspectable'
    const reply = await this.#options.bus.call({ destination, path, interface: iface, member: 'Introspect' })
    return reply.ok ? reply.body[0] : undefined
  }
}

function presenting({ service, path }: Dialect, text: string): BusCall {
  return {
    destination: service,
    path,
    interface: service,
    member: 'PresentMessage',
    signature: 's',
    body: [text],
  }
}
