import type { Answer } from '../shared/answer'

export function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle]
  if (upper === undefined || sorted.length % 2 === 1) return upper
  return ((sorted[middle - 1] ?? upper) + upper) / 2
}

/** Three digits tell machines apart; more would claim what a short run cannot know. */
export function threeDigits(value: number): number {
  return Number(value.toPrecision(3))
}

/**
 * Tokens a second after the first, of an answer to one prompt. Undefined where the answer does not tell
 * enough.
 */
export function tokenRate({ modelText, timings, tokens }: Pick<Answer, 'modelText' | 'timings' | 'tokens'>): number | undefined {
  // Whether it is a photograph may have been asked first: that is over before the first token counts.
  const [only, another] = modelText.filter(({ part }) => part !== 'reply')
  const { total, 'first-token': first } = timings
  if (!only || another || total === undefined || first === undefined || total <= first) return undefined
  return (tokens / (total - first)) * 1000
}

/**
 * What can be measured, in the order in which it is said; each has its sentence under `cli.bench`. Milliseconds,
 * save `rate` and `decode` (tokens a second), `followUp` (a share), and bytes from `resident` on, but `roofline`
 * (tokens a second).
 */
export const FIGURES = [
  ...(['load', 'cold', 'warm', 'answer', 'rate', 'firstToken', 'firstSentence', 'all', 'decode', 'followUp'] as const),
  ...(['read', 'resident', 'peak', 'bandwidth', 'bytesPerToken', 'roofline'] as const),
] as const
export type Figure = (typeof FIGURES)[number]
/** Undefined where a machine or a model lacks what is measured. */
export type Figures = Partial<Record<Figure, number | undefined>>

/** The median of each figure over all rounds, to three digits; null where no round has it. Pure. */
export function medians(rounds: readonly Figures[]): Record<Figure, number | null> {
  const of = (name: Figure): number | null => {
    const middle = median(rounds.map((round) => round[name]).filter((value) => value !== undefined))
    return middle === undefined ? null : threeDigits(middle)
  }
  return Object.fromEntries(FIGURES.map((name) => [name, of(name)])) as Record<Figure, number | null>
}
