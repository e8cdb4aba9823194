/** Seconds that are looked back on, and in how many of them a cell changed that never rests. */
const WATCHED = { seconds: 16, restless: 7 } as const

/**
 * Which cells of a screen change all the time, after some changes and until they have rested for some seconds: a
 * blinking caret, a clock with seconds, a progress bar, a film. No clock of its own.
 */
export class RestlessCells {
  readonly #seconds: Uint32Array
  #now: number | null = null

  /** @param cells how many there are */
  constructor(cells: number) {
    this.#seconds = new Uint32Array(cells)
  }

  /** These cells have changed. @param now milliseconds */
  note(changed: readonly number[], now: number): void {
    const second = Math.floor(now / 1000)
    const passed = this.#now === null ? 0 : Math.min(32, second - this.#now)
    this.#now = second
    // One bit a second, the newest lowest.
    if (passed > 0) for (let i = 0; i < this.#seconds.length; i++) this.#seconds[i] = passed > 31 ? 0 : (this.#seconds[i] as number) << passed
    for (const cell of changed) this.#seconds[cell] = (this.#seconds[cell] as number) | 1
  }

  /** Those that never rest, as it is now. */
  restless(): ReadonlySet<number> {
    const cells = new Set<number>()
    for (const [cell, seconds] of this.#seconds.entries()) if (seconds !== 0 && bits(seconds) >= WATCHED.restless) cells.add(cell)
    return cells
  }
}

/** How many of the watched seconds are set. */
function bits(seconds: number): number {
  let left = seconds & ((1 << WATCHED.seconds) - 1)
  let count = 0
  for (; left !== 0; left &= left - 1) count++
  return count
}
