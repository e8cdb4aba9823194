/** What was understood, and how surely. */
export interface Understood {
  readonly text: string
  /** Mean probability of its tokens, 0 to 1. */
  readonly certainty: number
  /** Probability of its least probable word: that of all of its tokens together. */
  readonly least: number
}

/** A token's text, with the space before a word, and its probability. */
export interface SpokenToken {
  readonly text: string
  readonly probability: number
}

export const NOTHING: Understood = { text: '', certainty: 0, least: 0 }

/** Pure. */
export function understood(tokens: readonly SpokenToken[]): Understood {
  const text = tokens
    .map((token) => token.text)
    .join('')
    .trim()
  if (text === '') return NOTHING
  const certainty = tokens.reduce((sum, { probability }) => sum + probability, 0) / tokens.length
  const words: number[] = []
  for (const { text: part, probability } of tokens) {
    const last = words.length - 1
    if (last < 0 || part.startsWith(' ')) words.push(probability)
    else words[last] = (words[last] ?? 1) * probability
  }
  return { text, certainty, least: Math.min(...words) }
}
