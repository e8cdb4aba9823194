import type { Sampling } from '../../../shared/engine-protocol'
import type { Floats } from '../runtime/floats'
import { argmax, type Choose } from './generate'
import { seededRandom, type Random } from './sampling-random'

/** What decides how tokens are chosen; the fields of a question's options. */
interface Choosing {
  readonly sampling?: Sampling | undefined
  /** Takes each token in place of sampling. */
  readonly choose?: Choose | undefined
}

/**
 * How the tokens of one answer are chosen, for `generate` of any format. One chooser serves one answer: it
 * goes through its random numbers once.
 *
 * @returns undefined where the best token is taken; tokens can then be guessed ahead
 */
export function chooserFor({ sampling, choose }: Choosing): Choose | undefined {
  if (choose || !sampling || sampling.temperature === 0) return choose
  const random = seededRandom(sampling.seed)
  return (logits) => sample(logits, sampling, random)
}

interface Candidate {
  readonly id: number
  readonly weight: number
}

/**
 * A token by chance: softmax(logits ÷ temperature), of which the likeliest that together have the
 * probability `topP` are kept (Holtzman et al., "The Curious Case of Neural Text Degeneration", 2020). The
 * one that reaches `topP` is among them; of equals the lower id comes first.
 *
 * @param temperature more than 0
 */
export function sample(logits: Floats, { temperature, topP }: Pick<Sampling, 'temperature' | 'topP'>, random: Random): number {
  const best = logits[argmax(logits)] ?? 0
  const weights = new Float64Array(logits.length)
  let all = 0
  for (let id = 0; id < weights.length; id++) all += weights[id] = Math.exp(((logits[id] ?? 0) - best) / temperature)
  // Those below it have less than 1 − topP together, so they cannot be needed; a few are left to sort.
  const least = ((1 - topP) * all) / weights.length
  const candidates: Candidate[] = []
  weights.forEach((weight, id) => {
    if (weight > 0 && weight >= least) candidates.push({ id, weight })
  })
  candidates.sort((one, other) => other.weight - one.weight || one.id - other.id)
  return pick(candidates, topP * all, random())
}

/** @param mass of the likeliest candidates that are kept */
function pick(candidates: readonly Candidate[], mass: number, chance: number): number {
  let kept = 0
  let sum = 0
  while (kept < candidates.length && sum < mass) sum += candidates[kept++]?.weight ?? 0
  let left = chance * sum
  for (const { id, weight } of candidates.slice(0, kept)) {
    left -= weight
    if (left < 0) return id
  }
  // What rounding left over falls to the last one that was kept.
  return candidates[kept - 1]?.id ?? 0
}
