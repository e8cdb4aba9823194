import { Tensor } from 'onnxruntime-node'
import { failure, type Result } from '../../../shared/codes'
import type { Graph } from '../runtime/session'

/** One cache of the decoder: keys or values of what was said, or of what was heard. */
export interface SpeechCache {
  readonly of: 'decoder' | 'encoder'
  readonly input: string
  readonly output: string
  /** What it is before the first token. */
  readonly empty: Tensor
}

const CACHE = /^past_key_values\.(\d+\.(decoder|encoder)\.(?:key|value))$/
const NEEDED = {
  encoder: ['input_values', 'attention_mask'],
  decoder: ['input_ids', 'encoder_hidden_states', 'encoder_attention_mask', 'use_cache_branch'],
} as const

/**
 * Which inputs of the merged decoder are caches, from the graph's own metadata. What does not fit is refused
 * with a sentence: `model-unsupported`.
 *
 * @param highest the highest token id that the tokenizer knows
 */
export function speechCaches(encoder: Graph, decoder: Graph, highest: number): Result<{ caches: readonly SpeechCache[] }> {
  const refuse = (what: string) => failure('model-unsupported', `speech: ${what}`)
  const missing = NEEDED.encoder.find((name) => !encoder.inputs.has(name)) ?? NEEDED.decoder.find((name) => !decoder.inputs.has(name))
  if (missing !== undefined) return refuse(`there is no input ${missing}`)
  if (!encoder.outputs.has('last_hidden_state')) return refuse('there is no output last_hidden_state')
  const vocabulary = decoder.outputs.get('logits')?.shape.at(-1)
  if (typeof vocabulary !== 'number' || vocabulary <= highest) return refuse(`${String(vocabulary)} scores for ${highest + 1} tokens`)
  const caches: SpeechCache[] = []
  for (const { name, shape } of decoder.inputs.values()) {
    const [, place, of] = CACHE.exec(name) ?? []
    if (of !== 'decoder' && of !== 'encoder') continue
    const output = `present.${place}`
    const [, heads, , size] = shape
    if (!decoder.outputs.has(output) || typeof heads !== 'number' || typeof size !== 'number') return refuse(`${name} is no cache`)
    // The first run sees no caches; its branch wants their shape all the same.
    caches.push({ of, input: name, output, empty: new Tensor('float32', new Float32Array(0), [1, heads, 0, size]) })
  }
  return caches.length > 0 ? { ok: true, caches } : refuse('the decoder has no caches')
}
