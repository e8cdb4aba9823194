import type { Floats } from '../runtime/floats'

/** The probability of one token: softmax over all scores, taken from the greatest so that nothing overflows. Pure. */
export function probabilityOf(logits: Floats, id: number): number {
  let most = -Infinity
  for (const score of logits) if (score > most) most = score
  let all = 0
  for (const score of logits) all += Math.exp(score - most)
  return Math.exp((logits[id] ?? -Infinity) - most) / all
}
