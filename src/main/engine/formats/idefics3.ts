import { failure, type Result } from '../../../shared/codes'
import { compileChatTemplate, type ChatMessage, type ChatTemplate } from '../language/chat-template'
import { Decoder, type PastKeyValues, type Step } from '../language/decoder'
import { generate } from '../language/generate'
import { openTokenizer, TokenStream, type TextTokenizer } from '../language/tokenizer'
import type { Floats } from '../runtime/floats'
import { defaultOpset, keepLastPosition } from '../runtime/last-position'
import { openGraph, type Graph, type Optimisation } from '../runtime/session'
import type { Stages, Turn } from '../turn'
import type { Pixels } from '../vision/decode'
import { Encoder, type EncodedPicture } from '../vision/encoder'
import type { Format, LookOptions, Reply, SeenPicture, VisionLanguageModel } from './format'
import { readIdefics3Config, type Idefics3Config } from './idefics3-config'
import { expandPictures } from './idefics3-prompt'
import { findGraph, PRECISION_SUFFIXES, VISION_SUFFIXES, type ModelFolder } from './model-folder'

/** Slice takes its bounds as inputs from this operator set on. */
const SLICE_BY_INPUT = 10

/** Idefics3 and SmolVLM: features replace the embeddings at the image tokens, in order. */
export const idefics3: Format = {
  family: 'Idefics3 and SmolVLM',
  modelTypes: ['idefics3', 'smolvlm'],
  open: openIdefics3,
}

/**
 * @param optimisation of the language model's graph. Fused operators gain nothing measurable there
 *   (descry-nano, one and two threads), and their rounding decides near ties otherwise: two of the 54
 *   samples on descry-nano's card come out in other words.
 */
export async function openIdefics3(
  folder: ModelFolder,
  threads: number,
  optimisation: Optimisation = 'basic',
): Promise<Result<{ model: Idefics3Model }>> {
  const config = readIdefics3Config(folder)
  if (!config.ok) return config
  const tokenizer = openTokenizer(folder.tokenizer, folder.tokenizerConfig)
  if (!tokenizer.ok) return tokenizer
  const template = compileChatTemplate(folder.tokenizerConfig)
  if (!template.ok) return template

  const graphs: Graph[] = []
  for (const [name, suffixes] of [
    ['vision_encoder', VISION_SUFFIXES],
    ['embed_tokens', PRECISION_SUFFIXES],
    ['decoder_model_merged', PRECISION_SUFFIXES],
  ] as const) {
    const file = findGraph(folder, name, suffixes)
    if (!file.ok) return file
    const patch = name === 'decoder_model_merged' ? { patch: lastPositionOnly, optimisation } : {}
    const opened = await openGraph(file.path, { threads, ...patch })
    if (!opened.ok) return opened
    graphs.push(opened.graph)
  }
  const [vision, embed, language] = graphs as [Graph, Graph, Graph]
  const encoder = Encoder.open(vision, config.config)
  if (!encoder.ok) return encoder
  const length = vision.outputs.get('image_features')?.shape.at(-2)
  if (typeof length === 'number' && length !== config.config.imageSeqLen) {
    const lengths = `${length} a tile, processor_config.json: image_seq_len says ${config.config.imageSeqLen}`
    return failure('model-unsupported', `vision_encoder: image_features is ${lengths}`)
  }
  const decoder = Decoder.open(embed, language)
  if (!decoder.ok) return decoder
  if (encoder.encoder.hidden !== decoder.decoder.hidden) {
    const widths = `${encoder.encoder.hidden} wide, embed_tokens gives ${decoder.decoder.hidden}`
    return failure('model-unsupported', `vision_encoder: image_features is ${widths}`)
  }
  return {
    ok: true,
    model: new Idefics3Model(folder.name, threads, config.config, tokenizer.tokenizer, template.template, encoder.encoder, decoder.decoder),
  }
}

function lastPositionOnly(model: Uint8Array): Uint8Array | null {
  return defaultOpset(model) >= SLICE_BY_INPUT ? keepLastPosition(model) : null
}

export class Idefics3Model implements VisionLanguageModel {
  readonly provider = 'cpu'

