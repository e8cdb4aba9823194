import type { Floats } from '../runtime/floats'

/**
 * Bars every token that would say a run of `size` tokens a second time, in place; the same as
 * `no_repeat_ngram_size` in transformers.
 *
 * @returns changes the logits of the token that follows `ids`, the answer so far
 */
export function noRepeatNgrams(size: number): (logits: Floats, ids: readonly number[]) => void {
  const known = size - 1
  return (logits, ids) => {
    const tail = ids.length - known
    for (let at = 0; at < tail; at++) {
      let same = 0
      while (same < known && ids[at + same] === ids[tail + same]) same++
      const next = ids[at + known]
      if (same === known && next !== undefined) logits[next] = -Infinity
    }
  }
}
