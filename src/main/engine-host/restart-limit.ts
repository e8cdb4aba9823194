/** Ends that are put up with in the window below; one more switches the engine off. */
const RESTARTS = 3
/** Milliseconds. */
const RESTART_WINDOW = 5 * 60_000

/** Counts how often a process ended of itself; three in five minutes stop the restarts. */
export class RestartLimit {
  #ends: number[] = []

  constructor(readonly now: () => number) {}

  /** Notes an unexpected end. */
  note(): void {
    this.#ends.push(this.now())
  }

  get reached(): boolean {
    const since = this.now() - RESTART_WINDOW
    this.#ends = this.#ends.filter((end) => end > since)
    return this.#ends.length >= RESTARTS
  }
}
