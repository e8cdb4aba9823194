import { z } from 'zod'
import { FAILURE_CODES } from './codes'
import { filesSchema, forcedSchema, probeRunSchema, PROBE_STAGES } from './device-probe'
import { DEVICES, PRECISIONS } from './devices'
import { EMPTY_PICTURES, framePictureSchema, pictureSchema } from './picture'
import { MOST_SECONDS, SAMPLE_RATE } from './sound'
import { fieldsSchema, tablesSchema } from './table'
import { textLineSchema } from './text-line'

// No code is made from strings anywhere in the product (the app's CSP forbids it).
z.config({ jitless: true })

export { SAMPLE_RATE }

/** Which half of the engine a process is; both run the same bundle. */
export const ENGINE_ROLES = ['vision-language', 'text-audio'] as const
export type EngineRole = (typeof ENGINE_ROLES)[number]

export const LENGTHS = ['brief', 'normal', 'full'] as const
export type Length = (typeof LENGTHS)[number]

const job = z.string().min(1).max(64)

/** Loads the model of a role; `folder` holds a model in a supported layout. */
const loadRequest = z.strictObject({
  type: z.literal('load'),
  job,
  folder: z.string().min(1).max(4096),
  threads: z.int().min(1).max(64),
  /** The processor without it. */
  device: z.enum(DEVICES).optional(),
  /** False where the device has shown that it cannot compute in half floats: other files are chosen. */
  half: z.boolean().optional(),
  /** Where changed copies of graphs may be kept; without it a graph is changed in memory. */
  cacheFolder: z.string().min(1).max(4096).optional(),
})

/**
 * Tries a device with the model itself: opens it, answers a fixed question about a fixed picture, times it.
 * For a process of its own that is thrown away afterwards.
 */
const probeRequest = z.strictObject({
  type: z.literal('probe'),
  job,
  folder: z.string().min(1).max(4096),
  threads: z.int().min(1).max(64),
  device: z.enum(DEVICES),
  half: z.boolean(),
  /** Whose files are chosen: the processor computes another device's, to be compared with it. */
  filesOf: z.enum(DEVICES),
  /** Nothing is computed less exactly than the graph says; the product's own way otherwise. */
  exact: z.boolean(),
  /** Without it the model's own tokens are taken, and the ids to compare are chosen. */
  forced: forcedSchema.optional(),
  cacheFolder: z.string().min(1).max(4096).optional(),
})

/** What the one who asks calls a picture: a later question may name it instead of sending it again. */
const pictureName = z.string().min(1).max(64)

/** One of several readings of a picture, so that it is seen what of it comes up again. */
export const readingSchema = z.strictObject({
  /** The part that is shown to the model, shares of width and height; all of it without. */
  crop: z.strictObject({ x: z.number().min(0).max(1), y: z.number().min(0).max(1), width: z.number().gt(0).max(1), height: z.number().gt(0).max(1) }).optional(),
  /** Left and right exchanged. */
  mirrored: z.boolean(),
  /** Which of the family's ways to ask, counted from 0, which is the usual one; it goes round. */
  words: z.int().min(0).max(99),
  /** Of the whole picture, where an earlier reading has told it; decided once. */
  kind: z.enum(['photo', 'screen']).optional(),
})
export type Reading = z.infer<typeof readingSchema>

/** Gate → kind → prompt → words. Sentences come as the model finishes them. */
const describeRequest = z.strictObject({
  type: z.literal('describe'),
  job,
  picture: pictureSchema,
  length: z.enum(LENGTHS),
  name: pictureName.optional(),
  reading: readingSchema.optional(),
})

/** How a token is chosen from the scores; without it the best one is taken. */
const samplingSchema = z.strictObject({
  /** Scores are divided by it; 0 takes the best one. */
  temperature: z.number().min(0).max(2),
  /** Tokens are taken from the likeliest ones that together have this probability. */
  topP: z.number().gt(0).max(1),
  seed: z.int().min(0).max(0xffff_ffff),
})
export type Sampling = z.infer<typeof samplingSchema>

/** A question that was answered before, for models that can hold a conversation. */
const exchangeSchema = z.strictObject({ question: z.string().min(1).max(2000), reply: z.string().max(20_000) })
export type Exchange = z.infer<typeof exchangeSchema>

/** Pictures that one question may be about: frames of a film, or pictures to compare. */
export const MAX_PICTURES = 16

