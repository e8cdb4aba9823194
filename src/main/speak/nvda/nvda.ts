import { failure } from '../../../shared/codes'
import type { MessageKey, Messages } from '../../../shared/messages'
import type { Availability, BrailleMessage, Message, Route, RouteTraits, Spoken, VoiceSettings } from '../route'
import { READER_RATE, soundingUntil } from '../sounding'
import { speakable } from '../speakable'
import type { ControllerClient, NvdaLook } from './client'
import { outcomeOf, type NvdaOutcome } from './outcome'
import { symbolLevel } from './ssml'
import { Utterance, type UtteranceEnd } from './utterance'

/** Two looks, the second after an NVDA was lost, stay within a detect's second and a half; milliseconds. */
const FIRST_LOOK = 1000
const SECOND_LOOK = 400
/** So many calls that never return are enough: from then on the end of a text is not waited for any more. */
const MOST_ABANDONED = 4

const SSML_TRAITS = { reportsEnd: true, reportsSilenced: true, separateBraille: true, language: true }
/** Before NVDA 2024.1. */
const PLAIN_TRAITS = { reportsEnd: false, reportsSilenced: false, separateBraille: true, language: false }

export interface NvdaOptions {
  readonly client: ControllerClient
  readonly messages: Messages
  /** Read anew for every message; of an NVDA's voice only the punctuation is ours to set. */
  readonly settings: VoiceSettings
  /** Where a user may put the client's library, for the sentence that says so. */
  readonly folder: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Until when text that an earlier process handed over probably sounds, in the clock of `now`. */
  readonly soundingUntil?: number
}

interface Reader {
  readonly pid: number | undefined
  readonly ssml: boolean
}

const OUT: Readonly<Record<Exclude<NvdaLook['state'], 'running'>, MessageKey>> = {
  'not-running': 'voice.nvda.not-running',
  silent: 'voice.nvda.silent',
  'no-library': 'voice.nvda.no-library',
  'broken-library': 'voice.nvda.broken-library',
}

/**
 * NVDA through its controller client: in the user's own voice, from behind any window, and in braille. NVDA
 * 2024.1 and later tell the end of each message; older ones only take it.
 */
export class NvdaRoute implements Route {
  readonly id = 'nvda'
  readonly #options: NvdaOptions
  #reader: Reader | undefined
  #utterance: Utterance | undefined
  /** Of text whose end NVDA does not tell. */
  #soundingUntil: number
  /** Counts silences, so that a message on its way knows of one. */
  #silences = 0
  /** Silences that NVDA has not taken note of: what it is given before they are over is cut off by them. */
  #quieting: Promise<unknown> = Promise.resolve()

  constructor(options: NvdaOptions) {
    this.#options = options
    this.#soundingUntil = options.soundingUntil ?? 0
  }

  /** As of the NVDA that was found last; until one was, of a current one. */
  get traits(): RouteTraits {
    return !this.#reader || this.#speaksSsml(this.#reader) ? SSML_TRAITS : PLAIN_TRAITS
  }

