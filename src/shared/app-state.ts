import { z } from 'zod'
import { COMMAND_IDS } from './commands'
import { downloadProgressSchema } from './model-catalogue'
import { settingsSchema } from './settings'
import { fieldsSchema, tablesSchema } from './table'

/** What main tells its windows, whole, whenever it changes; a window keeps nothing else. */

const sentenceSchema = z.strictObject({
  text: z.string(),
  /** BCP 47. */
  lang: z.string(),
  source: z.enum(['model', 'recogniser', 'gate', 'app']),
})

const answerViewSchema = z.strictObject({
  id: z.int(),
  /** What made it; `picture` is one that was opened, pasted or dropped, `sample` the built-in one. */
  command: z.enum([...COMMAND_IDS, 'picture', 'sample']),
  /** What it is about, in words: "The screen", a file's name. */
  about: z.string(),
  /** Milliseconds since the epoch when the picture was taken. */
  takenAt: z.number(),
  sentences: z.array(sentenceSchema),
  /** All text that was read in the picture, a line each, in reading order. */
  lines: z.array(z.string()),
  /** Tables and filled-in labels that were found in that text. */
  tables: tablesSchema,
  fields: fieldsSchema,
  /** False while sentences still come. */
  complete: z.boolean(),
  failed: z.boolean(),
  /** `answer:picture` has it. */
  picture: z.boolean(),
})
export type AnswerView = z.infer<typeof answerViewSchema>

/** What can be narrated; `pointer` is what was under it at the beginning. */
const NARRATION_SOURCES = ['camera', 'screen', 'window', 'pointer'] as const
export type NarrationSource = (typeof NARRATION_SOURCES)[number]

export const KEY_IDS = ['layer', ...COMMAND_IDS] as const
export type KeyId = (typeof KEY_IDS)[number]

const keyViewSchema = z.strictObject({
  id: z.enum(KEY_IDS),
  /** Electron's syntax; null where the user wants none or none could be had. */
  accelerator: z.string().nullable(),
  /** As it is said: "Control Alt Shift D". */
  spoken: z.string(),
  /**
   * `replaced`: the wanted key is held by another program and this one is used instead; `taken`: none
   * could be had; `conflict`: it works, and something else that runs uses it too; `unproven`: only a
   * press can tell.
   */
  state: z.enum(['held', 'replaced', 'taken', 'conflict', 'unproven', 'off']),
  /** A sentence for every state but `held` and `off`. */
  note: z.string().nullable(),
})
export type KeyView = z.infer<typeof keyViewSchema>

const displayViewSchema = z.strictObject({
  /** From the left, from 1. */
  number: z.int().min(1),
  /** By its place: "Display 2, to the right". */
  name: z.string(),
})
export type DisplayView = z.infer<typeof displayViewSchema>

/** What can be done with a model that takes its time. */
const MODEL_WORKS = ['download', 'repair', 'check', 'import'] as const
export type ModelWorkKind = (typeof MODEL_WORKS)[number]

const modelsStateSchema = z.strictObject({
  /** The model that describes. */
  inUse: z.string(),
  /** What is being done; one model at a time. `progress` is null until it has told of any. */
  work: z
    .strictObject({
      kind: z.enum(MODEL_WORKS),
      /** Null while a folder or archive is added, which has no id yet. */
      id: z.string().nullable(),
      name: z.string(),
      progress: downloadProgressSchema.nullable(),
    })
    .nullable(),
  /** What comes after it, in order. */
  waiting: z.array(z.strictObject({ id: z.string().nullable(), name: z.string() })),
  /** The model that is being loaded, to be used once it works. */
  switching: z.string().nullable(),
  /** What was last said about a model's work, and of which; shown beside it. */
  said: z.strictObject({ id: z.string().nullable(), text: z.string() }).nullable(),
  /** Another number whenever the list of models is another one. */
  edition: z.int().min(0),
  /** Where the model is computed and why, in a sentence; empty until it is known. */
  device: z.string(),
  /** What became of the other devices that were tried with this model, a sentence each. */
  findings: z.array(z.string()),
})
export type ModelsState = z.infer<typeof modelsStateSchema>

export const appStateSchema = z.strictObject({
  locale: z.enum(['en', 'de']),
  settings: settingsSchema,
  activity: z.strictObject({
    /** Null when nothing is being worked on. */
    command: z.enum([...COMMAND_IDS, 'picture', 'sample']).nullable(),
    /** The recogniser's or model's work in words, empty when idle. */
    sentence: z.string(),
  }),
  answer: answerViewSchema.nullable(),
  /** What was last said, answer or not, as far as it is known: for the caption bar. Empty while work begins. */
  said: z.array(sentenceSchema.pick({ text: true, lang: true })),
  /** Answers that are remembered, and which of them is shown, counted from 1. */
  answers: z.strictObject({ count: z.int(), position: z.int() }),
  engine: z.strictObject({ state: z.enum(['loading', 'ready', 'failed']), sentence: z.string() }),
  models: modelsStateSchema,
  /** Who would speak now, in a sentence. */
  voice: z.string(),
  /** A screen reader runs. */
  reader: z.boolean(),
  /** A screen reader seems to run that is none of those Descry knows, and the user has not said what to do beside it. */
  unknownReader: z.boolean(),
  /** No screen reader runs, so a window tells main what has the focus, for Descry to say it. */
  saysFocus: z.boolean(),
  /** What is narrated; null while narration is off. */
  narrating: z.enum(NARRATION_SOURCES).nullable(),
  /** A question is being typed, about this: "The screen, now". */
  asking: z.strictObject({ about: z.string() }).nullable(),
  /** A question is being spoken (`sound`: somebody speaks), or what was said is being understood. */
  listening: z.strictObject({ step: z.enum(['opening', 'listening', 'understanding']), sound: z.boolean() }).nullable(),
  /** What was understood last, until the next question; null before. */
  understood: z.strictObject({ text: z.string(), lang: z.string() }).nullable(),
  /** The profile of the program in front; null where none fits. */
  profile: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  /** How answers are kept. `problem`: why they cannot be kept on the disk, in a sentence; null where they can. */
  memory: z.strictObject({ kept: z.int().min(0), problem: z.string().nullable() }),
  /** The caption bar is to be shown. */
  caption: z.boolean(),
  keys: z.array(keyViewSchema),
  /** What displays there are, counted as the setting counts them. */
  displays: z.array(displayViewSchema),
  /** Keys say what they do instead of doing it. */
  learningKeys: z.boolean(),
})
export type AppState = z.infer<typeof appStateSchema>
