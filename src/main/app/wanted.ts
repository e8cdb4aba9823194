/** What main wants of the stage at this moment; the permission handlers grant nothing else. */
export class Wanted {
  #looks = 0
  #display: string | null = null

  camera(): boolean {
    return this.#looks > 0
  }

  screen(): string | null {
    return this.#display
  }

  /** The camera may be used while `look` runs. */
  async whileLooking<T>(look: () => Promise<T>): Promise<T> {
    this.#looks++
    try {
      return await look()
    } finally {
      this.#looks--
    }
  }

  /** A display may be opened while `open` runs. */
  async whileOpening<T>(display: string, open: () => Promise<T>): Promise<T> {
    this.#display = display
    try {
      return await open()
    } finally {
      this.#display = null
    }
  }
}
