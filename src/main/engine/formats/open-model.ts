import { failure, type Result } from '../../../shared/codes'
import { florence2 } from './florence2'
import type { Format, OpenOptions, VisionLanguageModel } from './format'
import { idefics3 } from './idefics3'
import { withoutHalf } from './graph-files'
import { readModelFolder, type ModelFolder } from './model-folder'
import { qwen3_5 } from './qwen3-5'

const FORMATS: readonly Format[] = [idefics3, qwen3_5, florence2]

/** Opens a model folder in whichever supported format its config.json names. */
export async function openModel(folder: string, options: OpenOptions): Promise<Result<{ model: VisionLanguageModel }>> {
  const read = await readModelFolder(folder)
  return read.ok ? openFolder(options.half === false ? withoutHalf(read.model) : read.model, options) : read
}

/** The same for a folder that was read before. */
export async function openFolder(model: ModelFolder, options: OpenOptions): Promise<Result<{ model: VisionLanguageModel }>> {
  const type = String(model.config['model_type'])
  const format = FORMATS.find((f) => f.modelTypes.includes(type))
  if (!format) {
    const known = FORMATS.flatMap((f) => f.modelTypes).join(', ')
    return failure('model-unsupported', `config.json: model_type ${type} is none of ${known}`)
  }
  return format.open(model, options)
}
