import type { OnnxNode } from '../onnx-node'
import type { Attention, CacheShape } from './attention'
import { fromHeads, joined, REPEATING } from './attention-parts'
import type { Pattern } from './pattern'

/** Attention as onnxruntime-genai's model builder writes it: RotaryEmbedding, repeated keys, MultiHeadAttention. */
export function findBuiltAttention(pattern: Pattern, layer: string, { keyHeads, size }: CacheShape): Attention | undefined {
  const turnedKey = pattern.maker(fromHeads(pattern, joined(pattern, layer, 'key')?.inputs[1]), 'RotaryEmbedding')
  const value = fromHeads(pattern, joined(pattern, layer, 'value')?.inputs[1])
  const node = attentionOf(pattern, layer)
  const turned = pattern.maker(node?.inputs[0], 'RotaryEmbedding')
  const [query, positions, cosines, sines] = turned?.inputs ?? []
  const [key, ...tables] = turnedKey?.inputs ?? []
  if (!node || !turned || !turnedKey || value === undefined || query === undefined || key === undefined) return undefined
  if (positions !== 'position_ids' || cosines === undefined || sines === undefined) return undefined
  if (tables.join() !== [positions, cosines, sines].join() || !isPlain(turned) || !isPlain(turnedKey)) return undefined
  const heads = node.int('num_heads') ?? 0
  const scale = node.float('scale') ?? 1 / Math.sqrt(size)
  if (heads === 0 || heads % keyHeads !== 0) return undefined
  return { layer, query, key, value, heads, keyHeads, size, scale, output: node.outputs[0] ?? '', rotation: { cosines, sines } }
}

/** The attention that a layer's keys go into, repeated for each group of heads. */
function attentionOf(pattern: Pattern, layer: string): OnnxNode | undefined {
  const from = new Set([`present.${layer}.key`])
  for (const each of from) {
    for (const node of pattern.users(each)) {
      if (node.opType === 'MultiHeadAttention' && node.inputs[1] === each) {
        const values = pattern.behind(node.inputs[2], ...REPEATING, 'Transpose')
        return values === `present.${layer}.value` ? node : undefined
      }
      if ([...REPEATING, 'Transpose'].includes(node.opType) && node.inputs[0] === each) from.add(node.outputs[0] ?? '')
    }
  }
  return undefined
}

/** Halves of all of a head are turned, not neighbours and not a part of it. */
function isPlain(rotary: OnnxNode): boolean {
  return (rotary.int('interleaved') ?? 0) === 0 && (rotary.int('rotary_embedding_dim') ?? 0) === 0
}