/**
 * One question put to the model, on new pictures or, without any, on those it last encoded. With a name and
 * no picture it is refused unless the picture of that name was encoded last.
 */
const askRequest = z.strictObject({
  type: z.literal('ask'),
  job,
  picture: pictureSchema.optional(),
  name: pictureName.optional(),
  /** Pictures after the first one, in their order. */
  more: z.array(pictureSchema).max(MAX_PICTURES - 1).optional(),
  /** The pictures are frames of one film: when each was, in seconds. */
  frames: z.strictObject({ seconds: z.array(z.number().min(0).max(1e7)).min(1).max(MAX_PICTURES) }).optional(),
  question: z.string().min(1).max(2000),
  history: z.array(exchangeSchema).max(20).optional(),
  sampling: samplingSchema.optional(),
  /** Sentences come with their certainty, which takes some time a token. */
  certainty: z.boolean().optional(),
  /** Text that the recogniser read in the picture: what the answer may quote, for guessing tokens ahead. */
  read: z.array(z.string().max(2000)).max(200).optional(),
})

/** Text of a picture, by the recogniser. */
const readRequest = z.strictObject({ type: z.literal('read'), job, picture: pictureSchema })

/** Cells of a frame's signature: mean light each, a byte, rows top to bottom. */
export const SIGNATURE = { columns: 64, rows: 36 } as const
const signatureSchema = z.instanceof(Uint8Array).refine((s) => s.byteLength === SIGNATURE.columns * SIGNATURE.rows)

/** The cheap measures of a frame of a film: no model runs. */
const lookRequest = z.strictObject({
  type: z.literal('look'),
  job,
  frame: framePictureSchema,
  /** Signatures of earlier frames, to be compared with. */
  against: z.array(signatureSchema).max(16),
})

const soundSchema = z.instanceof(Float32Array).refine((s) => s.length > 0 && s.length <= SAMPLE_RATE * MOST_SECONDS)

/** Loads what hears: voice activity and speech recognition. Refused with `speech-not-installed` where that is missing. */
const loadSpeechRequest = z.strictObject({
  type: z.literal('load-speech'),
  job,
  /** The recogniser's folder, and the file of the voice activity's graph. */
  folder: z.string().min(1).max(4096),
  activity: z.string().min(1).max(4096),
  threads: z.int().min(1).max(64),
})

/** The next piece of a microphone's sound: does somebody speak? One stream at a time. */
const hearRequest = z.strictObject({
  type: z.literal('hear'),
  job,
  sound: soundSchema,
  /** A new stream: what was heard before is forgotten. */
  begins: z.boolean(),
})

/** Speech as text, English. */
const transcribeRequest = z.strictObject({ type: z.literal('transcribe'), job, sound: soundSchema })

const cancelRequest = z.strictObject({ type: z.literal('cancel'), job })

/** Asks for the role's state: model, provider, memory; answered by `status` at once, between tokens. */
const statusRequest = z.strictObject({ type: z.literal('status'), job })

export const requestSchema = z.discriminatedUnion('type', [
  loadRequest,
  probeRequest,
  describeRequest,
  askRequest,
  readRequest,
  lookRequest,
  loadSpeechRequest,
  hearRequest,
  transcribeRequest,
  cancelRequest,
  statusRequest,
])
export type EngineRequest = z.infer<typeof requestSchema>

/** Milliseconds a stage took, by the stage's name ("decode", "encoder", "prefill", "first-token", …). */
const timings = z.record(z.string(), z.number())
export type Timings = z.infer<typeof timings>

const engineInfo = z.strictObject({
  model: z.string(),
  provider: z.string(),
  threads: z.int(),
  /** Of the language model's graph. */
  precision: z.enum(PRECISIONS).optional(),
  /** Letters that a recogniser cannot read; absent where it reads all of its languages. */
  cannotRead: z.string().optional(),
})
export type EngineInfo = z.infer<typeof engineInfo>

/** What a sentence answers, so that the answer can treat each as what it is. */
const SENTENCE_PARTS = ['caption', 'detail', 'screen-kind', 'object', 'reply'] as const
export type SentencePart = (typeof SENTENCE_PARTS)[number]

