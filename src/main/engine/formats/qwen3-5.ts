import { failure, type Result } from '../../../shared/codes'
import { MAX_PICTURES } from '../../../shared/engine-protocol'
import { compileChatTemplate, type ChatTemplate } from '../language/chat-template'
import { Decoder } from '../language/decoder'
import { openTokenizer, type TextTokenizer } from '../language/tokenizer'
import type { Graph } from '../runtime/session'
import type { Stages, Turn } from '../turn'
import type { Pixels } from '../vision/decode'
import type { PatchGrid } from '../vision/patches'
import { PatchesEncoder, type EncodedPatches } from '../vision/patches-encoder'
import { chat } from './chat'
import type { AskOptions, Format, LookOptions, OpenOptions, VisionLanguageModel } from './format'
import type { ModelFolder } from './model-folder'
import { OpenedModel, type OpenedParts } from './opened-model'
import { PictureConversation, type AskedPrompt } from './picture-conversation'
import { gridPositions, positionIds } from './qwen-positions'
import { IMAGE_MARK, spreadMarks, withoutMarks } from './qwen-prompt'
import { QWEN_PROMPTS, QWEN_WAYS } from './qwen-questions'
import { readQwenConfig, type LayerType, type QwenConfig } from './qwen3-5-config'
import { openThreeGraphs } from './three-graphs'

/** Time, height and width. */
const POSITION_ROWS = 3
/** The template's own way to ask for an answer without a chain of thought before it. */
const NO_THINKING = { enable_thinking: false }
/** Image tokens of all pictures of a question together: 256 answer soon on a processor, 1,024 show small text. */
const TOKENS = { plain: 256, detail: 1024 }
/** Image tokens that each of several pictures has at least. */
const LEAST_TOKENS = 64

/** Inputs that a layer's memory has by the layer's type; source: transformers.js, configs.js. */
const LAYER_CACHES: Readonly<Record<LayerType, readonly string[]>> = {
  full_attention: ['past_key_values.N.key', 'past_key_values.N.value'],
  sliding_attention: ['past_key_values.N.key', 'past_key_values.N.value'],
  linear_attention: ['past_conv.N', 'past_recurrent.N'],
}

/** Qwen3.5, and Qwen2-VL and Qwen2.5-VL in the same layout: pictures of any shape, three rows of positions. */
export const qwen3_5: Format = {
  family: 'Qwen3.5',
  modelTypes: ['qwen3_5', 'qwen2_5_vl', 'qwen2_vl'],
  open: openQwen,
}

export async function openQwen(folder: ModelFolder, options: OpenOptions): Promise<Result<{ model: QwenModel }>> {
  const read = readQwenConfig(folder)
  if (!read.ok) return read
  const { config } = read
  const tokenizer = openTokenizer(folder.tokenizer, folder.tokenizerConfig)
  if (!tokenizer.ok) return tokenizer
  const mark = tokenizer.tokenizer.id(IMAGE_MARK)
  if (mark !== config.imageTokenId) {
    const said = `config.json: image_token_id says ${config.imageTokenId}`
    return failure('model-unsupported', `tokenizer.json: ${IMAGE_MARK} is ${mark ?? 'not there'}, ${said}`)
  }
  const template = compileChatTemplate(folder.tokenizerConfig, NO_THINKING)
  if (!template.ok) return template
  const opened = await openThreeGraphs(folder, options)
  if (!opened.ok) return opened
  const { vision, embed, merged, precision } = opened.graphs
  const encoder = PatchesEncoder.open(vision, config)
  if (!encoder.ok) return encoder
  const missing = missingCache(config.layerTypes, merged)
  if (missing) return failure('model-unsupported', `decoder_model_merged: ${missing}`)
  const decoder = Decoder.open(embed, merged, POSITION_ROWS)
  if (!decoder.ok) return decoder
  if (encoder.encoder.hidden !== decoder.decoder.hidden) {
    const widths = `${encoder.encoder.hidden} wide, embed_tokens gives ${decoder.decoder.hidden}`
    return failure('model-unsupported', `vision_encoder: image_features is ${widths}`)
  }
  const { threads, device } = options
  const parts = { config, tokenizer: tokenizer.tokenizer, template: template.template }
  const graphs = { encoder: encoder.encoder, decoder: decoder.decoder }
  return { ok: true, model: new QwenModel({ name: folder.name, threads, device, precision, ...parts, ...graphs }) }
}

function missingCache(layerTypes: readonly LayerType[], merged: Graph): string | null {
  for (const [layer, type] of layerTypes.entries()) {
    const names = LAYER_CACHES[type].map((name) => name.replace('N', `${layer}`))
    const missing = names.find((name) => !merged.inputs.has(name))
    if (missing !== undefined) return `there is no input ${missing}, config.json: layer ${layer} is ${type}`
  }
  return null
}

interface Parts extends OpenedParts {
  readonly config: QwenConfig
  readonly tokenizer: TextTokenizer
  readonly template: ChatTemplate
  readonly encoder: PatchesEncoder
  readonly decoder: Decoder
}

export class QwenModel extends OpenedModel<Parts> implements VisionLanguageModel {
  readonly prompts = QWEN_PROMPTS
  readonly ways = QWEN_WAYS
  readonly mostPictures = MAX_PICTURES

  async look(pictures: readonly Pixels[], options: LookOptions, turn: Turn, stages: Stages): Promise<PictureConversation> {
    const share = Math.floor((options.detail ? TOKENS.detail : TOKENS.plain) / pictures.length)
    const tokens = Math.max(LEAST_TOKENS, share)
    const encoded: EncodedPatches[] = []
    for (const pixels of pictures) encoded.push(await this.parts.encoder.encode(pixels, tokens, turn, stages))
    return this.see(encoded)
  }

  /** A conversation about pictures that are encoded already. */
  see(pictures: readonly EncodedPatches[]): PictureConversation {
    const { decoder, tokenizer, config } = this.parts
    const grids = pictures.map((picture) => picture.grid)
    return new PictureConversation({
      decoder,
      tokenizer,
      ...config,
      features: pictures.map((picture) => picture.features),
      prompt: (question, history) => this.prompt(question, grids, history),
    })
  }

  /** Token ids and positions of one question about pictures of these grids, what was said before ahead of it. */
  prompt(question: string, grids: readonly PatchGrid[], history: AskOptions['history'] = []): AskedPrompt {
    const { template, tokenizer, config } = this.parts
    const said = history.map((exchange) => ({
      question: withoutMarks(exchange.question),
      reply: withoutMarks(exchange.reply),
    }))
    const counts = grids.map(([frames, rows, cols]) => (frames * rows * cols) / config.merge ** 2)
    const rendered = template.render(chat(withoutMarks(question), grids.length, said))
    const ids = tokenizer.encode(spreadMarks(rendered, counts))
    const positions = gridPositions(ids, config.imageTokenId, grids, config.merge)
    return { ids, positions: (from, length) => positionIds(positions, from, length) }
  }

  async close(): Promise<void> {
    await Promise.all([this.parts.encoder.close(), this.parts.decoder.close()])
  }
}
