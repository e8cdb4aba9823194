import { MOST_SECONDS, SAMPLE_RATE } from '../../../shared/sound'

/** The sound of one question. SECURITY: in memory alone, at most 30 seconds, and wiped when it is over. */
export class Recording {
  #pieces: Float32Array[] = []
  #length = 0
  /** Pieces that `next` gave already. */
  #given = 0

  /** Keeps a piece, which is wiped with the rest; what is more than can be understood is wiped at once. */
  add(samples: Float32Array): void {
    const most = SAMPLE_RATE * MOST_SECONDS - this.#length
    if (samples.length > most) {
      samples.fill(0)
      return
    }
    this.#pieces.push(samples)
    this.#length += samples.length
  }

  /** No further piece is kept. */
  get isFull(): boolean {
    return this.#length >= SAMPLE_RATE * MOST_SECONDS
  }

  /** What came since the last call, as a copy; null where that is nothing. */
  next(): Float32Array | null {
    const pieces = this.#pieces.slice(this.#given)
    this.#given = this.#pieces.length
    return pieces.length > 0 ? joined(pieces) : null
  }

  /** All of it, as a copy. */
  whole(): Float32Array {
    return joined(this.#pieces)
  }

  wipe(): void {
    for (const piece of this.#pieces) piece.fill(0)
    this.#pieces = []
    this.#given = 0
  }
}

function joined(pieces: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}
