import { Tensor } from 'onnxruntime-node'
import { failure, type Result } from '../../../shared/codes'
import { feedable, floatsOf, floatTensor, type Floats } from '../runtime/floats'
import { LAST_ROWS } from '../runtime/patches/last-rows'
import type { Graph } from '../runtime/session'
import { cacheLayout, type CacheSlot } from './cache-layout'
import { DecoderCache } from './decoder-cache'

/** Rows of logits, [vocabulary] each; valid until the next run. */
export type LogitRows = readonly Floats[]

const PLAIN_INPUTS: ReadonlySet<string> = new Set([
  'inputs_embeds',
  'attention_mask',
  'position_ids',
  'num_logits_to_keep',
  LAST_ROWS,
])

/** The language model's two graphs, `embed_tokens` and `decoder_model_merged`. */
export class Decoder {
  readonly #embed: Graph
  readonly #decoder: Graph
  readonly #slots: readonly CacheSlot[]
  /** One row of logits that is written again at every token. */
  readonly #row: { readonly tensor: Tensor; readonly numbers: Floats } | null
  /** Width of an embedding. */
  readonly hidden: number
  /** Rows of `position_ids`: 1, or 3 where time, height and width are counted apart. */
  readonly positionRows: number

  private constructor(embed: Graph, decoder: Graph, hidden: number, positionRows: number, slots: readonly CacheSlot[]) {
    this.#embed = embed
    this.#decoder = decoder
    this.#slots = slots
    const { type, shape } = decoder.outputs.get('logits') ?? {}
    const vocabulary = shape?.at(-1)
    const numbers = typeof vocabulary !== 'number' ? null : type === 'float16' ? new Float16Array(vocabulary) : new Float32Array(vocabulary)
    this.#row = numbers && { numbers, tensor: feedable(floatTensor(numbers, [1, 1, numbers.length])) }
    this.hidden = hidden
    this.positionRows = positionRows
  }

  /**
   * Checks the graphs' own metadata; what does not fit is refused with the graph and the name.
   *
   * @param positionRows rows that the family gives `position_ids`
   */
  static open(embed: Graph, decoder: Graph, positionRows = 1): Result<{ decoder: Decoder }> {
    const name = 'decoder_model_merged'
    const refuse = (what: string) => failure('model-unsupported', what)
    const hidden = embed.outputs.get('inputs_embeds')?.shape.at(-1)
    if (!embed.inputs.has('input_ids') || typeof hidden !== 'number') {
      return refuse('embed_tokens: input_ids → inputs_embeds of a known width is needed')
    }
    const width = decoder.inputs.get('inputs_embeds')?.shape.at(-1)
    if (width !== hidden) {
      return refuse(`${name}: inputs_embeds is ${String(width)} wide, embed_tokens gives ${hidden}`)
    }
    if (!decoder.outputs.has('logits')) return refuse(`${name}: there is no output logits`)
    const positions = decoder.inputs.get('position_ids')?.shape
    if (positions && (positions.length === 3) !== positionRows > 1) {
      return refuse(`${name}: position_ids has ${positions.length} dimensions`)
    }
    const layout = cacheLayout(decoder, name, PLAIN_INPUTS)
    if (!layout.ok) return layout
    return { ok: true, decoder: new Decoder(embed, decoder, hidden, positionRows, layout.slots) }
  }

  /** A sequence's memory, empty. */
  start(): DecoderCache {
    return new DecoderCache(this.#slots)
  }

  /** Embeddings of token ids, [ids.length × hidden]. */
  async embed(ids: readonly number[]): Promise<Floats> {
    const input = new Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length])
    const { inputs_embeds } = await this.#embed.session.run({ input_ids: input }, ['inputs_embeds'])
    return floatsOf(inputs_embeds, 'inputs_embeds')
  }

  /**
   * Feeds positions to the language model; the cache then holds them too.
   *
   * @param embeddings [length × hidden]
   * @param cache what came before them
   * @param wanted how many of the last positions' logits are wanted
   * @param positions [positionRows × length], counted on from the cache's length by default
   */
  async run(embeddings: Floats, cache: DecoderCache, wanted = 1, positions?: BigInt64Array): Promise<LogitRows> {
    const length = embeddings.length / this.hidden
    const { inputs } = this.#decoder
    const feeds: Record<string, Tensor> = {
      inputs_embeds: floatTensor(embeddings, [1, length, this.hidden]),
      attention_mask: attentionMask(cache, length),
      ...cache.feeds(length),
    }
    if (inputs.has('position_ids')) feeds['position_ids'] = this.#positionIds(cache.length, length, positions)
    if (inputs.has('num_logits_to_keep')) feeds['num_logits_to_keep'] = new Tensor('int64', BigInt64Array.of(BigInt(wanted)), [])
    if (inputs.has(LAST_ROWS)) feeds[LAST_ROWS] = new Tensor('int64', BigInt64Array.of(BigInt(-wanted)), [1])
    // As many rows come as were asked for, or all of them.
    const row = wanted === 1 && (length === 1 || inputs.has(LAST_ROWS)) ? this.#row : null
    const fetches = { logits: row?.tensor ?? null, ...cache.fetches(length) }
    const outputs = (await this.#decoder.session.run(feeds, fetches)) as Record<string, Tensor>
    cache.take(outputs, length)
    if (row) return [row.numbers]
    const logits = floatsOf(outputs['logits'], 'logits')
    const vocabulary = outputs['logits']?.dims.at(-1) ?? logits.length
    const first = logits.length - wanted * vocabulary
    return Array.from({ length: wanted }, (_, i) => logits.subarray(first + i * vocabulary, first + (i + 1) * vocabulary))
  }

  async close(): Promise<void> {
    await Promise.all([this.#embed.session.release(), this.#decoder.session.release()])
  }

  #positionIds(from: number, length: number, given?: BigInt64Array): Tensor {
    const rows = this.positionRows
    const positions = given ?? BigInt64Array.from({ length: rows * length }, (_, i) => BigInt(from + (i % length)))
    return new Tensor('int64', positions, rows > 1 ? [rows, 1, length] : [1, length])
  }
}

/** Ones where there is a position, zeros where a cache's buffer is not filled. */
function attentionMask(cache: DecoderCache, length: number): Tensor {
  const { capacity } = cache
  const mask = new BigInt64Array(capacity + length).fill(1n)
  mask.fill(0n, cache.length, capacity)
  return new Tensor('int64', mask, [1, mask.length])
}
