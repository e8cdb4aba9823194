import type { InvokeRequest, WindowName } from '../../shared/ipc-schema'
import type { Words } from '../speak/route'
import type { Voice } from '../speak/voice'

export type WindowSaid = InvokeRequest<'window:said'>[0]

interface WindowSpeechParts {
  /** Says it without a word on the caption bar: what has the focus is on the screen already. */
  readonly voice: Pick<Voice, 'beginAnswer'>
  /** No screen reader says it, and the user wants it said. */
  readonly speaks: () => boolean
  /** It has the keyboard. */
  readonly isFocused: (window: WindowName) => boolean
  /** Keys say what they do. */
  readonly isLearning: () => boolean
  /** Says words of Descry's own, through whoever speaks: they cut off what is being said. */
  readonly sayOwn: (words: Words) => void
}

/** The longest that is said of a window, UTF-16 units: a help text is a quarter of it. */
const MOST = 4000

/**
 * SECURITY: a window's text is text for the ear: no control characters, and not without end. Routes escape it
 * for themselves. That it comes from one of our own windows is seen to where it arrives (security/ipc.ts).
 */
function forTheEar({ text, lang }: WindowSaid): Words {
  return { text: text.slice(0, MOST).replaceAll(/\p{Cc}+/gu, ' ').trim(), lang }
}

/** What the windows want said of themselves: what has the focus, help, the window's keys while they are learned. */
export class WindowSpeech {
  readonly #parts: WindowSpeechParts
  #isOpen = false
  /**
   * What came before it may be said: before the greeting, or from behind another window. Of each window the newest,
   * and the newest that came to that.
   */
  readonly #held = new Map<WindowName, readonly WindowSaid[]>()
  #refusal = ''

  constructor(parts: WindowSpeechParts) {
    this.#parts = parts
  }

  /** The greeting was given to the voice: what the window shows is said behind it, and no longer lost to it. */
  open(): void {
    this.#isOpen = true
    // A copy: what still has to wait is put back meanwhile, and would be met again without end.
    for (const window of [...this.#held.keys()]) this.focused(window)
  }

  /** A window is brought to the front: its page says where one is by then, and nothing of what was there before. */
  shown(window: WindowName): void {
    if (this.#isOpen) this.#held.delete(window)
  }

  /** A window got the keyboard: what it wanted said meanwhile is said now. */
  focused(window: WindowName): void {
    const held = this.#held.get(window) ?? []
    this.#held.delete(window)
    for (const wish of held) this.said(wish, window)
  }

  /**
   * A window's wish. Behind an answer that is being spoken the newest waits; what was said of a window is cut off, but
   * for `more` of the same, which comes behind it.
   */
  said(wish: WindowSaid, window: WindowName): void {
    const { voice, speaks, isFocused, isLearning, sayOwn } = this.#parts
    const words = forTheEar(wish)
    const isMore = wish.what === 'more'
    const held = isMore ? (this.#held.get(window) ?? []) : []
    this.#held.delete(window)
    if (words.text === '') return
    if (wish.what === 'key') {
      if (isLearning()) sayOwn(words)
      return
    }
    if (!speaks()) return
    // A page may take itself for the one in front although another window of ours is.
    if (!this.#isOpen || !isFocused(window)) {
      this.#held.set(window, [...held.slice(0, 1), wish])
      return
    }
    // The window shows why something was refused, perhaps behind its control's state, and main has just said so.
    const isRefusal = this.#refusal !== '' && words.text.endsWith(this.#refusal)
    this.#refusal = ''
    if (isRefusal) return
    // Where answers are not spoken because of the program that was in front, our windows are.
    const spoken = voice.beginAnswer('focus', { goesOn: isMore, aloud: true })
    spoken.say(words)
    void spoken.end()
  }

  /** Says why something that a window asked for was refused. */
  refused(words: Words): void {
    this.#refusal = words.text
    this.#parts.sayOwn(words)
  }
}
