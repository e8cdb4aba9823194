import { Tensor } from 'onnxruntime-node'
import { failure, type Result } from '../../../shared/codes'
import { feedable, floatsOf, floatTensor, type Floats } from '../runtime/floats'
import type { Graph, TensorSpec } from '../runtime/session'
import type { Continuation } from './continuation'
import type { LogitRows } from './decoder'
import type { Embeddings } from './embeddings'
import { misfitOf } from './graph-fit'
import type { EncodedPrompt, Seq2SeqEncoder } from './seq2seq-encoder'
import { seq2seqLayout, type Seq2SeqSlot } from './seq2seq-layout'

const NAME = 'decoder_model_merged'

/** The decoder that answers an encoder: two branches, chosen by `use_cache_branch`, as optimum merges them. */
export class Seq2SeqDecoder {
  private constructor(
    readonly embeddings: Embeddings,
    readonly graph: Graph,
    readonly slots: readonly Seq2SeqSlot[],
  ) {}

  /** Checks the graph's own metadata; what does not fit is refused with the graph and the name. */
  static open(graph: Graph, embeddings: Embeddings, encoder: Seq2SeqEncoder): Result<{ decoder: Seq2SeqDecoder }> {
    const layout = seq2seqLayout(graph, NAME)
    if (!layout.ok) return layout
    const misfit =
      misfitOf({ graph: 'embed_tokens', spec: embeddings.output }, NAME, graph, 'inputs_embeds') ??
      misfitOf({ graph: 'encoder_model', spec: encoder.states }, NAME, graph, 'encoder_hidden_states')
    if (misfit !== null) return failure('model-unsupported', misfit)
    return { ok: true, decoder: new Seq2SeqDecoder(embeddings, graph, layout.slots) }
  }

  /** An answer to a prompt, nothing said yet. */
  start(prompt: EncodedPrompt): Continuation {
    return new Seq2SeqAnswer(this, prompt)
  }
}

class Seq2SeqAnswer implements Continuation {
  readonly canRetract = false
  readonly #decoder: Seq2SeqDecoder
  readonly #prompt: EncodedPrompt
  readonly #past: Record<string, Tensor>
  #isBegun = false

  constructor(decoder: Seq2SeqDecoder, prompt: EncodedPrompt) {
    this.#decoder = decoder
    this.#prompt = prompt
    this.#past = Object.fromEntries(decoder.slots.map(({ input }) => [input.name, emptyCache(input)]))
  }

  /**
   * One token a run: the branch with a cache was traced with one, and where a graph was exported from the
   * model's first code it lets several see each other.
   */
  async feed(ids: readonly number[]): Promise<LogitRows> {
    const rows: Floats[] = []
    for (const id of ids) rows.push(await this.#step(id))
    return rows
  }

  retract(): void {
    throw new RangeError(`${NAME}: tokens cannot be taken back`)
  }

  async #step(id: number): Promise<Floats> {
    const { slots, graph, embeddings } = this.#decoder
    // The branch with a cache gives empty tensors in place of the encoder's keys and values.
    const taken = this.#isBegun ? slots.filter(({ of }) => of === 'decoder') : slots
    const feeds = {
      ...this.#past,
      inputs_embeds: floatTensor(await embeddings.of([id]), [1, 1, embeddings.width]),
      encoder_hidden_states: this.#prompt.states,
      encoder_attention_mask: this.#prompt.mask,
      use_cache_branch: new Tensor('bool', Uint8Array.of(this.#isBegun ? 1 : 0), [1]),
    }
    const outputs = await graph.session.run(feeds, ['logits', ...taken.map(({ output }) => output)])
    for (const { input, output } of taken) {
      const present = outputs[output]
      if (!present) throw new TypeError(`there is no ${output}`)
      this.#past[input.name] = feedable(present)
    }
    this.#isBegun = true
    return floatsOf(outputs['logits'], 'logits')
  }
}

function emptyCache({ shape, type }: TensorSpec): Tensor {
  const [, heads, , size] = shape
  return floatTensor(type === 'float16' ? new Float16Array(0) : new Float32Array(0), [1, Number(heads), 0, Number(size)])
}
