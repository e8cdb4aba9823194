import { z } from 'zod'
import { failure, type Result } from '../../../shared/codes'
import type { EncoderConfig } from '../vision/encoder'
import type { ModelFolder } from './model-folder'

export interface Idefics3Config extends EncoderConfig {
  readonly imageTokenId: number
  /** Image tokens a tile. */
  readonly imageSeqLen: number
  readonly endIds: ReadonlySet<number>
  readonly maxNewTokens: number
  /** Whether the model was made for the frames of films too. */
  readonly films: boolean
}

const edge = z.object({ longest_edge: z.int().min(1).max(8192) })
const triple = z.tuple([z.number(), z.number(), z.number()])
const ids = z.union([z.int(), z.array(z.int())])

const configSchema = z.object({
  image_token_id: z.int(),
  eos_token_id: ids.nullish(),
  text_config: z.object({ eos_token_id: ids.nullish() }).nullish(),
})
const preprocessorSchema = z.object({
  size: edge,
  max_image_size: edge,
  do_image_splitting: z.boolean().default(true),
  rescale_factor: z.number().default(1 / 255),
  image_mean: triple.default([0.5, 0.5, 0.5]),
  image_std: triple.default([0.5, 0.5, 0.5]),
  // SmolVLM2 has it, for films.
  video_sampling: z.object({}).nullish(),
})
const processorSchema = z.object({ image_seq_len: z.int().min(1).max(4096) })
const generationSchema = z.object({
  eos_token_id: ids.nullish(),
  max_new_tokens: z.int().min(1).max(4096).optional(),
})

/** Longest answer of a model that names no limit of its own, tokens. */
const DEFAULT_NEW_TOKENS = 256

/** Reads what the family needs from the folder's JSON files; a misfit names the file and the key. */
export function readIdefics3Config(folder: ModelFolder): Result<{ config: Idefics3Config }> {
  const files = [
    ['config.json', configSchema, folder.config],
    ['preprocessor_config.json', preprocessorSchema, folder.preprocessor],
    ['processor_config.json', processorSchema, folder.processor],
    ['generation_config.json', generationSchema, folder.generation],
  ] as const
  for (const [file, schema, value] of files) {
    const checked = schema.safeParse(value)
    const issue = checked.error?.issues[0]
    if (issue) return failure('model-unsupported', `${file}: ${issue.path.join('.')}: ${issue.message}`)
  }
  const config = configSchema.parse(folder.config)
  const preprocessor = preprocessorSchema.parse(folder.preprocessor)
  const generation = generationSchema.parse(folder.generation)
  const end = generation.eos_token_id ?? config.eos_token_id ?? config.text_config?.eos_token_id ?? []
  return {
    ok: true,
    config: {
      imageTokenId: config.image_token_id,
      imageSeqLen: processorSchema.parse(folder.processor).image_seq_len,
      tileSize: preprocessor.max_image_size.longest_edge,
      longestEdge: preprocessor.size.longest_edge,
      splitting: preprocessor.do_image_splitting,
      mean: preprocessor.image_mean,
      std: preprocessor.image_std,
      rescale: preprocessor.rescale_factor,
      endIds: new Set(Array.isArray(end) ? end : [end]),
      films: preprocessor.video_sampling != null,
      maxNewTokens: generation.max_new_tokens ?? DEFAULT_NEW_TOKENS,
    },
  }
}
