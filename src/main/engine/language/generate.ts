import type { Floats } from '../runtime/floats'
import type { Turn } from '../turn'
import type { Continuation } from './continuation'

/** Chooses the next token from its scores; `ids` are those of the answer so far. */
export type Choose = (logits: Floats, ids: readonly number[]) => number

/** Tokens that probably come next, for models that can check several at once; perhaps none. */
export type Guess = (ids: readonly number[]) => readonly number[]

export interface GenerateOptions extends Turn {
  readonly maxNewTokens: number
  readonly endIds: ReadonlySet<number>
  readonly onToken: (id: number) => void
  /** The best token without it. */
  readonly choose?: Choose | undefined
  /** Hears of each token that is taken with the scores it was taken from, before `onToken` does. */
  readonly heed?: ((logits: Floats, id: number) => void) | undefined
  /** Used only where the best token is taken and the model can take positions back. */
  readonly guess?: Guess | undefined
  /** Whether the answer so far goes round in circles and is broken off. */
  readonly isLoop?: ((ids: readonly number[]) => boolean) | undefined
}

export interface Generated {
  readonly ids: readonly number[]
  readonly end: 'finished' | 'too-long' | 'cancelled' | 'loop'
}

/** Index of the greatest number, the first of equals. */
export function argmax(values: Floats): number {
  let best = 0
  let most = -Infinity
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    if (value > most) {
      most = value
      best = i
    }
  }
  return best
}

/**
 * Goes on with a sequence token by token.
 *
 * @param first logits of the prompt's last position
 */
export async function generate(model: Continuation, first: Floats, options: GenerateOptions): Promise<Generated> {
  const { endIds, maxNewTokens, onToken } = options
  const pick = options.choose ?? argmax
  const choose: Choose = (logits, ids) => {
    const id = pick(logits, ids)
    options.heed?.(logits, id)
    return id
  }
  const guess = options.choose || !model.canRetract ? undefined : options.guess
  const ids: number[] = []
  /** Takes one token; what ended the answer, if it did. */
  const take = (id: number): Generated['end'] | null => {
    if (endIds.has(id)) return 'finished'
    ids.push(id)
    onToken(id)
    if (options.isLoop?.(ids)) return 'loop'
    return ids.length >= maxNewTokens ? 'too-long' : null
  }
  let id = choose(first, ids)
  for (;;) {
    const ended = take(id)
    if (ended) return { ids, end: ended }
    await options.pause()
    if (options.cancelled()) return { ids, end: 'cancelled' }
    const guessed = guess?.(ids).slice(0, maxNewTokens - ids.length) ?? []
    const rows = await model.feed([id, ...guessed])
    let right = 0
    let over: Generated['end'] | null = null
    id = choose(rows[0] as Floats, ids)
    while (right < guessed.length && id === guessed[right]) {
      over = take(id)
      if (over) break
      id = choose(rows[++right] as Floats, ids)
    }
    if (right < guessed.length) model.retract(guessed.length - right)
    if (over) return { ids, end: over }
  }
}
