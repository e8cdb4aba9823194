import { failure } from '../../../shared/codes'
import type { Messages } from '../../../shared/messages'
import type { Availability, BrailleMessage, Message, MessageKind, Route, Spoken } from '../route'
import { READER_RATE, soundingUntil } from '../sounding'
import { speakable } from '../speakable'
import type { JawsApi } from './jaws-api'
import { brailleCall } from './script-call'
import { troubleOf, wordsOf } from './trouble'

export interface JawsOptions {
  readonly api: JawsApi
  readonly messages: Messages
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Until when text that an earlier process handed over probably sounds, in the clock of `now`. */
  readonly soundingUntil?: number
}

/** What the user asked for may cut what JAWS says of the key and of windows that come and go; nothing else may. */
const FLUSHES: Readonly<Record<MessageKind, 'always' | 'first' | 'never'>> = {
  focus: 'always',
  answer: 'first',
  failure: 'first',
  progress: 'never',
  narration: 'never',
}

/**
 * JAWS by its COM interface, in the user's own voice; braille by a script function. It tells no end, and
 * stops only all of its speech, so that is sent only while our text probably sounds.
 *
 * Sources: Freedom Scientific's "FSAPI" (SayString, StopSpeech, RunFunction) and its JAWS scripting
 * reference (BrailleString: a flash message, for as long as the user set).
 */
export class JawsRoute implements Route {
  readonly id = 'jaws'
  readonly traits = { reportsEnd: false, reportsSilenced: false, separateBraille: true, language: false }
  readonly #options: JawsOptions
  #available = false
  #soundingUntil: number
  /** Counts silences, so that a message on its way knows of one. */
  #silences = 0

  constructor(options: JawsOptions) {
    this.#options = options
    this.#soundingUntil = options.soundingUntil ?? 0
  }

  async detect(): Promise<Availability> {
    const reply = await this.#options.api.look()
    const trouble = troubleOf(reply)
    this.#available = !trouble
    return trouble
      ? { available: false, reason: wordsOf(trouble, reply, this.#options.messages) }
      : { available: true, name: 'JAWS' }
  }

  async speak(message: Message): Promise<Spoken> {
    const text = speakable(message.text)
    if (text === '') return { ok: true, end: 'spoken' }
    const silences = this.#silences
    const there = await this.#there()
    if (!there.available) return failure('route-lost', there.reason)
    if (silences !== this.#silences) return { ok: true, end: 'silenced' }
    const now = this.#options.now()
    const before = this.#soundingUntil
    const flush = { always: true, first: before <= now, never: false }[FLUSHES[message.kind]]
    this.#soundingUntil = soundingUntil(flush ? 0 : before, now, text, READER_RATE)
    const reply = await this.#options.api.call('SayString', [text, flush])
    const spoken = this.#spoken(reply)
    // What JAWS did not answer may still be spoken, so it may still have to be silenced.
    if (!spoken.ok && reply) this.#soundingUntil = before
    return spoken
  }

  async braille(message: BrailleMessage): Promise<Spoken> {
    const text = speakable(message.text)
    if (text === '') return { ok: true, end: 'handed-over' }
    const there = await this.#there()
    if (!there.available) return failure('route-lost', there.reason)
    return this.#spoken(await this.#options.api.call('RunFunction', [brailleCall(text)]))
  }

  async silence(): Promise<void> {
    const { api, now } = this.#options
    this.#silences += 1
    if (this.#soundingUntil <= now()) return
    this.#soundingUntil = 0
    await api.call('StopSpeech', [])
  }

  close(): Promise<void> {
    return this.#options.api.close()
  }

  /** Looks only where the last look or call did not find it. */
  async #there(): Promise<Availability> {
    return this.#available ? { available: true, name: 'JAWS' } : this.detect()
  }

  #spoken(reply: Awaited<ReturnType<JawsApi['call']>>): Spoken {
    const { messages } = this.#options
    const trouble = troubleOf(reply)
    if (trouble) {
      this.#available = trouble.code === 'route-refused'
      return failure(trouble.code, wordsOf(trouble, reply, messages))
    }
    const taken = reply && 'taken' in reply && reply.taken
    return taken ? { ok: true, end: 'handed-over' } : failure('route-refused', messages.say('voice.jaws.refused'))
  }
}
