import { failure } from '../../../shared/codes'
import type { Messages } from '../../../shared/messages'
import { readSigns } from '../punctuation'
import { namedVoice, voicesFor } from '../named-voice'
import type { Availability, Driven, Message, Route, Spoken, VoiceSettings } from '../route'
import { speechTime } from '../sounding'
import { speakable } from '../speakable'
import { ownRate, pitchFactor, rateFactor } from './scale'
import type { SpeechSynthesisStage, StageVoice, UtteranceEnd } from './stage-speech'

/** A stage that does not list its voices by then is as good as gone; milliseconds. */
const VOICES_DEADLINE = 1000
/** Slower than any voice speaks, words a minute: an utterance that takes longer will never end. */
const SLOWEST_RATE = 60
const ALWAYS_LEFT = 5000

export interface SpeechSynthesisOptions {
  readonly stage: SpeechSynthesisStage
  readonly settings: VoiceSettings
  readonly messages: Messages
  readonly platform: NodeJS.Platform
}

interface Speaking {
  silenced: boolean
  /** The stage was given the utterance. */
  out: boolean
  readonly silence: () => void
}

/**
 * The system's voice by Chromium's speechSynthesis in the stage window.
 *
 * SECURITY: only voices with `localService`: the others would send the text to a server.
 */
export class SpeechSynthesisRoute implements Route {
  readonly id = 'speech-synthesis'
  readonly traits = { reportsEnd: true, reportsSilenced: true, separateBraille: false, language: true }
  readonly #options: SpeechSynthesisOptions
  #lastId = 0
  #speaking: Speaking | undefined

  constructor(options: SpeechSynthesisOptions) {
    this.#options = options
  }

  async detect(): Promise<Availability> {
    const { messages, settings } = this.#options
    const voices = await this.#voices()
    if (!voices) return { available: false, reason: messages.say('voice.speech-synthesis.silent') }
    const voice = chooseVoice(voices, messages.locale, settings.voice)
    return voice
      ? { available: true, name: voice.name }
      : { available: false, reason: messages.say('voice.speech-synthesis.no-voice') }
  }

  async speak(message: Message): Promise<Spoken> {
    const { promise: silenced, resolve } = Promise.withResolvers<Spoken>()
    const speaking: Speaking = {
      silenced: false,
      out: false,
      silence: () => {
        speaking.silenced = true
        resolve({ ok: true, end: 'silenced' })
      },
    }
    this.#speaking = speaking
    try {
      return await Promise.race([this.#say(message, speaking), silenced])
    } finally {
      if (this.#speaking === speaking) this.#speaking = undefined
    }
  }

  async driven(): Promise<Driven> {
    const { platform } = this.#options
    const voices = ((await this.#voices()) ?? []).filter((voice) => voice.local)
    // On Linux Chromium does not pass the volume on.
    return { rate: ownRate(platform), volume: platform !== 'linux', voices: voices.map(({ name, lang }) => ({ name, lang })) }
  }

  async silence(): Promise<void> {
    const speaking = this.#speaking
    speaking?.silence()
    if (speaking?.out) await withDeadline(this.#options.stage.cancel(), VOICES_DEADLINE)
  }

  async close(): Promise<void> {
    await this.silence()
  }

  async #say(message: Message, speaking: Speaking): Promise<Spoken> {
    const { stage, settings, platform } = this.#options
    const text = readSigns(speakable(message.text), message.lang, settings.punctuation)
    // On Linux Chromium does not pass the volume on (tried with 156), so silence has to be kept here.
    if (text === '' || settings.volume === 0) return { ok: true, end: 'spoken' }
    const voice = chooseVoice((await this.#voices()) ?? [], message.lang, settings.voice)
    if (!voice) return failure('route-lost', 'no local voice')
    if (speaking.silenced) return { ok: true, end: 'silenced' }
    speaking.out = true
    const utterance = {
      id: ++this.#lastId,
      text,
      lang: message.lang,
      voice: voice.name,
      rate: rateFactor(settings.rate, platform),
      pitch: pitchFactor(settings.pitch, platform),
      volume: settings.volume,
    }
    const patience = speechTime(text, SLOWEST_RATE) + ALWAYS_LEFT
    const end = await withDeadline<UtteranceEnd>(stage.speak(utterance), patience)
    if (end === 'spoken' || end === 'silenced') return { ok: true, end }
    // It must not come late, behind what another route says.
    if (end === undefined) await withDeadline(stage.cancel(), VOICES_DEADLINE)
    return failure('route-lost', end ?? 'the utterance never ended')
  }

  #voices(): Promise<readonly StageVoice[] | undefined> {
    return withDeadline(this.#options.stage.voices(), VOICES_DEADLINE)
  }
}

/** The local voice for a language: the one that was chosen, one of exactly it, of its first part, else the first. Pure. */
export function chooseVoice(voices: readonly StageVoice[], lang: string, name?: string): StageVoice | undefined {
  const local = voices.filter((voice) => voice.local)
  const tag = lang.toLowerCase()
  return (
    namedVoice(local, name, lang) ??
    local.find((voice) => voice.lang.toLowerCase().replace('_', '-') === tag) ??
    voicesFor(local, lang)[0] ??
    local[0]
  )
}

async function withDeadline<T>(answer: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds)
  })
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}
