import { TWIN_SHARE } from './tidy-text'

/** What was read: the text and the mean probability of its characters (1 for no text). */
export interface Reading {
  readonly text: string
  readonly confidence: number
}

/**
 * Greedy CTC: the best class of each step, repeats joined, blanks (class 0) dropped.
 *
 * @param probabilities [steps, classes.length]
 * @param classes text of each class; the first is the blank
 * @param twins classes that give way to another where that is nearly as likely (see `TWINS`)
 */
export function readCtc(
  probabilities: Float32Array,
  steps: number,
  classes: readonly string[],
  twins: ReadonlyMap<number, number> = new Map(),
): Reading {
  const count = classes.length
  let text = ''
  let sum = 0
  let characters = 0
  let previous = 0
  let peak = 0
  for (let step = 0; step < steps; step++) {
    const end = (step + 1) * count
    let best = step * count
    let value = probabilities[best] ?? 0
    // Above a half nothing else can be the best.
    for (let at = best + 1; at < end && value <= 0.5; at++) {
      const other = probabilities[at] ?? 0
      if (other > value) {
        value = other
        best = at
      }
    }
    let label = best - step * count
    const twin = twins.get(label)
    if (twin !== undefined && (probabilities[step * count + twin] ?? 0) >= value * TWIN_SHARE) label = twin
    if (label !== previous) {
      sum += peak
      peak = 0
      if (label !== 0) {
        text += classes[label] ?? ''
        characters++
      }
    }
    // A character that lasts several steps counts with its surest.
    if (label !== 0 && value > peak) peak = value
    previous = label
  }
  return { text, confidence: characters === 0 ? 1 : (sum + peak) / characters }
}
