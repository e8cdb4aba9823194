import { z } from 'zod'
import type { Answer } from '../../shared/answer'
import { readingSchema } from '../../shared/engine-protocol'
import { EMPTY_PICTURES } from '../../shared/picture'
import { fieldsSchema, tablesSchema } from '../../shared/table'
import { textLineSchema } from '../../shared/text-line'

export const sentenceSchema = z.strictObject({
  text: z.string(),
  lang: z.string().min(1).max(35),
  source: z.enum(['model', 'recogniser', 'gate', 'app']),
})

export const answerSchema = z.strictObject({
  kind: z.enum(['photo', 'screen', 'empty', 'text']),
  empty: z.enum(EMPTY_PICTURES).nullable(),
  sentences: z.array(sentenceSchema).max(20_000),
  modelText: z.array(z.strictObject({ part: z.string(), prompt: z.string(), text: z.string() })),
  lines: z.array(textLineSchema).max(10_000),
  tables: tablesSchema,
  fields: fieldsSchema,
  width: z.int(),
  height: z.int(),
  model: z.string().nullable(),
  provider: z.string().nullable(),
  timings: z.record(z.string(), z.number()),
  tokens: z.int(),
  takenAt: z.number(),
  readings: z.array(z.strictObject({ reading: readingSchema, text: z.string() })).max(20).optional(),
  claims: z.array(z.strictObject({ text: z.string(), count: z.int(), of: z.int() })).max(10_000).optional(),
})
const anyAnswer: z.ZodType<Answer> = answerSchema

/** An answer as it is kept between two commands. */
export const keptAnswerSchema = z.strictObject({
  schema: z.literal(1),
  answer: anyAnswer,
  /** Milliseconds since the epoch until which a voice that cannot tell may still be speaking it. */
  soundingUntil: z.number(),
})
export type KeptAnswer = z.infer<typeof keptAnswerSchema>
