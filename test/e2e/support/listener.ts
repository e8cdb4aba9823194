import { until } from '../../support/desktop-session/until'
import type { XScreen } from '../../support/desktop-session/x-screen'

/** Keys as they are said, by xdotool's names. */
const SPOKEN_KEYS: Readonly<Record<string, string>> = { Control: 'ctrl', Alt: 'alt', Shift: 'shift', Super: 'super', Enter: 'Return', Tab: 'Tab', Escape: 'Escape' }

/** "Control Alt Shift F9" as xdotool has it. */
const pressable = (spoken: string): string =>
  spoken
    .split(' ')
    .map((word) => SPOKEN_KEYS[word] ?? (word.length === 1 ? word.toLowerCase() : word))
    .join('+')

/** Somebody with the monitor off: presses keys, and goes by what is heard alone. */
export interface Listener {
  /** Presses a key, as it is said, and waits for words that fit. Resolves with all that came since the press. */
  press(spoken: string, expected: RegExp): Promise<string>
  /** Presses Tab until what it goes to fits. */
  tabTo(expected: RegExp): Promise<string>
  /** Waits for words that fit among those that came last. */
  hear(expected: RegExp): Promise<string>
  /** All that was heard, a message each. */
  all(): readonly string[]
  /** Keys pressed so far; a key with its modifiers is one. */
  readonly presses: number
}

/** What tells that a control is being said; Orca says more, such as the mode it goes into. */
const CONTROL = /button|check box|link|slider|field|entry/

/** The most presses of Tab before somebody would give up. */
const PATIENT = 12

/** @param heard all words so far, in order, a message each */
export function aListener(screen: XScreen, heard: () => Promise<readonly string[]>): Listener {
  let presses = 0
  let words: readonly string[] = []
  const since = async (from: number): Promise<string> => {
    words = await heard()
    return words.slice(from).join(' | ')
  }
  const waitFor = (from: number, expected: RegExp): Promise<string> =>
    until(`to hear ${String(expected)}`, async () => {
      const text = await since(from)
      return expected.test(text) ? text : false
    }, { more: () => `heard:\n${words.join('\n')}` })
  const press = async (spoken: string, expected: RegExp): Promise<string> => {
    words = await heard()
    const from = words.length
    presses++
    await screen.press(pressable(spoken))
    return waitFor(from, expected)
  }
  return {
    press,
    async tabTo(expected) {
      for (let i = 0; i < PATIENT; i++) {
        const text = await press('Tab', CONTROL)
        if (expected.test(text)) return text
      }
      throw new Error(`Tab did not come to ${String(expected)}:\n${words.join('\n')}`)
    },
    hear: (expected) => waitFor(0, expected),
    all: () => words,
    get presses() {
      return presses
    },
  }
}
