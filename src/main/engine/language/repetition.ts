/** Longest run of tokens that is looked for again, tokens: a long sentence. */
const LONGEST = 48
/** As often as this, one behind the other, tokens are a loop. */
const TIMES = 3
/** At least this much of an answer is a loop, tokens: "10 10 10" and "1,000,000,000" are none. */
const SHORTEST = 12

/**
 * Whether an answer has fallen into a loop: its end is the same tokens again and again, three times and at
 * least twelve tokens. A small model that has begun to repeat itself does not stop by itself.
 *
 * @param ids the answer so far
 */
export function isLoop(ids: readonly number[]): boolean {
  for (let period = 1; period <= LONGEST; period++) {
    const length = Math.max(SHORTEST, period * TIMES)
    if (length > ids.length) return false
    if (repeats(ids, period, length)) return true
  }
  return false
}

/** Whether each of the last `length` ids but the first `period` is the one `period` before it. */
function repeats(ids: readonly number[], period: number, length: number): boolean {
  for (let i = ids.length - length + period; i < ids.length; i++) if (ids[i] !== ids[i - period]) return false
  return true
}
