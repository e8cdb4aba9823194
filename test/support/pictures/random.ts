/** Mulberry32: a small seeded generator, uniform in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Box and Muller's transform, once for many: noise takes millions. */
const DEVIATES = Float32Array.from({ length: 2 ** 16 }, (_, i) => {
  const random = seededRandom(i + 1)
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
})

/** A standard normal deviate. */
export function gaussian(random: () => number): number {
  return DEVIATES[Math.floor(random() * DEVIATES.length)] as number
}

export function between(random: () => number, low: number, high: number): number {
  return low + (high - low) * random()
}

export function pick<T>(random: () => number, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T
}
