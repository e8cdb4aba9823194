import { failure, type Result } from '../../../shared/codes'
import type { Graph, TensorSpec } from '../runtime/session'

/** One cache of the decoder: keys or values of what was said, or of what the encoder gave. */
export interface Seq2SeqSlot {
  /** The encoder's are made by the first run only, and kept. */
  readonly of: 'decoder' | 'encoder'
  readonly input: TensorSpec
  readonly output: string
}

const CACHE = /^past_key_values\.(\d+\.(decoder|encoder)\.(?:key|value))$/
const PLAIN: readonly string[] = ['inputs_embeds', 'encoder_hidden_states', 'encoder_attention_mask', 'use_cache_branch']

/** Which inputs of a merged decoder with cross-attention are caches, from the graph's own metadata. */
export function seq2seqLayout(graph: Graph, name: string): Result<{ slots: readonly Seq2SeqSlot[] }> {
  const refuse = (what: string) => failure('model-unsupported', `${name}: ${what}`)
  const missing = PLAIN.find((input) => !graph.inputs.has(input))
  if (missing !== undefined) return refuse(`there is no input ${missing}`)
  if (!graph.outputs.has('logits')) return refuse('there is no output logits')
  const slots: Seq2SeqSlot[] = []
  for (const input of graph.inputs.values()) {
    if (PLAIN.includes(input.name)) continue
    const of = CACHE.exec(input.name)?.[2]
    if (of !== 'decoder' && of !== 'encoder') return refuse(`input ${input.name} is not known`)
    const output = input.name.replace(CACHE, 'present.$1')
    if (!graph.outputs.has(output)) return refuse(`${input.name} has no output ${output}`)
    const [, heads, , size] = input.shape
    if (input.shape.length !== 4 || typeof heads !== 'number' || typeof size !== 'number') {
      return refuse(`${input.name} is not [batch, heads, past, size]`)
    }
    slots.push({ of, input, output })
  }
  for (const of of ['decoder', 'encoder'] as const) {
    if (!slots.some((slot) => slot.of === of)) return refuse(`there is no key and value cache of the ${of}`)
  }
  return { ok: true, slots }
}
