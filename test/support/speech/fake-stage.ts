import type {
  SpeechSynthesisStage,
  Utterance,
  UtteranceEnd,
} from '../../../src/main/speak/speech-synthesis/stage-speech'

export interface FakeStage extends SpeechSynthesisStage {
  readonly utterances: readonly Utterance[]
  /** Resolves when the next utterance begins. */
  next(): Promise<void>
  cancels(): number
  die(): void
}

/** A stage with two local voices and one that is not; "forever" sounds until it is cancelled. */
export function fakeStage(): FakeStage {
  const utterances: Utterance[] = []
  let waiting: (() => void)[] = []
  let cancel: (end: UtteranceEnd) => void = () => undefined
  let cancelled = 0
  let dead = false
  return {
    utterances,
    next: () => new Promise((resolve) => (waiting = [...waiting, resolve])),
    cancels: () => cancelled,
    die: () => void (dead = true),
    async voices() {
      if (dead) return []
      return [
        { name: 'Cloud', lang: 'en-US', local: false },
        { name: 'English', lang: 'en-US', local: true },
        { name: 'Deutsch', lang: 'de_DE', local: true },
      ]
    },
    async speak(utterance) {
      if (dead) return 'failed'
      utterances.push(utterance)
      for (const tell of waiting.splice(0)) tell()
      if (!utterance.text.includes('forever')) return 'spoken'
      return new Promise((resolve) => (cancel = resolve))
    },
    async cancel() {
      cancelled += 1
      cancel('silenced')
    },
  }
}
