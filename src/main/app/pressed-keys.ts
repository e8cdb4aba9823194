import { STEPWISE } from '../../shared/commands'
import { counts, KeyPresses, type Press } from './key-press'
import { later, type Later } from './later'

/** A key that is held begins to repeat by then, on any system; milliseconds, as is the other. */
const FIRST_REPEAT = 1100
/** A key that repeats does so again by then. */
const NEXT_REPEAT = 70

interface PressedKeysParts {
  /** Milliseconds, monotonic. */
  readonly now: () => number
  readonly later?: Later
}

/**
 * Keys of which the system tells that they are down, and no more. What looks like a second press may be the first
 * repeat of a key that is held: it waits a moment for the next one. Without that a key that is held a little long
 * would switch off what it has switched on. Stop never waits, nor does what goes step by step anyway.
 */
export class PressedKeys {
  readonly #now: () => number
  readonly #later: Later
  readonly #presses = new KeyPresses()
  #last: { readonly id: string; readonly at: number } | null = null
  #waiting: { readonly act: () => void; readonly callOff: () => void } | null = null

  constructor(parts: PressedKeysParts) {
    this.#now = parts.now
    this.#later = parts.later ?? later
  }

  /** @param act what the key does, called where the press counts */
  press(id: string, act: (press: Exclude<Press, 'repeat'>) => void): void {
    const at = this.#now()
    const press = this.#presses.note(id, at)
    const isSoon = this.#last?.id === id && at - this.#last.at < FIRST_REPEAT
    this.#last = { id, at }
    const waiting = this.#waiting
    this.#waiting = null
    waiting?.callOff()
    const isHeld = press === 'repeat' || press === 'step'
    // What waited was a press of its own, unless the same key goes on.
    if (!isHeld) waiting?.act()
    if (!counts(press, id)) return
    if (!isSoon || isHeld || STEPWISE.has(id) || id === 'stop') return act(press)
    const own = {
      act: () => act(press),
      callOff: this.#later(() => {
        if (this.#waiting === own) this.#waiting = null
        act(press)
      }, NEXT_REPEAT),
    }
    this.#waiting = own
  }
}
