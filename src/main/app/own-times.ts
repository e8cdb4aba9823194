/** Of those that are remembered; a request comes back within milliseconds. */
const KEPT = 100

/**
 * A clock that remembers what it told: requests to make way carry the time when they began, and those of
 * this process are known by it when they come back. No two processes begin in the same millisecond but by
 * chance, and then both speak.
 */
export class OwnTimes {
  readonly #clock: () => number
  #told: number[] = []

  /** @param clock milliseconds since the epoch */
  constructor(clock: () => number) {
    this.#clock = clock
  }

  now(): number {
    const now = this.#clock()
    this.#told = [...this.#told, now].slice(-KEPT)
    return now
  }

  has(time: number): boolean {
    return this.#told.includes(time)
  }
}
