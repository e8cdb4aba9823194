/** As many tokens are hardly said twice by chance; "New York, New York" is shorter. */
const SHORTEST = 6

/**
 * How many tokens at the end say again, one by one, what stands just before them; 0 where none do. A
 * recogniser that has lost the sound goes on with its last sentence; who asks twice asks the same. Pure.
 */
export function saidTwice(ids: readonly number[]): number {
  for (let length = SHORTEST; length * 2 <= ids.length; length++) {
    const from = ids.length - length
    let same = 0
    while (same < length && ids[from + same] === ids[from - length + same]) same++
    if (same === length) return length
  }
  return 0
}
