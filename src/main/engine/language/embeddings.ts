import { Tensor } from 'onnxruntime-node'
import { failure, type Result } from '../../../shared/codes'
import { floatsOf, type Floats } from '../runtime/floats'
import type { Graph, TensorSpec } from '../runtime/session'

/** `embed_tokens`: token ids → embeddings, for an encoder and a decoder that share them. */
export class Embeddings {
  private constructor(
    readonly graph: Graph,
    readonly output: TensorSpec,
    readonly width: number,
  ) {}

  static open(graph: Graph): Result<{ embeddings: Embeddings }> {
    const output = graph.outputs.get('inputs_embeds')
    const width = output?.shape.at(-1)
    if (!graph.inputs.has('input_ids') || !output || typeof width !== 'number') {
      return failure('model-unsupported', 'embed_tokens: input_ids → inputs_embeds of a known width is needed')
    }
    return { ok: true, embeddings: new Embeddings(graph, output, width) }
  }

  /** @returns [ids.length × width] */
  async of(ids: readonly number[]): Promise<Floats> {
    const input = new Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length])
    const { inputs_embeds } = await this.graph.session.run({ input_ids: input }, ['inputs_embeds'])
    return floatsOf(inputs_embeds, 'inputs_embeds')
  }
}
