import { Tensor } from 'onnxruntime-node'
import { failure, type Result } from '../../../shared/codes'
import { feedable, floatsOf, floatTensor, type Floats } from '../runtime/floats'
import type { Graph, TensorSpec } from '../runtime/session'

/** Keys and values of every layer for the positions seen so far; never changed in place. */
export interface PastKeyValues {
  /** Positions held. */
  readonly length: number
  readonly tensors: Readonly<Record<string, Tensor>>
}

export interface Step {
  /** Scores of the last position, [vocabulary]. */
  readonly logits: Floats
  readonly past: PastKeyValues
}

const CACHE_INPUT = /^past_key_values\.(\d+)\.(key|value)$/
const PLAIN_INPUTS = new Set(['inputs_embeds', 'attention_mask', 'position_ids', 'num_logits_to_keep'])

/** The language model's two graphs, `embed_tokens` and `decoder_model_merged`, as one step function. */
export class Decoder {
  readonly #embed: Graph
  readonly #decoder: Graph
  readonly #cacheInputs: readonly TensorSpec[]
  /** Width of an embedding. */
  readonly hidden: number
  readonly empty: PastKeyValues

  private constructor(embed: Graph, decoder: Graph, hidden: number, cacheInputs: readonly TensorSpec[]) {
    this.#embed = embed
    this.#decoder = decoder
    this.hidden = hidden
    this.#cacheInputs = cacheInputs
    this.empty = { length: 0, tensors: Object.fromEntries(cacheInputs.map((spec) => [spec.name, emptyCache(spec)])) }
  }

  /** Checks the graphs' own metadata; what does not fit is refused with the graph and the name. */
  static open(embed: Graph, decoder: Graph): Result<{ decoder: Decoder }> {
    const refuse = (what: string) => failure('model-unsupported', what)
    const hidden = embed.outputs.get('inputs_embeds')?.shape.at(-1)
    if (!embed.inputs.has('input_ids') || typeof hidden !== 'number') {
      return refuse('embed_tokens: input_ids → inputs_embeds of a known width is needed')
    }
    const width = decoder.inputs.get('inputs_embeds')?.shape.at(-1)
    if (width !== hidden) {
      return refuse(`decoder_model_merged: inputs_embeds is ${String(width)} wide, embed_tokens gives ${hidden}`)
    }
    if (!decoder.outputs.has('logits')) return refuse('decoder_model_merged: there is no output logits')
    const cacheInputs: TensorSpec[] = []
    for (const spec of decoder.inputs.values()) {
      if (PLAIN_INPUTS.has(spec.name)) continue
      if (!CACHE_INPUT.test(spec.name)) return refuse(`decoder_model_merged: input ${spec.name} is not known`)
      if (!decoder.outputs.has(presentOf(spec.name))) {
        return refuse(`decoder_model_merged: ${spec.name} has no output ${presentOf(spec.name)}`)
      }
      const [, heads, , size] = spec.shape
      if (spec.shape.length !== 4 || typeof heads !== 'number' || typeof size !== 'number') {
        return refuse(`decoder_model_merged: ${spec.name} is not [batch, heads, past, size]`)
      }
      cacheInputs.push(spec)
    }
    if (cacheInputs.length === 0) return refuse('decoder_model_merged: there is no key and value cache')
    return { ok: true, decoder: new Decoder(embed, decoder, hidden, cacheInputs) }
  }

  /** Embeddings of token ids, [ids.length × hidden]. */
  async embed(ids: readonly number[]): Promise<Floats> {
    const input = new Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length])
    const { inputs_embeds } = await this.#embed.session.run({ input_ids: input }, ['inputs_embeds'])
    return floatsOf(inputs_embeds, 'inputs_embeds')
  }

  /**
   * Feeds positions to the language model.
   *
   * @param embeddings [length × hidden]
   * @param past what came before them
   */
  async run(embeddings: Floats, past: PastKeyValues): Promise<Step> {
    const length = embeddings.length / this.hidden
    const total = past.length + length
    const feeds: Record<string, Tensor> = {
      inputs_embeds: floatTensor(embeddings, [1, length, this.hidden]),
      attention_mask: new Tensor('int64', new BigInt64Array(total).fill(1n), [1, total]),
      ...past.tensors,
    }
    if (this.#decoder.inputs.has('position_ids')) {
      const positions = BigInt64Array.from({ length }, (_, i) => BigInt(past.length + i))
      feeds['position_ids'] = new Tensor('int64', positions, [1, length])
    }
    if (this.#decoder.inputs.has('num_logits_to_keep')) {
      feeds['num_logits_to_keep'] = new Tensor('int64', BigInt64Array.of(1n), [])
    }
    const outputs = await this.#decoder.session.run(feeds)
    const tensors: Record<string, Tensor> = {}
    for (const { name } of this.#cacheInputs) {
      const present = outputs[presentOf(name)]
      if (present) tensors[name] = feedable(present)
    }
    const logits = floatsOf(outputs['logits'], 'logits')
    const vocabulary = outputs['logits']?.dims.at(-1) ?? logits.length
    return { logits: logits.subarray(logits.length - vocabulary), past: { length: total, tensors } }
  }

  async close(): Promise<void> {
    await Promise.all([this.#embed.session.release(), this.#decoder.session.release()])
  }
}

function presentOf(cacheInput: string): string {
  return cacheInput.replace('past_key_values', 'present')
}

function emptyCache(spec: TensorSpec): Tensor {
  const [, heads, , size] = spec.shape
  const dims = [1, Number(heads), 0, Number(size)]
  return floatTensor(spec.type === 'float16' ? new Float16Array(0) : new Float32Array(0), dims)
}
