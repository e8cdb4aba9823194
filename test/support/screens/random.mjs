/**
 * Repeatable choices for one screen (mulberry32): the same seed gives the same screen on any machine.
 * @param {number} seed
 */
export function seeded(seed) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const int = (low, high) => low + Math.floor(next() * (high - low + 1))
  const pick = (list) => list[int(0, list.length - 1)]
  /** `count` different members, in a random order; repeats only when the list is too short. */
  const some = (list, count) => {
    const out = []
    while (out.length < count) {
      const rest = [...list]
      while (rest.length > 0 && out.length < count) out.push(rest.splice(int(0, rest.length - 1), 1)[0])
    }
    return out
  }
  return { next, int, pick, some, chance: (p) => next() < p }
}
