import { z } from 'zod'
import { failure, type Result } from '../../../shared/codes'
import type { PatchesConfig } from '../vision/patches-encoder'
import { answerLimits, generationSchema, tokenIds, type AnswerLimits } from './answer-limits'
import type { ModelFolder } from './model-folder'

/** Kinds of layers of the language models; Qwen2.5-VL's configuration names a window that it does not use. */
const LAYER_TYPES = ['full_attention', 'sliding_attention', 'linear_attention'] as const
export type LayerType = (typeof LAYER_TYPES)[number]

export interface QwenConfig extends PatchesConfig, AnswerLimits {
  readonly imageTokenId: number
  /** What each layer of the language model is, where config.json says it. */
  readonly layerTypes: readonly LayerType[]
}

const side = z.int().min(1).max(256)
const pixels = z.int().min(1).max(2 ** 31)
const triple = z.tuple([z.number(), z.number(), z.number()])

const configSchema = z.object({
  image_token_id: z.int(),
  eos_token_id: tokenIds,
  text_config: z.object({ eos_token_id: tokenIds, layer_types: z.array(z.enum(LAYER_TYPES)).nullish() }).nullish(),
  vision_config: z.object({
    patch_size: side.optional(),
    temporal_patch_size: side.optional(),
    spatial_merge_size: side.optional(),
  }),
})
const preprocessorSchema = z.object({
  patch_size: side,
  temporal_patch_size: side.default(2),
  merge_size: side.default(2),
  size: z.object({ shortest_edge: pixels.optional(), longest_edge: pixels.optional() }).nullish(),
  min_pixels: pixels.nullish(),
  max_pixels: pixels.nullish(),
  rescale_factor: z.number().default(1 / 255),
  // Qwen2-VL's, which its folders leave out; its followers write their own.
  image_mean: triple.default([0.48145466, 0.4578275, 0.40821073]),
  image_std: triple.default([0.26862954, 0.26130258, 0.27577711]),
})
/** transformers' own limits where a folder names none: image_processing_qwen2_vl.py. */
const DEFAULT_PIXELS = { min: 56 * 56, max: 28 * 28 * 1280 }

/** Keys of config.json's vision_config and of preprocessor_config.json that say the same. */
const TWINS = [
  ['patch_size', 'patch_size'],
  ['temporal_patch_size', 'temporal_patch_size'],
  ['spatial_merge_size', 'merge_size'],
] as const

/** Reads what the family needs from the folder's JSON files; a misfit names the file and the key. */
export function readQwenConfig(folder: ModelFolder): Result<{ config: QwenConfig }> {
  const config = read('config.json', configSchema, folder.config)
  if (!config.ok) return config
  const preprocessor = read('preprocessor_config.json', preprocessorSchema, folder.preprocessor)
  if (!preprocessor.ok) return preprocessor
  const generation = read('generation_config.json', generationSchema, folder.generation)
  if (!generation.ok) return generation
  const [model, pictures, answers] = [config.value, preprocessor.value, generation.value]
  for (const [key, twin] of TWINS) {
    const said = model.vision_config[key]
    if (said !== undefined && said !== pictures[twin]) {
      return failure('model-unsupported', `preprocessor_config.json: ${twin} is ${pictures[twin]}, config.json says ${said}`)
    }
  }
  const minPixels = pictures.min_pixels ?? pictures.size?.shortest_edge ?? DEFAULT_PIXELS.min
  const maxPixels = pictures.max_pixels ?? pictures.size?.longest_edge ?? DEFAULT_PIXELS.max
  if (minPixels > maxPixels) {
    return failure('model-unsupported', `preprocessor_config.json: at least ${minPixels} and at most ${maxPixels} pixels`)
  }
  return {
    ok: true,
    config: {
      imageTokenId: model.image_token_id,
      layerTypes: model.text_config?.layer_types ?? [],
      patch: pictures.patch_size,
      merge: pictures.merge_size,
      frames: pictures.temporal_patch_size,
      minPixels,
      maxPixels,
      mean: pictures.image_mean,
      std: pictures.image_std,
      rescale: pictures.rescale_factor,
      ...answerLimits(answers, model.eos_token_id, model.text_config?.eos_token_id),
    },
  }
}

function read<T>(file: string, schema: z.ZodType<T>, value: unknown): Result<{ value: T }> {
  const checked = schema.safeParse(value)
  if (checked.success) return { ok: true, value: checked.data }
  const [issue] = checked.error.issues
  return failure('model-unsupported', `${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`)
}
