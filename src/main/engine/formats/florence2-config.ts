import { z } from 'zod'
import { failure, type Result } from '../../../shared/codes'
import type { EncoderConfig } from '../vision/encoder'
import { PUBLISHED_TASKS, type AnswerKind, type Task } from './florence2-tasks'
import type { ModelFolder } from './model-folder'

export interface Florence2Config extends EncoderConfig {
  readonly tasks: ReadonlyMap<string, Task>
  /** The token that the decoder begins with, and the one that it must say first, if any. */
  readonly startId: number
  readonly forcedFirstId: number | null
  readonly endIds: ReadonlySet<number>
  /** No run of so many tokens is said twice; 0 bars nothing. */
  readonly noRepeat: number
  readonly maxNewTokens: number
  /** Positions that the encoder has for the picture and the prompt together. */
  readonly maxPositions: number
  /** Those of them that a picture takes. */
  readonly picturePositions: number
}

const id = z.int().min(0)
const ids = z.union([id, z.array(id)])
const triple = z.tuple([z.number(), z.number(), z.number()])
const prompts = z.record(z.string(), z.string())

/** How an answer is generated; the language model's part of config.json holds the same keys. */
const generation = {
  decoder_start_token_id: id.nullish(),
  forced_bos_token_id: id.nullish(),
  eos_token_id: ids.nullish(),
  no_repeat_ngram_size: z.int().min(0).max(1000).nullish(),
  max_new_tokens: z.int().min(1).max(4096).nullish(),
}
const SCHEMAS = {
  'config.json': z.object({
    text_config: z.object({ ...generation, max_position_embeddings: z.int().min(16).max(65536).default(1024) }),
  }),
  'preprocessor_config.json': z.object({
    size: z.object({ height: z.int().min(1).max(8192), width: z.int().min(1).max(8192) }),
    do_resize: z.literal(true).default(true),
    do_center_crop: z.literal(false).default(false),
    rescale_factor: z.number().default(1 / 255),
    image_mean: triple,
    image_std: triple,
    image_seq_length: z.int().min(1).max(8192).default(577),
    tasks_answer_post_processing_type: prompts.optional(),
    task_prompts_without_inputs: prompts.optional(),
    task_prompts_with_input: prompts.optional(),
  }),
  'generation_config.json': z.object(generation),
}

/** Reads what the family needs from the folder's JSON files; a misfit names the file and the key. */
export function readFlorence2Config(folder: ModelFolder): Result<{ config: Florence2Config }> {
  const values = {
    'config.json': folder.config,
    'preprocessor_config.json': folder.preprocessor,
    'generation_config.json': folder.generation,
  }
  for (const file of Object.keys(SCHEMAS) as (keyof typeof SCHEMAS)[]) {
    const issue = SCHEMAS[file].safeParse(values[file]).error?.issues[0]
    if (issue) return failure('model-unsupported', `${file}: ${issue.path.join('.')}: ${issue.message}`)
  }
  const { text_config: text } = SCHEMAS['config.json'].parse(folder.config)
  const preprocessor = SCHEMAS['preprocessor_config.json'].parse(folder.preprocessor)
  const own = SCHEMAS['generation_config.json'].parse(folder.generation)
  const { height, width } = preprocessor.size
  // The projector's places are those of a square.
  if (height !== width) {
    return failure('model-unsupported', `preprocessor_config.json: size is ${width} × ${height}, not square`)
  }
  const startId = own.decoder_start_token_id ?? text.decoder_start_token_id
  const end = own.eos_token_id ?? text.eos_token_id
  if (startId == null || end == null) {
    const key = startId == null ? 'decoder_start_token_id' : 'eos_token_id'
    return failure('model-unsupported', `generation_config.json and config.json: text_config have no ${key}`)
  }
  const maxPositions = text.max_position_embeddings
  return {
    ok: true,
    config: {
      tileSize: width,
      longestEdge: width,
      splitting: false,
      mean: preprocessor.image_mean,
      std: preprocessor.image_std,
      rescale: preprocessor.rescale_factor,
      tasks: readTasks(preprocessor),
      startId,
      forcedFirstId: own.forced_bos_token_id ?? text.forced_bos_token_id ?? null,
      endIds: new Set(Array.isArray(end) ? end : [end]),
      noRepeat: own.no_repeat_ngram_size ?? text.no_repeat_ngram_size ?? 0,
      // The start and the first token have a position of their own.
      maxNewTokens: Math.min(own.max_new_tokens ?? text.max_new_tokens ?? maxPositions, maxPositions - 2),
      maxPositions,
      picturePositions: preprocessor.image_seq_length,
    },
  }
}

type Preprocessor = z.infer<(typeof SCHEMAS)['preprocessor_config.json']>

/** The folder's own tasks where it names any, else those of the published model. */
function readTasks(preprocessor: Preprocessor): ReadonlyMap<string, Task> {
  const { tasks_answer_post_processing_type: answers = {} } = preprocessor
  const { task_prompts_without_inputs: alone, task_prompts_with_input: withInput } = preprocessor
  if (!alone && !withInput) return PUBLISHED_TASKS
  const tasks = Object.entries({ ...alone, ...withInput }).map(([name, prompt]): [string, Task] => [
    name,
    { prompt, answer: (answers[name] ?? PUBLISHED_TASKS.get(name)?.answer ?? 'pure_text') as AnswerKind },
  ])
  return new Map(tasks)
}
