import { z } from 'zod'
import type { Answer } from '../../shared/answer'
import type { AnswerView } from '../../shared/app-state'
import { COMMAND_IDS } from '../../shared/commands'
import { fieldsSchema, tablesSchema } from '../../shared/table'
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
  /** What was read, where there is no whole any more. */
  read: z.strictObject({ lines: z.array(z.string()).max(10_000), tables: tablesSchema, fields: fieldsSchema }).nullable().default(null),
})

/** A record as text. */
export function recordText({ answer, whole }: KeptRecord): string {
  const { command, about, takenAt, failed, sentences, lines, tables, fields } = answer
  const read = whole || lines.length + tables.length + fields.length === 0 ? undefined : { lines, tables, fields }
  const rest = whole && { ...whole, takenAt: undefined, sentences: undefined }
  return JSON.stringify({ schema: SCHEMA, command, about, takenAt, failed, sentences, whole: rest, read } satisfies Record<keyof z.infer<typeof recordSchema>, unknown>)
}

const BEGINNING = JSON.stringify({ schema: SCHEMA }).slice(0, -1)

/** Whether a text that we sealed is a record of this schema: by its beginning, since all of them are asked at each start. */
export const isRecord = (text: string): boolean => text.startsWith(`${BEGINNING},`)

/** @returns null for a text that is no record, or one of a newer Descry */
export function readRecord(text: string): KeptRecord | null {
  const read = recordSchema.safeParse(parsed(text))
  if (!read.success) return null
  const { command, about, takenAt, failed, sentences, whole } = read.data
  const lines = whole?.lines.map((line) => line.text) ?? read.data.read?.lines ?? []
  const { tables = [], fields = [] } = whole ?? read.data.read ?? {}
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
