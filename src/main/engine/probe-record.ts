import type { Forced, ProbeStep } from '../../shared/device-probe'
import { argmax } from './language/generate'
import type { Floats } from './runtime/floats'

/** Leading scores that are compared, and others from all over the vocabulary. */
const LEADING = 64
const SPREAD = 192

/** Writes down an answer's scores, and gives it its tokens where they are given. */
export class ProbeRecord {
  readonly #most: number
  readonly #forced: Forced | undefined
  readonly tokens: number[] = []
  readonly steps: ProbeStep[] = []
  /** Milliseconds from the picture to the first token's scores, and of each token after it. */
  firstToken = 0
  readonly decodes: number[] = []
  #clock: () => number = () => 0
  #last = 0

  /**
   * @param most tokens where none are given
   * @param forced whose ids to compare are chosen here where it has no row for a step
   */
  constructor(most: number, forced?: Forced) {
    this.#most = forced ? forced.tokens.length : most
    this.#forced = forced
  }

  /** @param clock milliseconds; what is done here between the steps is not counted */
  begin(clock: () => number): void {
    this.#clock = clock
    this.#last = clock()
  }

  /** The scores of the last token that was wanted are there. */
  get isFull(): boolean {
    return this.steps.length > this.#most
  }

  /** @returns the token to go on with */
  take(logits: Floats): number {
    const took = this.#clock() - this.#last
    if (this.steps.length === 0) this.firstToken = took
    else this.decodes.push(took)
    const best = argmax(logits)
    const step = this.steps.length
    this.steps.push(describeScores(logits, best, this.#forced?.compared[step]))
    const token = step < this.#most ? (this.#forced?.tokens[step] ?? best) : best
    if (step < this.#most) this.tokens.push(token)
    this.#last = this.#clock()
    return token
  }
}

/** @param ids whose scores are told; the leading ones and some others without it */
function describeScores(logits: Floats, best: number, ids: readonly number[] = comparedIds(logits)): ProbeStep {
  let sum = 0
  let squares = 0
  let finite = true
  for (const logit of logits) {
    sum += logit
    squares += logit * logit
    finite &&= Number.isFinite(logit)
  }
  const mean = sum / logits.length
  const deviation = Math.sqrt(Math.max(0, squares / logits.length - mean * mean))
  const score = (id: number): number => {
    const logit = logits[id] ?? 0
    return Number.isFinite(logit) ? logit : 0
  }
  return { best, ids: [...ids], scores: ids.map(score), deviation: Number.isFinite(deviation) ? deviation : 0, finite }
}

function comparedIds(logits: Floats): readonly number[] {
  const order = Array.from(logits, (_, id) => id).sort((one, other) => (logits[other] ?? 0) - (logits[one] ?? 0))
  const stride = Math.max(1, Math.floor(logits.length / SPREAD))
  const spread = order.filter((id) => id % stride === 0).slice(0, SPREAD)
  return [...new Set([...order.slice(0, LEADING), ...spread])]
}
