/** What main wants of the stage at this moment; the permission handlers grant nothing else. */
export class Wanted {
  #looks = 0
  #questions = 0
  readonly #displays: string[] = []

  camera(): boolean {
    return this.#looks > 0
  }

  microphone(): boolean {
    return this.#questions > 0
  }

  screen(): string | null {
    return this.#displays.at(-1) ?? null
  }

  /** The camera may be used while `look` runs: one picture, or a narration. */
  async whileLooking<T>(look: () => Promise<T>): Promise<T> {
    this.#looks++
    try {
      return await look()
    } finally {
      this.#looks--
    }
  }

  /** The microphone may be used while `listen` runs: one spoken question. */
  async whileListening<T>(listen: () => Promise<T>): Promise<T> {
    this.#questions++
    try {
      return await listen()
    } finally {
      this.#questions--
    }
  }

  /** A display may be opened while `open` runs; of several the one that was wanted last. */
  async whileOpening<T>(display: string, open: () => Promise<T>): Promise<T> {
    this.#displays.push(display)
    try {
      return await open()
    } finally {
      this.#displays.splice(this.#displays.indexOf(display), 1)
    }
  }
}
