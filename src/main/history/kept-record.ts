import { z } from 'zod'
import type { Answer } from '../../shared/answer'
import type { AnswerView } from '../../shared/app-state'
import { COMMAND_IDS } from '../../shared/commands'
import { answerSchema, sentenceSchema } from './answer-schema'

/** An answer as it is remembered; its id and whether its picture is still there are the history's. */
export type NewAnswer = Omit<AnswerView, 'id' | 'picture'>

/** A finished answer as it is kept: what is shown, and the whole behind it where it was one. No picture. */
export interface KeptRecord {
  readonly answer: NewAnswer
  readonly whole: Answer | null
}

/** Raised when a field changes its meaning; what is added later must have a default, for older records. */
const SCHEMA = 1

const recordSchema = z.strictObject({
  schema: z.literal(SCHEMA),
  command: z.enum([...COMMAND_IDS, 'picture', 'sample']),
  about: z.string(),
  takenAt: z.number(),
  failed: z.boolean(),
  sentences: z.array(sentenceSchema).max(20_000),
  // What is told twice is kept once.
  whole: answerSchema.omit({ takenAt: true, sentences: true }).nullable(),
})

/** A record as text. */
export function recordText({ answer, whole }: KeptRecord): string {
  const { command, about, takenAt, failed, sentences } = answer
  const rest = whole && { ...whole, takenAt: undefined, sentences: undefined }
  return JSON.stringify({ schema: SCHEMA, command, about, takenAt, failed, sentences, whole: rest } satisfies Record<keyof z.infer<typeof recordSchema>, unknown>)
}

/** @returns null for a text that is no record, or one of a newer Descry */
export function readRecord(text: string): KeptRecord | null {
  const read = recordSchema.safeParse(parsed(text))
  if (!read.success) return null
  const { command, about, takenAt, failed, sentences, whole } = read.data
  const lines = whole?.lines.map((line) => line.text) ?? []
  const { tables = [], fields = [] } = whole ?? {}
  return {
    answer: { command, about, takenAt, failed, sentences, lines, tables, fields, complete: true },
    whole: whole && { ...whole, takenAt, sentences },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
