import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { PictureKind } from '../../shared/picture'

/** What a model can be asked: the folder's optional `questions.json`, measured with that model. */
export interface QuestionLimits {
  /** Languages that questions are understood in, by BCP 47; null is any. */
  readonly languages: readonly string[] | null
  /** What kinds of pictures it can answer about; a description is had of all. */
  readonly kinds: readonly PictureKind[]
  /** It can hold a conversation: what was asked before is told to it. */
  readonly conversation: boolean
  /** The probability that every token of a sentence must have for the sentence to be said; 0 to 1. */
  readonly certainty: number
  /** The same for an answer that says yes or no. */
  readonly yesNo: number
}

/**
 * For a model that nobody has measured. A yes or no is said only where the model holds it for more than twice as
 * likely as all else; of other words a probability tells too little to be a limit.
 */
export const UNMEASURED: QuestionLimits = { languages: null, kinds: ['photo', 'screen'], conversation: true, certainty: 0, yesNo: 0.7 }

const share = z.number().min(0).max(1)
const schema = z.strictObject({
  languages: z.array(z.string()).nullable(),
  kinds: z.array(z.enum(['photo', 'screen'])),
  conversation: z.boolean(),
  certainty: share,
  yesNo: share,
})

export async function readQuestionLimits(modelFolder: string): Promise<QuestionLimits> {
  try {
    return schema.parse(JSON.parse(await readFile(join(modelFolder, 'questions.json'), 'utf8')))
  } catch {
    return UNMEASURED
  }
}
