import { z } from 'zod'
import { failure, type Result } from '../../../shared/codes'
import type { EncoderConfig } from '../vision/encoder'
import { answerLimits, generationSchema, tokenIds, type AnswerLimits } from './answer-limits'
import type { ModelFolder } from './model-folder'

export interface Idefics3Config extends EncoderConfig, AnswerLimits {
  readonly imageTokenId: number
  /** Image tokens a tile. */
  readonly imageSeqLen: number
  /** Whether the model was made for the frames of films too. */
  readonly films: boolean
}

const edge = z.object({ longest_edge: z.int().min(1).max(8192) })
const triple = z.tuple([z.number(), z.number(), z.number()])
const deviation = z.number().gt(0)
/** Most tiles a side: transformers' tokenizers name six, and a picture of more would not be seen in a minute. */
const MOST_TILES = 16

const configSchema = z.object({
  image_token_id: z.int(),
  eos_token_id: tokenIds,
  text_config: z.object({ eos_token_id: tokenIds }).nullish(),
})
const preprocessorSchema = z.object({
  size: edge,
  max_image_size: edge,
  do_image_splitting: z.boolean().default(true),
  rescale_factor: z.number().gt(0).default(1 / 255),
  image_mean: triple.default([0.5, 0.5, 0.5]),
  image_std: z.tuple([deviation, deviation, deviation]).default([0.5, 0.5, 0.5]),
  // SmolVLM2 has it, for films.
  video_sampling: z.object({}).nullish(),
})
const processorSchema = z.object({ image_seq_len: z.int().min(1).max(4096) })

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
  const [longest, tile] = [preprocessor.size.longest_edge, preprocessor.max_image_size.longest_edge]
  if (longest > MOST_TILES * tile) {
    const said = `preprocessor_config.json: size.longest_edge is ${longest}, more than ${MOST_TILES} times`
    return failure('model-unsupported', `${said} max_image_size.longest_edge, ${tile}`)
  }
  return {
    ok: true,
    config: {
      imageTokenId: config.image_token_id,
      imageSeqLen: processorSchema.parse(folder.processor).image_seq_len,
      tileSize: tile,
      longestEdge: longest,
      splitting: preprocessor.do_image_splitting,
      mean: preprocessor.image_mean,
      std: preprocessor.image_std,
      rescale: preprocessor.rescale_factor,
      films: preprocessor.video_sampling != null,
      ...answerLimits(generation, config.eos_token_id, config.text_config?.eos_token_id),
    },
  }
}
