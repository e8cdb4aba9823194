import { failure, type Failure, type Result } from '../../../shared/codes'
import { Embeddings } from '../language/embeddings'
import { Seq2SeqDecoder } from '../language/seq2seq-decoder'
import { Seq2SeqEncoder } from '../language/seq2seq-encoder'
import { openTokenizer, type TextTokenizer } from '../language/tokenizer'
import type { Floats } from '../runtime/floats'
import { LEVERS } from '../runtime/levers'
import { openGraph } from '../runtime/session'
import type { Stages, Turn } from '../turn'
import type { Pixels } from '../vision/decode'
import { readFlorence2Config, type Florence2Config } from './florence2-config'
import { placeReader, type ReadPieces } from './florence2-marks'
import { Florence2Picture } from './florence2-picture'
import { FLORENCE2_PROMPTS, FLORENCE2_WAYS } from './florence2-prompts'
import { taskOf } from './florence2-tasks'
import { Florence2Vision } from './florence2-vision'
import type { Format, LookOptions, OpenOptions, VisionLanguageModel } from './format'
import { findGraph, type ModelFolder } from './model-folder'
import { OpenedModel, type OpenedParts } from './opened-model'
import { openThreeGraphs } from './three-graphs'

/** Florence-2: an encoder reads the picture's features and a task's prompt, a decoder answers. */
export const florence2: Format = {
  family: 'Florence-2',
  modelTypes: ['florence2'],
  open: openFlorence2,
}

export async function openFlorence2(folder: ModelFolder, options: OpenOptions): Promise<Result<{ model: Florence2Model }>> {
  const read = readFlorence2Config(folder)
  if (!read.ok) return read
  const opened = openTokenizer(folder.tokenizer, folder.tokenizerConfig)
  if (!opened.ok) return opened
  const places = placeReader(opened.tokenizer)
  if (!places.ok) return places

  const { threads, device, levers = LEVERS } = options
  // As transformers.js opens them; 17 % of a token's time with the model's true sizes (eight bits, one thread).
  const graphs = await openThreeGraphs(folder, { ...options, levers: { ...levers, fused: true, layers: false } })
  if (!graphs.ok) return graphs
  const { vision: davit, embed, merged, precision } = graphs.graphs
  const file = findGraph(folder, 'encoder_model', device, 'encoder')
  if (!file.ok) return file
  const prompts = await openGraph(file.path, { threads, device })
  if (!prompts.ok) return prompts

  const shared = Embeddings.open(embed)
  if (!shared.ok) return shared
  const encoder = Seq2SeqEncoder.open(prompts.graph, shared.embeddings)
  if (!encoder.ok) return encoder
  const decoder = Seq2SeqDecoder.open(merged, shared.embeddings, encoder.encoder)
  if (!decoder.ok) return decoder
  const vision = Florence2Vision.open(davit, prompts.graph, read.config)
  if (!vision.ok) return vision
  const parts = {
    name: folder.name, threads, device, precision,
    config: read.config, tokenizer: opened.tokenizer, read: places.read,
    vision: vision.vision, encoder: encoder.encoder, decoder: decoder.decoder,
  }
  return { ok: true, model: new Florence2Model(parts) }
}

export interface Florence2Parts extends OpenedParts {
  readonly config: Florence2Config
  readonly tokenizer: TextTokenizer
  readonly read: ReadPieces
  readonly vision: Florence2Vision
  readonly encoder: Seq2SeqEncoder
  readonly decoder: Seq2SeqDecoder
}

export class Florence2Model extends OpenedModel<Florence2Parts> implements VisionLanguageModel {
  readonly prompts = FLORENCE2_PROMPTS
  readonly ways = FLORENCE2_WAYS
  readonly mostPictures = 1

  /** It was trained on fixed tasks: what is none of them, or longer than its encoder, it cannot answer. */
  refuses(question: string): Failure | null {
    const { config, tokenizer } = this.parts
    const task = taskOf(question, config.tasks)
    if (!task) return failure('question-unsupported')
    const length = config.picturePositions + tokenizer.encode(task.prompt).length
    if (length <= config.maxPositions) return null
    return failure('question-unsupported', `${length} of ${config.maxPositions} positions`)
  }

  async look(pictures: readonly Pixels[], _options: LookOptions, turn: Turn, stages: Stages): Promise<Florence2Picture> {
    const [pixels] = pictures
    if (!pixels || pictures.length > this.mostPictures) throw new RangeError(`${pictures.length} pictures at once`)
    return this.see(await this.parts.vision.encode(pixels, turn, stages), pixels)
  }

  /** A picture that is encoded already; `size` is its own. */
  see(features: Floats, size: Pick<Pixels, 'width' | 'height'>): Florence2Picture {
    return new Florence2Picture(this.parts, features, size)
  }

  async close(): Promise<void> {
    const { vision, encoder, decoder } = this.parts
    const graphs = [vision.graph, encoder.graph, decoder.graph, decoder.embeddings.graph]
    await Promise.all(graphs.map(({ session }) => session.release()))
  }
}
