import type { StageRequest } from '../../shared/stage-protocol'

type SpeakRequest = Extract<StageRequest, { type: 'speak' }>
export type SpeechEnd = 'spoken' | 'silenced' | 'failed'
interface Voice {
  readonly name: string
  readonly lang: string
  readonly local: boolean
}

/** Voices come late the first time, or, where there are none, never: then this long is waited, milliseconds. */
const VOICES_DEADLINE = 800

/**
 * A cancel in the moment in which Speech Dispatcher begins to speak can be lost (4 of 13 tries up to 5 ms
 * after the text was given to it, none of 18 from 10 ms on): a cancel waits until the voice speaks, and
 * so long more, milliseconds.
 */
const YOUNG = 40
/** A voice that has not begun by then is cancelled nevertheless. */
const START_DEADLINE = 250

/** More are not told of: on Linux, speechSynthesis lists 13,000. */
const MOST_VOICES = 2000

/** An utterance that was begun and not ended; kept here, for Chromium forgets what nobody holds. */
interface Speaking {
  readonly utterance: SpeechSynthesisUtterance
  readonly end: (end: SpeechEnd) => void
  /** When the voice can hear a cancel; undefined before it was given the text. */
  audible?: Promise<unknown>
}

/** The system's voices through speechSynthesis; those that send the text elsewhere are never used. */
export class Speech {
  readonly #synthesis = speechSynthesis
  #speaking: Speaking | undefined
  /** Resolves when what was silenced is silent. */
  #silent: Promise<unknown> = Promise.resolve()

  constructor() {
    // The first look is what makes Chromium fetch the voices.
    this.#synthesis.getVoices()
  }

  /** The local voices; empty when there are none. Without the variants of espeak's, "English (America)+Adam". */
  async voices(): Promise<readonly Voice[]> {
    const voices = (await this.#local()).filter(({ name }) => !name.includes('+')).slice(0, MOST_VOICES)
    return voices.map(({ name, lang, localService }) => ({ name, lang, local: localService }))
  }

  /** Speaks one text after silencing the one before; resolves when it ends, however. */
  async speak({ text, lang, voice, rate, pitch, volume }: SpeakRequest): Promise<SpeechEnd> {
    this.cancel()
    const utterance = new SpeechSynthesisUtterance(text)
    Object.assign(utterance, { lang, rate, pitch, volume })
    const { promise: ended, resolve } = Promise.withResolvers<SpeechEnd>()
    const speaking: Speaking = { utterance, end: resolve }
    this.#speaking = speaking
    const chosen = choose(await this.#local(), voice, lang)
    await this.#silent
    // SECURITY: without a chosen voice Chromium takes any, also one that sends the text over the network.
    if (!chosen) this.#finish(utterance, 'failed')
    // Silenced while the voices were looked up, or nothing to speak with.
    if (!chosen || !this.#is(utterance)) return ended
    utterance.voice = chosen
    utterance.addEventListener('end', () => this.#finish(utterance, 'spoken'))
    utterance.addEventListener('error', ({ error }) => {
      this.#finish(utterance, error === 'canceled' || error === 'interrupted' ? 'silenced' : 'failed')
    })
    speaking.audible = audible(utterance)
    this.#synthesis.speak(utterance)
    // A synthesis that was paused keeps everything back without a word.
    this.#synthesis.resume()
    return ended
  }

  /** Silences what sounds or is about to; its `speak` resolves as silenced at once. */
  cancel(): void {
    const speaking = this.#speaking
    if (!speaking) return
    this.#finish(speaking.utterance, 'silenced')
    if (speaking.audible) this.#silent = speaking.audible.then(() => this.#synthesis.cancel())
  }

  #is(utterance: SpeechSynthesisUtterance): boolean {
    return this.#speaking?.utterance === utterance
  }

  #finish(utterance: SpeechSynthesisUtterance, end: SpeechEnd): void {
    if (this.#speaking?.utterance !== utterance) return
    const { end: tell } = this.#speaking
    this.#speaking = undefined
    tell(end)
  }

  async #local(): Promise<SpeechSynthesisVoice[]> {
    const local = (): SpeechSynthesisVoice[] => this.#synthesis.getVoices().filter((voice) => voice.localService)
    if (local().length > 0) return local()
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const timer = setTimeout(resolve, VOICES_DEADLINE, undefined)
    const changed = (): void => {
      if (local().length > 0) resolve(undefined)
    }
    this.#synthesis.addEventListener('voiceschanged', changed)
    await promise
    clearTimeout(timer)
    this.#synthesis.removeEventListener('voiceschanged', changed)
    return local()
  }
}

/** Resolves when the voice has been speaking for a moment, or has ended, or does not begin. */
function audible(utterance: SpeechSynthesisUtterance): Promise<unknown> {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const done = (): void => resolve(undefined)
  utterance.addEventListener('start', () => setTimeout(done, YOUNG))
  for (const name of ['end', 'error'] as const) utterance.addEventListener(name, done)
  setTimeout(done, START_DEADLINE)
  return promise
}

/** The voice of this name, else the first of the language, best the same region, else the system's own. */
function choose(
  voices: readonly SpeechSynthesisVoice[],
  name: string | undefined,
  lang: string,
): SpeechSynthesisVoice | undefined {
  const wanted = lang.toLowerCase()
  const [language = ''] = wanted.split('-')
  const is = (voice: SpeechSynthesisVoice): string => voice.lang.toLowerCase().replace('_', '-')
  return (
    voices.find((voice) => voice.name === name) ??
    voices.find((voice) => is(voice) === wanted) ??
    voices.find((voice) => is(voice).split('-')[0] === language) ??
    voices.find((voice) => voice.default) ??
    voices[0]
  )
}
