/** A voice as the Web Speech API lists it; `lang` is BCP 47. */
export interface StageVoice {
  readonly name: string
  readonly lang: string
  /** `localService`: it speaks on this machine. */
  readonly local: boolean
}

export interface Utterance {
  readonly id: number
  /** Plain text. */
  readonly text: string
  /** BCP 47. */
  readonly lang: string
  /** The name of a voice; without it the system's own for the language. */
  readonly voice?: string
  /** Factor of the voice's normal rate, 0.1 to 10. */
  readonly rate: number
  /** Factor of the voice's normal pitch, 0 to 2. */
  readonly pitch: number
  /** 0 to 1. */
  readonly volume: number
}

/** `silenced`: by `cancel`, or by whoever else stopped it. */
export type UtteranceEnd = 'spoken' | 'silenced' | 'failed'

/** The stage window's speechSynthesis. Rejects nothing: a stage that is gone has no voices. */
export interface SpeechSynthesisStage {
  voices(): Promise<readonly StageVoice[]>
  /** One at a time; resolves at its end. */
  speak(utterance: Utterance): Promise<UtteranceEnd>
  /** Ends what sounds, as `silenced`. */
  cancel(): Promise<void>
}
