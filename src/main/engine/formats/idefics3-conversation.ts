import { continuation, type Continuation } from '../language/continuation'
import type { LogitRows } from '../language/decoder'
import type { CacheMark } from '../language/decoder-cache'
import { generate } from '../language/generate'
import { TokenStream } from '../language/tokenizer'
import type { Floats } from '../runtime/floats'
import type { Turn } from '../turn'
import type { EncodedPicture } from '../vision/encoder'
import type { AskOptions, Reply, SeenPictures } from './format'
import type { Idefics3Model } from './idefics3'

interface Prefix {
  readonly ids: readonly number[]
  readonly mark: CacheMark
}

/** Questions about the same pictures; keys and values up to the last picture's end are kept. */
export class Idefics3Conversation implements SeenPictures {
  readonly #model: Idefics3Model
  readonly #pictures: readonly EncodedPicture[]
  readonly #cache
  /** Up to the last picture's end. */
  #seen: Prefix | null = null
  /** Up to the last reply's end. */
  #said: Prefix | null = null

  constructor(model: Idefics3Model, pictures: readonly EncodedPicture[]) {
    this.#model = model
    this.#pictures = pictures
    this.#cache = model.parts.decoder.start()
  }

  async ask(question: string, turn: Turn, onText: (text: string) => void, options: AskOptions = {}): Promise<Reply> {
    const { tokenizer, config } = this.#model.parts
    const stream = new TokenStream(tokenizer)
    const { ids, first } = await this.#prompt(question, options.history)
    const generated = await generate(this.continuation, first[0] as Floats, {
      ...turn,
      maxNewTokens: config.maxNewTokens,
      endIds: config.endIds,
      ...(options.choose ? { choose: options.choose } : {}),
      onToken: (id) => {
        const text = stream.push(id)
        if (text !== '') onText(text)
      },
    })
    const rest = stream.end()
    if (rest !== '') onText(rest)
    // The last token of an answer was never fed.
    const fed = [...ids, ...generated.ids].slice(0, this.#cache.length)
    this.#said = { ids: fed, mark: this.#cache.mark() }
    return { ...generated, text: stream.text }
  }

  /** What generation goes on with. */
  get continuation(): Continuation {
    return continuation(this.#model.parts.decoder, this.#cache)
  }

  /** Feeds the prompt, its pictures only once a conversation; the logits of its last position. */
  async prefill(question: string, history?: AskOptions['history']): Promise<LogitRows> {
    return (await this.#prompt(question, history)).first
  }

  async #prompt(question: string, history: AskOptions['history']): Promise<{ ids: readonly number[]; first: LogitRows }> {
    const { decoder } = this.#model.parts
    const ids = this.#model.promptIds(question, this.#pictures, history)
    const kept = [this.#said, this.#seen].find((prefix) => prefix && startsWith(ids, prefix.ids))
    const prefix = kept ?? (this.#seen = await this.#prefillPictures(ids))
    this.#cache.rewind(prefix.mark)
    return { ids, first: await decoder.run(await decoder.embed(ids.slice(prefix.ids.length)), this.#cache) }
  }

  async #prefillPictures(ids: readonly number[]): Promise<Prefix> {
    const { decoder, config } = this.#model.parts
    const head = ids.slice(0, ids.lastIndexOf(config.imageTokenId) + 1)
    const embeddings = await decoder.embed(head)
    replaceImageTokens(embeddings, head, config.imageTokenId, this.#pictures, decoder.hidden)
    this.#cache.rewind({ length: 0, kept: decoder.start().mark().kept })
    await decoder.run(embeddings, this.#cache)
    return { ids: head, mark: this.#cache.mark() }
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
