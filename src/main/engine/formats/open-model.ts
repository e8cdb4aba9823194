import { failure, type Result } from '../../../shared/codes'
import type { Format, OpenOptions, VisionLanguageModel } from './format'
import { idefics3 } from './idefics3'
import { readModelFolder } from './model-folder'

const FORMATS: readonly Format[] = [idefics3]

/** Opens a model folder in whichever supported format its config.json names. */
export async function openModel(folder: string, options: OpenOptions): Promise<Result<{ model: VisionLanguageModel }>> {
  const read = await readModelFolder(folder)
  if (!read.ok) return read
  const type = String(read.model.config['model_type'])
  const format = FORMATS.find((f) => f.modelTypes.includes(type))
  if (!format) {
    const known = FORMATS.flatMap((f) => f.modelTypes).join(', ')
    return failure('model-unsupported', `config.json: model_type ${type} is none of ${known}`)
  }
  return format.open(read.model, options)
}
