// Bytes that are the same on every machine: weights nobody trained, of the spread of real ones.

/** xorshift32 (Marsaglia 2003), a whole number of 32 bits a call. */
export function generator(seed) {
  let state = seed >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
}

/** A seed for a name: FNV-1a. */
export function seedOf(name) {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(name)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash
}

/** 4096 values of the standard normal distribution at even steps of probability, to be picked from. */
const NORMAL = Float32Array.from({ length: 4096 }, (_, i) => normalQuantile((i + 0.5) / 4096))

/** The logistic approximation 0.5513 · ln(p / (1 - p)); within 0.2 of the true quantile over 98 % of it. */
function normalQuantile(p) {
  return 0.5513 * Math.log(p / (1 - p))
}

/** Fills floats with a normal distribution. */
export function normalFloats(count, mean, deviation, seed) {
  const next = generator(seed)
  const out = new Float32Array(count)
  for (let i = 0; i < count; i++) out[i] = mean + deviation * NORMAL[next() & 4095]
  return out
}

/** Fills bytes with a normal distribution, cut off at 0 and `most`. */
export function normalBytes(count, mean, deviation, seed, most = 255) {
  const next = generator(seed)
  const table = Uint8Array.from(NORMAL, (value) => Math.min(most, Math.max(0, Math.round(mean + deviation * value))))
  const out = new Uint8Array(count)
  for (let i = 0; i < count; i++) out[i] = table[next() & 4095]
  return out
}

/** Two values of four bits a byte, the first in the low half. */
export function normalNibbles(count, mean, deviation, seed) {
  const next = generator(seed)
  const table = Uint8Array.from(NORMAL, (value) => Math.min(15, Math.max(0, Math.round(mean + deviation * value))))
  const out = new Uint8Array(count)
  for (let i = 0; i < count; i++) {
    const bits = next()
    out[i] = table[bits & 4095] | (table[(bits >>> 16) & 4095] << 4)
  }
  return out
}
