import { z } from 'zod'

/** One id or several, as the configuration files have them. */
export const tokenIds = z.union([z.int(), z.array(z.int())]).nullish()

/** generation_config.json, as far as it says where an answer ends. */
export const generationSchema = z.object({
  eos_token_id: tokenIds,
  max_new_tokens: z.int().min(1).max(4096).nullish(),
})

/** Longest answer of a model that names no limit of its own, tokens. */
const DEFAULT_NEW_TOKENS = 256

export interface AnswerLimits {
  readonly endIds: ReadonlySet<number>
  readonly maxNewTokens: number
}

/**
 * Where an answer ends.
 *
 * @param others end tokens that config.json names, for a folder whose generation_config.json names none
 */
export function answerLimits(
  generation: z.infer<typeof generationSchema>,
  ...others: readonly z.infer<typeof tokenIds>[]
): AnswerLimits {
  const end = [generation.eos_token_id, ...others].find((ids) => ids != null) ?? []
  return {
    endIds: new Set(Array.isArray(end) ? end : [end]),
    maxNewTokens: generation.max_new_tokens ?? DEFAULT_NEW_TOKENS,
  }
}
