/** Numbers in [0, 1), each as likely as any other. */
export type Random = () => number

/**
 * The same numbers for the same seed on every machine: xoshiro128** 1.1 (Blackman and Vigna,
 * prng.di.unimi.it/xoshiro128starstar.c), in whole numbers of 32 bits only.
 *
 * @param state four numbers of 32 bits, not all 0
 * @returns whole numbers of 32 bits
 */
export function xoshiro128(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotate(d, 11)
    return result
  }
}

/** @param seed whole, 32 bits; its state is filled by SplitMix's mixing, so that near seeds are far apart */
export function seededRandom(seed: number): Random {
  const next = xoshiro128([mixed(seed, 1), mixed(seed, 2), mixed(seed, 3), mixed(seed, 4)])
  // 53 bits, as Math.random has.
  return () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by))
}

/** The finaliser of MurmurHash3 (Appleby, public domain) over a Weyl sequence. */
function mixed(seed: number, at: number): number {
  let z = (seed + Math.imul(at, 0x9e3779b9)) | 0
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
  return z ^ (z >>> 16)
}
