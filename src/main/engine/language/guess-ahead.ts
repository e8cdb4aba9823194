import type { Guess } from './generate'

/** Tokens that are guessed behind a run of 1, 2 or 3; a single token may stand anywhere. */
const MOST = [2, 4, 8] as const
/** Rows that may be wasted before any guess was right. */
const CREDIT = 8
/** Credit is kept up to this, rows. */
const MOST_CREDIT = 32
/** What a token that was made without a guess adds to the credit, rows. */
const EARNED = 1 / 16

/** How guessing went, in tokens. */
export interface Guessed {
  readonly guessed: number
  /** Of them those that came. */
  readonly right: number
}

export interface GuessAhead {
  readonly guess: Guess
  /** @param ids the whole answer */
  result(ids: readonly number[]): Guessed
}

/**
 * Guesses the tokens of an answer from texts that it may quote: what stood in a text behind the answer's last
 * three tokens (else two, else one) probably comes next. Source: prompt-lookup decoding (Saxena, 2023,
 * github.com/apoorvumang/prompt-lookup-decoding).
 *
 * The model checks every guess, so the answer is the same with and without. A wrong token costs its row of
 * one run, and a credit bounds that: wrong ones ≤ 8 + right ones + tokens of the answer ÷ 16, at any time.
 *
 * Serves one answer.
 *
 * @param texts token ids, the likeliest to be quoted first
 */
export function guessAhead(texts: readonly (readonly number[])[]): GuessAhead {
  let credit = CREDIT
  let guessed = 0
  let right = 0
  let last: { readonly ids: readonly number[]; readonly behind: number } = { ids: [], behind: 0 }

  /** Finds out how much of the last guess came. */
  const settle = (ids: readonly number[]): void => {
    const came = commonLength(last.ids, ids.slice(last.behind))
    guessed += last.ids.length
    right += came
    const gain = last.ids.length === 0 ? EARNED : 2 * came - last.ids.length
    credit = Math.min(MOST_CREDIT, credit + gain)
    last = { ids: [], behind: ids.length }
  }
  return {
    guess: (ids) => {
      settle(ids)
      const next = lookUp(texts, ids).slice(0, Math.floor(credit))
      last = { ids: next, behind: ids.length }
      return next
    },
    result: (ids) => {
      settle(ids)
      return { guessed, right }
    },
  }
}

/** What stands behind the answer's last tokens in the first text that has them. */
function lookUp(texts: readonly (readonly number[])[], ids: readonly number[]): readonly number[] {
  for (let length = Math.min(MOST.length, ids.length); length > 0; length--) {
    const run = ids.slice(-length)
    for (const text of texts) {
      const at = placeBehind(text, run)
      if (at !== -1) return text.slice(at, at + (MOST[length - 1] ?? 0))
    }
  }
  return []
}

/** Where a text goes on behind a run, or -1. */
function placeBehind(text: readonly number[], run: readonly number[]): number {
  // A run at the text's end has nothing behind it.
  for (let at = run.length; at < text.length; at++) {
    if (run.every((id, i) => text[at - run.length + i] === id)) return at
  }
  return -1
}

/** How many ids two lists have in common from their beginning. */
export function commonLength(one: readonly number[], other: readonly number[]): number {
  const parting = one.findIndex((id, i) => id !== other[i])
  return parting === -1 ? Math.min(one.length, other.length) : parting
}
