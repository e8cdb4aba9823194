import { STEP_EVERY, STEPWISE } from '../../shared/commands'

/** The same key again within this time opens the answer as text; milliseconds, as are the others. */
const TWICE = 600
/** A held key repeats faster than anyone presses. */
const REPEAT = 120
/** Closer than any keyboard repeats: such presses waited for a process that was busy. */
const WAITED = 12
/** So many of those are steps, from rest: nobody presses more often before noticing that nothing comes. */
const MOST_WAITED = 3

/**
 * `further`: pressed again shortly after a second press; `repeat`: it is held down; `step`: the same, and it is time
 * for another step, or one press of several that a busy process hears at once: no telling which.
 */
export type Press = 'once' | 'twice' | 'further' | 'step' | 'repeat'

interface LastPress {
  readonly key: string
  readonly at: number
  /** How often it was pressed shortly after one another. */
  readonly count: number
  /** When it last counted, as a press or a step. */
  readonly countedAt: number
  /** How many more may have been pressed before `at` and are heard only now. */
  readonly waiting: number
}

/** Tells a second press from the first, and both from a key that is held down. No clock of its own. */
export class KeyPresses {
  #last: LastPress | null = null

  /** @param at milliseconds, monotonic */
  note(key: string, at: number): Press {
    const last = this.#last
    const since = last?.key === key ? at - last.at : Infinity
    if (last === null || since > TWICE) {
      this.#last = { key, at, count: 1, countedAt: at, waiting: MOST_WAITED }
      return 'once'
    }
    if (since >= REPEAT) {
      const waiting = Math.min(MOST_WAITED, Math.max(0, Math.floor(since / STEP_EVERY) - 1))
      this.#last = { key, at, count: last.count + 1, countedAt: at, waiting }
      return last.count === 1 ? 'twice' : 'further'
    }
    const hasWaited = since < WAITED
    const isStep = hasWaited ? last.waiting > 0 : at - last.countedAt >= STEP_EVERY
    this.#last = { ...last, at, countedAt: isStep ? at : last.countedAt, waiting: last.waiting - (hasWaited && isStep ? 1 : 0) }
    return isStep ? 'step' : 'repeat'
  }
}

/** Whether a press does something: those of a held key do for what goes step by step. Pure. */
export function counts(press: Press, id: string): press is Exclude<Press, 'repeat'> {
  return press !== 'repeat' && (press !== 'step' || STEPWISE.has(id))
}
