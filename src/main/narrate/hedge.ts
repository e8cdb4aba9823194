/** How doubt about the model's own words is told: in words, or not at all. */
export type Hedge = 'words' | 'none'

/** A capital that only the sentence's beginning asked for; names never come from a model. */
const SENTENCE_CAPITAL = /^\p{Lu}(?!\p{Lu})/u

/**
 * "A dog on a sofa." → "It looks like a dog on a sofa." In the model's own language, English. One
 * hedge an answer: the first of the model's sentences carries it.
 */
export function hedged(sentence: string, hedge: Hedge): string {
  if (hedge === 'none') return sentence
  const there = /^(?:There (?:is|are) |It (?:is|shows) |This is )(.+)$/.exec(sentence)
  const claim = there?.[1] ?? sentence.replace(SENTENCE_CAPITAL, (letter) => letter.toLowerCase())
  return `It looks like ${claim}`
}
