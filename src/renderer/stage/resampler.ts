/** Zero crossings of the filter on each side of a sample: what lies above half the new rate is 60 dB down. */
const CROSSINGS = 16
/** Share of what the new rate could carry that is kept: the filter falls off above it. */
const PASSED = 0.92

const NO_TAPS = new Float32Array(0)

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b))

/** Hann's window, 1 in the middle and 0 at the ends. @param t -1 to 1 */
const hann = (t: number): number => 0.5 + 0.5 * Math.cos(Math.PI * t)
const sinc = (t: number): number => (t === 0 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t))

/**
 * Changes the rate of one channel of sound that comes in pieces, by a windowed sinc (J. O. Smith, Digital Audio
 * Resampling): a piece's ends are computed with what lies beyond them, so nothing clicks there.
 */
export class Resampler {
  readonly #from: number
  readonly #to: number
  /** Samples of the filter on each side of its middle, at the rate that comes in. */
  readonly #half: number
  /** The filter for each place that a new sample can have between two old ones, `2 * half + 1` taps each. */
  readonly #kernels: readonly Float32Array[]
  /** Samples that are still needed; the first is number `#start` of all. */
  #held: Float32Array
  #start: number
  /** The next sample that goes out, of all. */
  #next = 0

  /** @param from @param to whole samples a second */
  constructor(from: number, to: number) {
    const divisor = greatestDivisor(from, to)
    this.#from = from / divisor
    this.#to = to / divisor
    const kept = Math.min(1, to / from) * PASSED
    this.#half = Math.ceil(CROSSINGS / kept)
    this.#kernels = Array.from({ length: this.#to }, (_, phase) => kernel(phase / this.#to, this.#half, kept))
    // Silence before the first sample.
    this.#held = new Float32Array(this.#half)
    this.#start = -this.#half
  }

  /** The next samples; what comes out lags behind by half a filter, some milliseconds. */
  push(samples: Float32Array): Float32Array {
    const held = new Float32Array(this.#held.length + samples.length)
    held.set(this.#held)
    held.set(samples, this.#held.length)
    this.#held.fill(0)
    const end = this.#start + held.length
    const count = Math.max(0, Math.ceil(((end - this.#half) * this.#to) / this.#from) - this.#next)
    const out = new Float32Array(count)
    for (let i = 0; i < count; i++) {
      const place = (this.#next + i) * this.#from
      const first = Math.floor(place / this.#to) - this.#half - this.#start
      const taps = this.#kernels[place % this.#to] ?? NO_TAPS
      let sum = 0
      for (let k = 0; k < taps.length; k++) sum += (taps[k] ?? 0) * (held[first + k] ?? 0)
      out[i] = sum
    }
    this.#next += count
    const needed = Math.floor((this.#next * this.#from) / this.#to) - this.#half
    this.#held = held.slice(Math.max(0, needed - this.#start))
    this.#start = Math.max(needed, this.#start)
    held.fill(0)
    return out
  }

  /** Sound is kept no longer than it is needed. */
  clear(): void {
    this.#held.fill(0)
  }
}

/** @param offset of the new sample from the old one before it, 0 to 1 @param kept share of the band */
function kernel(offset: number, half: number, kept: number): Float32Array {
  const taps = Float32Array.from({ length: 2 * half + 1 }, (_, k) => {
    const t = k - half - offset
    return Math.abs(t) > half ? 0 : kept * sinc(kept * t) * hann(t / half)
  })
  // What does not change stays as it is, at every place alike.
  const sum = taps.reduce((all, tap) => all + tap, 0)
  return taps.map((tap) => tap / sum)
}
