/** When the next message of narration may be said: one at a time, and none sooner than the pace. No clock of its own. */
export class Pace {
  #began = -Infinity
  /** Until when the last one sounds; Infinity while its route has not told of its end. */
  #until = -Infinity

  /** @param every milliseconds between the beginnings of two messages, at least */
  allows(now: number, every: number): boolean {
    return now >= this.#until && now - this.#began >= every
  }

  begin(now: number): void {
    this.#began = now
    this.#until = Infinity
  }

  /** @param sounding milliseconds that it sounds from its beginning, where its route cannot tell; 0 where it ended */
  end(now: number, sounding: number): void {
    this.#until = sounding === 0 ? now : this.#began + sounding
  }
}