const readyEvent = z.strictObject({ type: z.literal('ready'), role: z.enum(ENGINE_ROLES) })
const loadedEvent = z.strictObject({ type: z.literal('loaded'), job, info: engineInfo, timings })
/** A trial has come so far with these files. */
const probingEvent = z.strictObject({
  type: z.literal('probing'),
  job,
  stage: z.enum(PROBE_STAGES),
  files: filesSchema,
})
const probedEvent = z.strictObject({ type: z.literal('probed'), job, run: probeRunSchema })
const statusEvent = z.strictObject({
  type: z.literal('status'),
  job,
  info: engineInfo.nullable(),
  /** Resident memory of the process, bytes. */
  rss: z.number(),
})
/** The gate's word on a picture, before any model runs; an empty picture ends the job here. */
const verdictEvent = z.strictObject({
  type: z.literal('verdict'),
  job,
  width: z.int(),
  height: z.int(),
  empty: z.enum(EMPTY_PICTURES).nullable(),
  /** English colour name of a single-colour picture. */
  colour: z.string().optional(),
})
const kindEvent = z.strictObject({ type: z.literal('kind'), job, kind: z.enum(['photo', 'screen']) })
const tokenEvent = z.strictObject({
  type: z.literal('token'),
  job,
  part: z.enum(SENTENCE_PARTS),
  text: z.string(),
})
const sentenceEvent = z.strictObject({
  type: z.literal('sentence'),
  job,
  part: z.enum(SENTENCE_PARTS),
  text: z.string(),
  /** Of a reply: the probability that the model gave to the least probable token of this sentence. */
  certainty: z.number().min(0).max(1).optional(),
})
const linesEvent = z.strictObject({
  type: z.literal('lines'),
  job,
  width: z.int(),
  height: z.int(),
  lines: z.array(textLineSchema).max(10_000),
  tables: tablesSchema,
  fields: fieldsSchema,
})
const frameLook = {
  signature: signatureSchema,
  /** How it differs from each that it was compared with: share of cells, 0 to 1, and gradients of 64 that turned. */
  changes: z.array(z.strictObject({ share: z.number().min(0).max(1), distance: z.int().min(0).max(64) })),
  /** Mean level, and how far levels lie apart, 0 to 255. */
  light: z.number().min(0).max(255),
  contrast: z.number().min(0).max(255),
  /** Strength of the sharpest edges, levels. */
  sharpness: z.number().min(0),
}
const lookedEvent = z.strictObject({ type: z.literal('looked'), job, ...frameLook })
export type FrameLook = Omit<z.infer<typeof lookedEvent>, 'type' | 'job'>

/** What the stream of sound is like up to here. */
const hearing = {
  /** Somebody speaks now. */
  speaking: z.boolean(),
  /** Milliseconds of speech since the stream began, and of silence since the last of it. */
  speech: z.number().min(0),
  silence: z.number().min(0),
}
const heardEvent = z.strictObject({ type: z.literal('heard'), job, ...hearing })
export type Hearing = Omit<z.infer<typeof heardEvent>, 'type' | 'job'>
const transcriptEvent = z.strictObject({
  type: z.literal('transcript'),
  job,
  /** Empty where nothing was understood. */
  text: z.string().max(10_000),
  /** Mean probability of its tokens, 0 to 1, and that of the least probable word. */
  certainty: z.number().min(0).max(1),
  least: z.number().min(0).max(1),
  timings,
})
export type Transcript = Omit<z.infer<typeof transcriptEvent>, 'type' | 'job'>

const doneEvent = z.strictObject({
  type: z.literal('done'),
  job,
  /** The model's words, untouched, a part each; empty for a recogniser job. */
  modelText: z.array(z.strictObject({ part: z.enum(SENTENCE_PARTS), prompt: z.string(), text: z.string() })),
  /** Tokens that were generated. */
  tokens: z.int(),
  timings,
})
const failedEvent = z.strictObject({
  type: z.literal('failed'),
  job,
  code: z.enum(FAILURE_CODES),
  detail: z.string().max(2000).optional(),
})

export const eventSchema = z.discriminatedUnion('type', [
  readyEvent,
  loadedEvent,
  probingEvent,
  probedEvent,
  statusEvent,
  verdictEvent,
  kindEvent,
  tokenEvent,
  sentenceEvent,
  linesEvent,
  lookedEvent,
  heardEvent,
  transcriptEvent,
  doneEvent,
  failedEvent,
])
export type EngineEvent = z.infer<typeof eventSchema>
