import type { MessageKey } from '../../../shared/messages'

/** Why there is nothing that could be described: of a camera, and of a screen or a window. */
export type Condition = 'dark' | 'covered' | 'blurred' | 'gone' | 'hidden' | 'behind' | 'screen-gone'

interface ConditionWords {
  readonly is: MessageKey
  readonly over: MessageKey
}

const WORDS: Readonly<Record<Condition, ConditionWords>> = {
  dark: { is: 'narration.dark', over: 'narration.sees-again' },
  covered: { is: 'narration.covered', over: 'narration.sees-again' },
  blurred: { is: 'narration.blurred', over: 'narration.sharp-again' },
  gone: { is: 'narration.gone', over: 'narration.back' },
  hidden: { is: 'narration.hidden', over: 'narration.hidden-over' },
  behind: { is: 'narration.behind', over: 'narration.behind-over' },
  'screen-gone': { is: 'narration.screen-gone', over: 'narration.screen-back' },
}

/** What hinders narration: each is said once while it lasts, and its end is said if it was. */
export class Hindrance {
  #now: Condition | null = null
  #said: Condition | null = null

  get now(): Condition | null {
    return this.#now
  }

  /** @returns whether that is another one than before */
  set(condition: Condition | null): boolean {
    const isOther = condition !== this.#now
    this.#now = condition
    return isOther
  }

  /** What is to be said of it: that it hinders, or that it no longer does; null where that was said. */
  get words(): MessageKey | null {
    if (this.#now === this.#said) return null
    if (this.#now !== null) return WORDS[this.#now].is
    return this.#said === null ? null : WORDS[this.#said].over
  }

  /** `words` are being said. */
  told(): void {
    this.#said = this.#now
  }
}
