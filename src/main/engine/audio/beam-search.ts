import type { Floats } from '../runtime/floats'

/** The beginning of a text, or the whole of one. */
export interface Hypothesis<State> {
  readonly ids: readonly number[]
  /** Probability of each token, 0 to 1. */
  readonly probabilities: readonly number[]
  /** Natural logarithm of the probability of all of them together. */
  readonly score: number
  /** What the decoder goes on with after the last but one of its tokens; null before the first. */
  readonly state: State | null
}

/** The token that comes next, and how probable it is, 0 to 1. */
export interface NextToken {
  readonly id: number
  readonly probability: number
}

/** What becomes of a hypothesis: it is looked at further, is whole with these many tokens of it, or is given up. */
export type Fate = 'open' | 'stuck' | { readonly whole: number }

interface BeamOptions {
  /** Hypotheses that are looked at side by side. */
  readonly width: number
  /** One whose probability is so many times smaller than the best one's is given up. */
  readonly within: number
  readonly fate: (ids: readonly number[]) => Fate
}

const byScore = (a: { readonly score: number }, b: { readonly score: number }): number => b.score - a.score

/**
 * Beam search: not the most probable token each time, but the most probable text of the few that are looked at. It is
 * over when no text that goes on can be more probable than the best whole one. Pure but for what it holds.
 */
export class BeamSearch<State> {
  readonly #options: BeamOptions
  #open: readonly Hypothesis<State>[] = [{ ids: [], probabilities: [], score: 0, state: null }]
  #whole: Hypothesis<State> | null = null

  constructor(options: BeamOptions) {
    this.#options = options
  }

  /** What is to be gone on with, the best first; empty when it is over. */
  get open(): readonly Hypothesis<State>[] {
    return this.#open
  }

  /** One token further. @param steps for each open hypothesis, in order: its next tokens, and the state behind its last one */
  advance(steps: readonly { readonly next: readonly NextToken[]; readonly state: State }[]): void {
    const longer = steps.flatMap(({ next, state }, i) => {
      const before = this.#open[i]
      return before ? next.map((token) => longerBy(before, token, state)) : []
    })
    const open: Hypothesis<State>[] = []
    for (const one of longer.toSorted(byScore)) {
      const fate = this.#options.fate(one.ids)
      if (fate === 'open') open.push(one)
      else if (fate !== 'stuck') this.#keep(one, fate.whole)
      if (open.length === this.#options.width) break
    }
    const best = Math.max(open[0]?.score ?? -Infinity, this.#whole?.score ?? -Infinity)
    const least = Math.max(best - Math.log(this.#options.within), this.#whole?.score ?? -Infinity)
    this.#open = open.filter(({ score }) => score > least)
  }

  /** The most probable whole text; the most probable beginning of one where none is whole; null where all were given up. */
  get best(): Hypothesis<State> | null {
    return this.#whole ?? this.#open[0] ?? null
  }

  #keep(one: Hypothesis<State>, length: number): void {
    if (this.#whole && this.#whole.score >= one.score) return
    this.#whole = { ...one, ids: one.ids.slice(0, length), probabilities: one.probabilities.slice(0, length) }
  }
}

function longerBy<State>({ ids, probabilities, score }: Hypothesis<State>, { id, probability }: NextToken, state: State): Hypothesis<State> {
  return { ids: [...ids, id], probabilities: [...probabilities, probability], score: score + Math.log(probability), state }
}

/** The most probable tokens, the best first; their probabilities by softmax over all scores. Pure. */
export function mostProbable(scores: Floats, count: number): NextToken[] {
  const top: { id: number; score: number }[] = []
  for (let id = 0; id < scores.length; id++) {
    const score = scores[id] ?? -Infinity
    if (top.length === count && score <= (top[count - 1]?.score ?? -Infinity)) continue
    let place = top.length
    while (place > 0 && (top[place - 1]?.score ?? Infinity) < score) place--
    top.splice(place, 0, { id, score })
    if (top.length > count) top.pop()
  }
  const most = top[0]?.score ?? 0
  let all = 0
  for (const score of scores) all += Math.exp(score - most)
  return top.map(({ id, score }) => ({ id, probability: Math.exp(score - most) / all }))
}
