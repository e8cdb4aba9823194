import { failure, type Result } from '../../../shared/codes'
import { MAX_PICTURES } from '../../../shared/engine-protocol'
import { compileChatTemplate, type ChatTemplate } from '../language/chat-template'
import { Decoder } from '../language/decoder'
import { PROMPTS, WAYS } from '../language/prompts'
import { openTokenizer, type TextTokenizer } from '../language/tokenizer'
import type { Stages, Turn } from '../turn'
import type { Pixels } from '../vision/decode'
import { Encoder, type EncodedPicture } from '../vision/encoder'
import { chat } from './chat'
import type { AskOptions, Format, LookOptions, OpenOptions, VisionLanguageModel } from './format'
import { checkGraphs, checkWords } from './idefics3-checks'
import { readIdefics3Config, type Idefics3Config } from './idefics3-config'
import { expandPictures, withoutMarks } from './idefics3-prompt'
import type { ModelFolder } from './model-folder'
import { OpenedModel, type OpenedParts } from './opened-model'
import { film } from './smolvlm-frames'
import { PictureConversation, type ConversationParts } from './picture-conversation'
import { openThreeGraphs } from './three-graphs'

/** Idefics3 and SmolVLM: features replace the embeddings at the image tokens, in order. */
export const idefics3: Format = {
  family: 'Idefics3 and SmolVLM',
  modelTypes: ['idefics3', 'smolvlm'],
  open: openIdefics3,
}

export async function openIdefics3(
  folder: ModelFolder,
  options: OpenOptions,
): Promise<Result<{ model: Idefics3Model }>> {
  const config = readIdefics3Config(folder)
  if (!config.ok) return config
  const tokenizer = openTokenizer(folder.tokenizer, folder.tokenizerConfig)
  if (!tokenizer.ok) return tokenizer
  const template = compileChatTemplate(folder.tokenizerConfig)
  if (!template.ok) return template
  const words = checkWords(config.config, tokenizer.tokenizer, template.template)
  if (!words.ok) return words

  const graphs = await openThreeGraphs(folder, options)
  if (!graphs.ok) return graphs
  const { vision, embed, merged, precision } = graphs.graphs
  const fit = checkGraphs(folder, graphs.graphs)
  if (!fit.ok) return fit
  const encoder = Encoder.open(vision, config.config)
  if (!encoder.ok) return encoder
  const length = vision.outputs.get('image_features')?.shape.at(-2)
  if (typeof length === 'number' && length !== config.config.imageSeqLen) {
    const lengths = `${length} a tile, processor_config.json: image_seq_len says ${config.config.imageSeqLen}`
    return failure('model-unsupported', `vision_encoder: image_features is ${lengths}`)
  }
  const decoder = Decoder.open(embed, merged)
  if (!decoder.ok) return decoder
  if (encoder.encoder.hidden !== decoder.decoder.hidden) {
    const widths = `${encoder.encoder.hidden} wide, embed_tokens gives ${decoder.decoder.hidden}`
    return failure('model-unsupported', `vision_encoder: image_features is ${widths}`)
  }
  const { threads, device } = options
  const parts = { config: config.config, tokenizer: tokenizer.tokenizer, template: template.template }
  const opened = { encoder: encoder.encoder, decoder: decoder.decoder }
  return { ok: true, model: new Idefics3Model({ name: folder.name, threads, device, precision, ...parts, ...opened }) }
}

interface Parts extends OpenedParts {
  readonly config: Idefics3Config
  readonly tokenizer: TextTokenizer
  readonly template: ChatTemplate
  readonly encoder: Encoder
  readonly decoder: Decoder
}

export class Idefics3Model extends OpenedModel<Parts> implements VisionLanguageModel {
  readonly prompts = PROMPTS
  readonly ways = WAYS
  readonly mostPictures = MAX_PICTURES

  async look(pictures: readonly Pixels[], options: LookOptions, turn: Turn, stages: Stages): Promise<PictureConversation> {
    const encoded: EncodedPicture[] = []
    const seconds = this.parts.config.films ? options.frames?.seconds : undefined
    // Frames are never cut into tiles.
    const detail = options.detail && !seconds
    for (const pixels of pictures) encoded.push(await this.parts.encoder.encode(pixels, detail, turn, stages))
    return this.see(encoded, seconds)
  }

  /**
   * A conversation about pictures that are encoded already.
   *
   * @param seconds when each was, where they are frames of a film
   */
  see(pictures: readonly EncodedPicture[], seconds?: readonly number[]): PictureConversation {
    const { decoder, tokenizer, config } = this.parts
    const features = pictures.map((picture) => picture.features)
    const prompt: ConversationParts['prompt'] = (question, history) => ({
      ids: this.promptIds(question, pictures, history, seconds),
    })
    // Products that are quantised as they run scale a position by those beside it.
    const guesses = this.precision !== 'quantized'
    return new PictureConversation({ decoder, tokenizer, ...config, features, prompt, guesses })
  }

  /** Token ids of one question about pictures of these tile grids, what was said before ahead of it. */
  promptIds(
    question: string,
    pictures: readonly Pick<EncodedPicture, 'grid'>[],
    history: NonNullable<AskOptions['history']> = [],
    seconds?: readonly number[],
  ): number[] {
    const asked = withoutMarks(question)
    const said = history.map((turn) => ({ question: withoutMarks(turn.question), reply: withoutMarks(turn.reply) }))
    const turns = seconds ? film(chat(asked, 0, said), seconds) : chat(asked, pictures.length, said)
    const prompt = this.parts.template.render(turns)
    const grids = pictures.map((picture) => picture.grid)
    return this.parts.tokenizer.encode(expandPictures(prompt, grids, this.parts.config.imageSeqLen))
  }

  async close(): Promise<void> {
    await Promise.all([this.parts.encoder.close(), this.parts.decoder.close()])
  }
}
