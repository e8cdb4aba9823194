/** The same key again within this time opens the answer as text; milliseconds. */
const TWICE = 600
/** A held key repeats faster than anyone presses; milliseconds. */
const REPEAT = 120

/** `further`: pressed again shortly after a second press; `repeat`: it is held down. */
export type Press = 'once' | 'twice' | 'further' | 'repeat'

/** Tells a second press from the first, and both from a key that is held down. No clock of its own. */
export class KeyPresses {
  #last: { key: string; at: number; count: number } | null = null

  /** @param at milliseconds, monotonic */
  note(key: string, at: number): Press {
    const last = this.#last
    if (last?.key !== key || at - last.at > TWICE) {
      this.#last = { key, at, count: 1 }
      return 'once'
    }
    const isRepeat = at - last.at < REPEAT
    const count = isRepeat ? last.count : last.count + 1
    this.#last = { key, at, count }
    if (isRepeat) return 'repeat'
    return count === 2 ? 'twice' : 'further'
  }
}
