import { SAMPLE_RATE, type Hearing } from '../../../shared/engine-protocol'

/** Samples that the voice activity's graph is asked about at once, at 16 kHz. */
export const WINDOW = 512
const WINDOW_MS = (WINDOW / SAMPLE_RATE) * 1000

/**
 * Silero's own values (github.com/snakers4/silero-vad, src/silero_vad/utils_vad.py, get_speech_timestamps):
 * speech begins at `threshold`, ends below `neg_threshold`, which is 0.15 less, and only after
 * `min_silence_duration_ms`; what is shorter than `min_speech_duration_ms` was none.
 */
const ACTIVITY = { begins: 0.5, ends: 0.35, leastSilence: 100, leastSpeech: 250 } as const

/** Stretch of windows with speech, `to` exclusive. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Where in a stream somebody speaks, from the probability of speech of one window after the other. */
export class SpeechSpans {
  #windows = 0
  #begun: number | null = null
  /** First window of the pause that may turn out to be the end of the speech. */
  #pause: number | null = null
  #last = 0
  #spoken = 0
  readonly #ended: Span[] = []

  /** @param probability of speech in the next window, 0 to 1 */
  push(probability: number): void {
    const window = this.#windows++
    if (probability >= ACTIVITY.begins) {
      this.#begun ??= window
      this.#pause = null
    } else if (this.#begun !== null && (this.#pause !== null || probability < ACTIVITY.ends)) {
      this.#pause ??= window
      if ((this.#windows - this.#pause) * WINDOW_MS >= ACTIVITY.leastSilence) this.#end(this.#pause)
      return
    }
    if (this.#begun === null) return
    this.#spoken++
    this.#last = this.#windows
  }

  get hearing(): Hearing {
    const speech = this.#spoken * WINDOW_MS
    return { speaking: this.#begun !== null, speech, silence: (this.#windows - this.#last) * WINDOW_MS }
  }

  /** Every stretch that was long enough to be speech, the one that goes on among them. */
  get spans(): readonly Span[] {
    const going = this.#begun === null ? [] : [{ from: this.#begun, to: this.#pause ?? this.#windows }]
    return [...this.#ended, ...going].filter(({ from, to }) => (to - from) * WINDOW_MS >= ACTIVITY.leastSpeech)
  }

  #end(to: number): void {
    if (this.#begun !== null) this.#ended.push({ from: this.#begun, to })
    this.#begun = null
    this.#pause = null
  }
}