  async detect(): Promise<Availability> {
    const { client, messages, folder } = this.#options
    let look = await client.look(FIRST_LOOK)
    if (look.state === 'not-running' && this.#reader) {
      // It may have been started anew; the library would go on asking the one that ended.
      await client.renew()
      look = await client.look(SECOND_LOOK)
    }
    if (look.state !== 'running') {
      this.#reader = undefined
      return { available: false, reason: messages.say(OUT[look.state], { folder }) }
    }
    // What an NVDA that ended was given sounds no more.
    if (this.#reader && this.#reader.pid !== look.pid) this.#soundingUntil = 0
    this.#reader = look
    return { available: true, name: look.ssml ? 'NVDA' : messages.say('voice.nvda.older') }
  }

  async speak(message: Message): Promise<Spoken> {
    const text = speakable(message.text)
    if (text === '') return { ok: true, end: 'spoken' }
    const silences = this.#silences
    await this.#quieting
    const reader = this.#reader ?? (await this.#find())
    if (silences !== this.#silences) return { ok: true, end: 'silenced' }
    if (!reader) return NOT_RUNNING
    const spoken = await this.#say(reader, text, message.lang)
    if (spoken.ok || spoken.code !== 'route-lost' || silences !== this.#silences) return spoken
    // It may be the NVDA before that ended: the one that is there now is given the text.
    const next = await this.#find()
    if (silences !== this.#silences) return { ok: true, end: 'silenced' }
    return next ? this.#say(next, text, message.lang) : spoken
  }

  async braille({ text }: BrailleMessage): Promise<Spoken> {
    const shown = speakable(text)
    if (shown === '') return { ok: true, end: 'spoken' }
    if (!this.#reader && !(await this.#find())) return NOT_RUNNING
    return this.#handedOver(outcomeOf(await this.#options.client.brailleMessage(shown)))
  }

  async silence(): Promise<void> {
    this.#silences += 1
    this.#quieting = Promise.all([this.#quieting, this.#quiet()])
    await this.#quieting
  }

  /** What NVDA took goes on; what we wait for ends. */
  async close(): Promise<void> {
    await this.#utterance?.silence()
    this.#reader = undefined
    await this.#options.client.close()
  }

  async #quiet(): Promise<void> {
    const { client, now } = this.#options
    const sounding = this.#soundingUntil > now()
    this.#soundingUntil = 0
    if (this.#utterance) await this.#utterance.silence()
    else if (sounding && (this.#reader ?? (await this.#find()))) await client.cancelSpeech()
  }

  async #find(): Promise<Reader | undefined> {
    await this.detect()
    return this.#reader
  }

  #speaksSsml(reader: Reader): boolean {
    return reader.ssml && this.#options.client.abandoned < MOST_ABANDONED
  }

  async #say(reader: Reader, text: string, lang: string): Promise<Spoken> {
    const { client, settings } = this.#options
    if (!this.#speaksSsml(reader)) return this.#sayPlain(text)
    const utterance = new Utterance(client, { text, lang, symbolLevel: symbolLevel(settings.punctuation) })
    this.#utterance = utterance
    const end = await utterance.end
    if (this.#utterance === utterance) this.#utterance = undefined
    return this.#spoken(end, text)
  }

  async #spoken(end: UtteranceEnd, text: string): Promise<Spoken> {
    switch (end) {
      case 'spoken':
      case 'silenced':
        return { ok: true, end }
      case 'unheard':
        return (await this.#find()) ? { ok: true, end: 'silenced' } : NOT_RUNNING
      case 'unknown':
        return { ok: true, end: 'handed-over' }
      case 'older':
        if (this.#reader) this.#reader = { ...this.#reader, ssml: false }
        return this.#sayPlain(text)
      case 'refused':
        return this.#sayPlain(text)
      default:
        return this.#failed(end)
    }
  }

  async #sayPlain(text: string): Promise<Spoken> {
    const { client, now } = this.#options
    const before = this.#soundingUntil
    this.#soundingUntil = soundingUntil(before, now(), text, READER_RATE)
    const spoken = this.#handedOver(outcomeOf(await client.speakText(text)))
    if (!spoken.ok) this.#soundingUntil = before
    return spoken
  }

  #handedOver(outcome: NvdaOutcome): Spoken {
    return outcome === 'done' ? { ok: true, end: 'handed-over' } : this.#failed(outcome)
  }

  #failed(outcome: Exclude<NvdaOutcome, 'done'>): Spoken {
    // It sleeps in this program, or is busy, or chokes on this text: the next message may well be spoken.
    if (outcome !== 'gone') return failure('route-refused', `NVDA: ${outcome}`)
    return failure('route-lost', 'NVDA ended or does not answer')
  }
}

const NOT_RUNNING = failure('route-lost', 'NVDA is not running')
