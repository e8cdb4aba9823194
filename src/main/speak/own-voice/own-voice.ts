import { failure } from '../../../shared/codes'
import type { Messages } from '../../../shared/messages'
import type { Playback, SoundSink } from '../player'
import { readSigns } from '../punctuation'
import type { Availability, Driven, Message, Route, Spoken, VoiceSettings } from '../route'
import { speakable } from '../speakable'
import { quieter, type Pcm } from '../wav'
import { chooseSynthesiser, OWN_RATE, type Synthesiser } from './synthesiser'
import { pieces } from './pieces'

export interface OwnVoiceOptions {
  readonly synthesisers: readonly Synthesiser[]
  readonly sink: SoundSink
  readonly settings: VoiceSettings
  readonly messages: Messages
  /** Whether anything could sound here; not asked of a file. */
  readonly hasSoundDevice: () => boolean
}

interface Speaking {
  readonly silenced: AbortController
  /** Settles the message at once, whatever is still being made for it. */
  readonly silence: () => void
}

const SILENCED: Spoken = { ok: true, end: 'silenced' }

/** Descry's own voice: text to sound in memory, sound to the system's player, which is killed to stop. */
export class OwnVoiceRoute implements Route {
  readonly id = 'own-voice'
  readonly traits = { reportsEnd: true, reportsSilenced: true, separateBraille: false, language: true }
  readonly #options: OwnVoiceOptions
  #speaking: Speaking | undefined
  /** What may still be heard: a player that began late outlives its sound, into the next one. */
  readonly #playbacks = new Set<Playback>()

  constructor(options: OwnVoiceOptions) {
    this.#options = options
  }

  async detect(): Promise<Availability> {
    const { messages, sink, synthesisers, settings, hasSoundDevice } = this.#options
    const voice = await chooseSynthesiser(synthesisers, messages.locale, settings.voice)
    if (!voice) return { available: false, reason: messages.say('voice.own-voice.no-voice') }
    if (!hasSoundDevice()) return { available: false, reason: messages.say('voice.no-sound-device') }
    const player = sink.name()
    if (!player) return { available: false, reason: messages.say('voice.own-voice.no-player') }
    return { available: true, name: messages.say('voice.own-voice.name', { voice: voice.name, player }) }
  }

  async speak(message: Message): Promise<Spoken> {
    const { promise, resolve } = Promise.withResolvers<Spoken>()
    const speaking: Speaking = { silenced: new AbortController(), silence: () => resolve(SILENCED) }
    this.#speaking = speaking
    void this.#say(message, speaking).then(resolve)
    const spoken = await promise
    if (this.#speaking === speaking) this.#speaking = undefined
    return spoken
  }

  async driven(): Promise<Driven> {
    const there = this.#options.synthesisers.filter((s) => s.available())
    const voices = await Promise.all(there.map((s) => s.voices()))
    return { rate: OWN_RATE, volume: true, voices: voices.flat() }
  }

  async silence(): Promise<void> {
    const speaking = this.#speaking
    speaking?.silenced.abort()
    const stopped = [...this.#playbacks].map((playback) => playback.stop())
    speaking?.silence()
    await Promise.all(stopped)
  }

  async close(): Promise<void> {
    if (this.#speaking) await this.silence()
    await Promise.all([...this.#playbacks].map((playback) => playback.gone))
    await Promise.all(this.#options.synthesisers.map((s) => s.close()))
  }

  async #say(message: Message, speaking: Speaking): Promise<Spoken> {
    const { synthesisers, sink, settings } = this.#options
    const voice = await chooseSynthesiser(synthesisers, message.lang, settings.voice)
    if (!voice) return failure('no-voice', 'no synthesiser')
    const texts = pieces(readSigns(speakable(message.text), message.lang, settings.punctuation))
    const make = (text: string | undefined) =>
      text === undefined ? undefined : voice.synthesise(text, message.lang, settings, speaking.silenced.signal)
    let making = make(texts[0])
    for (let i = 0; making !== undefined; i++) {
      const made = await making
      if (speaking.silenced.signal.aborted) return SILENCED
      if (!made.ok) return made
      // The next piece is made while this one sounds.
      making = make(texts[i + 1])
      if (made.pcm.samples.length === 0) continue
      const end = await this.#play(quieter(made.pcm, settings.volume)).done
      if (end === 'stopped') return SILENCED
      if (end === 'failed') return failure(sink.failure, `${sink.name() ?? 'every player'} failed`)
    }
    return { ok: true, end: 'spoken' }
  }

  #play(sound: Pcm): Playback {
    const playback = this.#options.sink.play(sound)
    this.#playbacks.add(playback)
    void playback.gone.then(() => this.#playbacks.delete(playback))
    return playback
  }
}
