import { Tensor } from 'onnxruntime-node'
import { failure, type Result } from '../../../shared/codes'
import { floatsOf, floatTensor, type Floats } from '../runtime/floats'
import type { Graph, TensorSpec } from '../runtime/session'
import type { Embeddings } from './embeddings'
import { misfitOf } from './graph-fit'

/** What a decoder looks back at: states [1, positions, width] and their mask, all ones. */
export interface EncodedPrompt {
  readonly states: Tensor
  readonly mask: Tensor
}

/** The encoder of a language model that has one, `encoder_model`: embeddings of a prompt → states. */
export class Seq2SeqEncoder {
  private constructor(
    readonly graph: Graph,
    readonly width: number,
    readonly states: TensorSpec,
  ) {}

  /** Checks the graph's own metadata; what does not fit is refused with the graph and the name. */
  static open(graph: Graph, embeddings: Embeddings): Result<{ encoder: Seq2SeqEncoder }> {
    const states = graph.outputs.get('last_hidden_state')
    if (!graph.inputs.has('attention_mask') || !states) {
      return failure('model-unsupported', 'encoder_model: attention_mask, inputs_embeds → last_hidden_state is needed')
    }
    const misfit = misfitOf({ graph: 'embed_tokens', spec: embeddings.output }, 'encoder_model', graph, 'inputs_embeds')
    if (misfit !== null) return failure('model-unsupported', misfit)
    return { ok: true, encoder: new Seq2SeqEncoder(graph, embeddings.width, states) }
  }

  /** @param embeddings [positions × width] */
  async encode(embeddings: Floats): Promise<EncodedPrompt> {
    const positions = embeddings.length / this.width
    const mask = new Tensor('int64', new BigInt64Array(positions).fill(1n), [1, positions])
    const feeds = { inputs_embeds: floatTensor(embeddings, [1, positions, this.width]), attention_mask: mask }
    const { last_hidden_state } = await this.graph.session.run(feeds, ['last_hidden_state'])
    const states = floatsOf(last_hidden_state, 'last_hidden_state')
    return { states: floatTensor(states, [1, positions, states.length / positions]), mask }
  }
}
