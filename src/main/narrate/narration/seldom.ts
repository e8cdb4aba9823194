/** When a thing may pass: so many times, then not until it has rested so long, milliseconds. */
interface Limit {
  readonly most: number
  readonly rest: number
  /** Things that are remembered. */
  readonly remembered: number
}

/** Lets each thing pass a few times, and not as long as it goes on after that. No clock of its own. */
export class Seldom {
  readonly #limit: Limit
  readonly #passed = new Map<string, { readonly times: number; readonly at: number }>()

  constructor(limit: Limit) {
    this.#limit = limit
  }

  /** Counts it. @param now milliseconds */
  passes(thing: string, now: number): boolean {
    const { most, rest, remembered } = this.#limit
    const before = this.#passed.get(thing)
    const times = before && now - before.at < rest ? before.times + 1 : 1
    this.#passed.delete(thing)
    this.#passed.set(thing, { times, at: now })
    for (const oldest of this.#passed.keys()) if (this.#passed.size > remembered) this.#passed.delete(oldest)
    return times <= most
  }
}
