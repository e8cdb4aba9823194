import type { Floats } from '../runtime/floats'
import type { Turn } from '../turn'
import type { Decoder, PastKeyValues, Step } from './decoder'

export interface GenerateOptions extends Turn {
  readonly maxNewTokens: number
  readonly endIds: ReadonlySet<number>
  readonly onToken: (id: number) => void
}

export interface Generated {
  readonly ids: readonly number[]
  readonly end: 'finished' | 'too-long' | 'cancelled'
  /** The model's own probability of its words: geometric mean over the tokens, the end included, 0 to 1. */
  readonly confidence: number
}

/** Index of the greatest number, the first of equals. */
function argmax(values: Floats): number {
  let best = 0
  let most = -Infinity
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? -Infinity
    if (value > most) {
      most = value
      best = i
    }
  }
  return best
}

/** Natural logarithm of the probability of one token, by softmax over all scores. */
function logProbability(logits: Floats, id: number): number {
  const chosen = logits[id] ?? 0
  let sum = 0
  for (const logit of logits) sum += Math.exp(logit - chosen)
  return -Math.log(sum)
}

/** Greedy decoding from the step that ended the prompt. */
export async function generate(decoder: Decoder, prompt: Step, options: GenerateOptions): Promise<Generated> {
  const ids: number[] = []
  let logits: Floats = prompt.logits
  let past: PastKeyValues = prompt.past
  let logs = 0
  let steps = 0
  const ended = (end: Generated['end']): Generated => ({ ids, end, confidence: Math.exp(logs / steps) })
  for (;;) {
    const id = argmax(logits)
    logs += logProbability(logits, id)
    steps++
    if (options.endIds.has(id)) return ended('finished')
    ids.push(id)
    options.onToken(id)
    if (ids.length >= options.maxNewTokens) return ended('too-long')
    await options.pause()
    if (options.cancelled()) return ended('cancelled')
    ;({ logits, past } = await decoder.run(await decoder.embed([id]), past))
  }
}
