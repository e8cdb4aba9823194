import type { Words } from '../speak/route'
import type { Voice } from '../speak/voice'
import type { Tell } from './tell'

interface NoticeParts {
  readonly voice: Pick<Voice, 'beginAnswer'>
  readonly tell: Tell
  /** Nothing else is being said, and nothing keeps notices back. */
  readonly isFree: () => boolean
}

/** `failure`: something did not work, which is always said in words. */
export type NoticeKind = 'notice' | 'failure'

interface Notice {
  readonly kind: NoticeKind
  readonly words: Words
}

/**
 * What Descry says that nobody asked for at that moment: how a download comes along. It never cuts off or
 * mixes into an answer, and waits while keys are learned; of one topic only the newest is said then.
 */
export class Notices {
  readonly #parts: NoticeParts
  readonly #waiting = new Map<string, Notice>()
  #speaking = false

  constructor(parts: NoticeParts) {
    this.#parts = parts
  }

  /** @param topic a newer notice of it takes the place of one that was not said yet */
  say(topic: string, words: Words, kind: NoticeKind = 'notice'): void {
    this.#waiting.delete(topic)
    this.#waiting.set(topic, { kind, words })
    this.wake()
  }

  /** To be called when the voice fell silent; what keeps notices back ends with words, too. */
  wake(): void {
    for (const [topic, { kind, words }] of this.#waiting) {
      if (this.#speaking || !this.#parts.isFree()) return
      this.#waiting.delete(topic)
      if (kind === 'failure') this.#speak(words)
      else this.#parts.tell('notices', [words], () => this.#speak(words))
    }
  }

  #speak(words: Words): void {
    this.#speaking = true
    const spoken = this.#parts.voice.beginAnswer('progress')
    spoken.say(words)
    void spoken.end().finally(() => {
      this.#speaking = false
      this.wake()
    })
  }
}
