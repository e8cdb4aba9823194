import type { Words } from '../speak/route'
import type { Voice } from '../speak/voice'

interface NoticeParts {
  readonly voice: Pick<Voice, 'beginAnswer'>
  /** Nothing else is being said, and nothing keeps notices back. */
  readonly isFree: () => boolean
}

/**
 * What Descry says that nobody asked for at that moment: how a download comes along. It never cuts off or
 * mixes into an answer, and waits while keys are learned; of one topic only the newest is said then.
 */
export class Notices {
  readonly #parts: NoticeParts
  readonly #waiting = new Map<string, Words>()
  #speaking = false

  constructor(parts: NoticeParts) {
    this.#parts = parts
  }

  /** @param topic a newer notice of it takes the place of one that was not said yet */
  say(topic: string, words: Words): void {
    this.#waiting.delete(topic)
    this.#waiting.set(topic, words)
    this.wake()
  }

  /** To be called when the voice fell silent; what keeps notices back ends with words, too. */
  wake(): void {
    const [next] = this.#waiting
    if (this.#speaking || next === undefined || !this.#parts.isFree()) return
    const [topic, words] = next
    this.#waiting.delete(topic)
    this.#speaking = true
    const spoken = this.#parts.voice.beginAnswer('progress')
    spoken.say(words)
    void spoken.end().finally(() => {
      this.#speaking = false
      this.wake()
    })
  }
}