  constructor(
    readonly name: string,
    readonly threads: number,
    readonly config: Idefics3Config,
    readonly tokenizer: TextTokenizer,
    readonly template: ChatTemplate,
    readonly encoder: Encoder,
    readonly decoder: Decoder,
  ) {}

  async look(pixels: Pixels, options: LookOptions, turn: Turn, stages: Stages): Promise<SeenPicture> {
    return this.see([await this.encoder.encode(pixels, options.detail, turn, stages)])
  }

  /** A conversation about pictures that are encoded already. */
  see(pictures: readonly EncodedPicture[]): Idefics3Conversation {
    return new Idefics3Conversation(this, pictures)
  }

  /** Token ids of one question about pictures of these tile grids. */
  promptIds(question: string, pictures: readonly Pick<EncodedPicture, 'grid'>[]): number[] {
    const messages: ChatMessage[] = [
      { role: 'user', content: [...pictures.map(() => ({ type: 'image' }) as const), { type: 'text', text: question }] },
    ]
    const prompt = this.template.render(messages)
    const grids = pictures.map((picture) => picture.grid)
    return this.tokenizer.encode(expandPictures(prompt, grids, this.config.imageSeqLen))
  }

  async close(): Promise<void> {
    await Promise.all([this.encoder.close(), this.decoder.close()])
  }
}

interface Prefix {
  readonly ids: readonly number[]
  readonly past: PastKeyValues
}

/** Questions about the same pictures; the keys and values up to the last picture's end are kept. */
class Idefics3Conversation implements SeenPicture {
  #prefix: Prefix | null = null

  constructor(
    readonly model: Idefics3Model,
    readonly pictures: readonly EncodedPicture[],
  ) {}

  async ask(question: string, turn: Turn, onText: (text: string) => void): Promise<Reply> {
    const { model } = this
    const stream = new TokenStream(model.tokenizer)
    const generated = await generate(model.decoder, await this.prefill(question), {
      maxNewTokens: model.config.maxNewTokens,
      endIds: model.config.endIds,
      cancelled: turn.cancelled,
      pause: turn.pause,
      onToken: (id) => {
        const text = stream.push(id)
        if (text !== '') onText(text)
      },
    })
    const rest = stream.end()
    if (rest !== '') onText(rest)
    return { ...generated, text: stream.text }
  }

  /** Feeds the prompt, its pictures only once a conversation. */
  async prefill(question: string): Promise<Step> {
    const { decoder } = this.model
    const ids = this.model.promptIds(question, this.pictures)
    const kept = this.#prefix
    const prefix = kept && startsWith(ids, kept.ids) ? kept : await this.#prefillPictures(ids)
    this.#prefix = prefix
    return decoder.run(await decoder.embed(ids.slice(prefix.ids.length)), prefix.past)
  }

  async #prefillPictures(ids: readonly number[]): Promise<Prefix> {
    const { decoder, config } = this.model
    const end = ids.lastIndexOf(config.imageTokenId) + 1
    const head = ids.slice(0, end)
    const embeddings = await decoder.embed(head)
    replaceImageTokens(embeddings, head, config.imageTokenId, this.pictures, decoder.hidden)
    const { past } = await decoder.run(embeddings, decoder.empty)
    return { ids: head, past }
  }
}

function startsWith(ids: readonly number[], head: readonly number[]): boolean {
  // The question must leave at least one position to feed.
  return ids.length > head.length && head.every((id, i) => ids[i] === id)
}

/** Writes the features over the embeddings of the image tokens, in order, in place. */
function replaceImageTokens(
  embeddings: Floats,
  ids: readonly number[],
  imageTokenId: number,
  pictures: readonly EncodedPicture[],
  hidden: number,
): void {
  const features = pictures.map((picture) => picture.features)
  const rows = features.reduce((sum, f) => sum + f.length / hidden, 0)
  const places = ids.filter((id) => id === imageTokenId).length
  if (rows !== places) throw new RangeError(`${rows} feature rows for ${places} image tokens`)
  let picture = 0
  let row = 0
  ids.forEach((id, position) => {
    if (id !== imageTokenId) return
    let source = features[picture]
    while (source && row * hidden >= source.length) {
      source = features[++picture]
      row = 0
    }
    if (source) embeddings.set(source.subarray(row * hidden, (row + 1) * hidden), position * hidden)
    row++
  })
}

