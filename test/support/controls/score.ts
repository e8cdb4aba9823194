import type { Field } from '../../../src/shared/table'
import type { TruthForm } from './read-truth'

/** Sums over pictures: how many controls there are, found, told wrongly, and told where none is. */
interface ControlScore {
  readonly controls: number
  readonly found: number
  readonly wrong: number
  readonly false: number
}

const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** Scores the pictures; a label may be cut at its first line, and its letters alone count. */
export function scoreControls(read: readonly { readonly truth: TruthForm; readonly fields: readonly Field[] }[]): ControlScore {
  const score = { controls: 0, found: 0, wrong: 0, false: 0 }
  for (const { truth, fields } of read) {
    const rest = fields.filter(({ checked }) => checked !== undefined)
    for (const { label, checked } of truth.controls) {
      const whole = letters(label)
      const at = rest.findIndex((field) => whole.startsWith(letters(field.label)) && letters(field.label).length >= Math.min(3, whole.length))
      const [found] = at === -1 ? [] : rest.splice(at, 1)
      score.controls++
      if (found) score.found++
      if (found && found.checked !== checked) score.wrong++
    }
    score.false += rest.length
  }
  return score
}
