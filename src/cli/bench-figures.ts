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
