import type { StagePort } from './stage-port'

/** What is to be spoken, in the terms of SpeechSynthesisUtterance. */
interface Utterance {
  readonly text: string
  /** BCP 47. */
  readonly lang: string
  readonly voice?: string
  readonly rate: number
  readonly pitch: number
  readonly volume: number
}

interface Voice {
  readonly name: string
  readonly lang: string
  readonly local: boolean
}

/** Voices come late the first time, milliseconds. */
const VOICES_DEADLINE = 3000
/** No voice needs longer for a letter, milliseconds; who speaks watches closer than this. */
const LETTER = 400
const ALWAYS = 30_000

/** speechSynthesis of the stage window. A stage that is gone has no voices, and what it was given failed. */
export class StageSpeech {
  readonly #stage: StagePort

  constructor(stage: StagePort) {
    this.#stage = stage
  }

  /** The local voices, none when there is no stage. */
  async voices(): Promise<readonly Voice[]> {
    const asked = await this.#stage.ask({ type: 'voices' }, VOICES_DEADLINE)
    return asked.ok ? asked.answer.voices : []
  }

  /** One at a time: a new one silences the one before. Resolves at its end. */
  async speak(utterance: Utterance): Promise<'spoken' | 'silenced' | 'failed'> {
    const { text, lang, voice, rate, pitch, volume } = utterance
    const request = { type: 'speak', text, lang, rate, pitch, volume, ...(voice === undefined ? {} : { voice }) } as const
    const asked = await this.#stage.ask(request, ALWAYS + text.length * LETTER)
    if (asked.ok) return asked.answer.end
    await this.cancel()
    return 'failed'
  }

  async cancel(): Promise<void> {
    this.#stage.tell({ type: 'speech-cancel' })
  }
}
