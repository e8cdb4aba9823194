import type { OnnxNode } from '../onnx-node'
import type { Pattern } from './pattern'

/** Operators that repeat a cache's heads for each group of query heads. */
export const REPEATING = ['Reshape', 'Expand', 'Unsqueeze', 'Cast'] as const

/** The node that puts a layer's new keys or values behind the old ones. */
export function joined(pattern: Pattern, layer: string, part: 'key' | 'value'): OnnxNode | undefined {
  const node = pattern.maker(`present.${layer}.${part}`, 'Concat')
  return node?.inputs.length === 2 && node.inputs[0] === `past_key_values.${layer}.${part}` ? node : undefined
}

/** [batch, sequence, heads × size] behind [batch, heads, sequence, size]. */
export function fromHeads(pattern: Pattern, name: string | undefined): string | undefined {
  return pattern.maker(pattern.maker(name, 'Transpose')?.inputs[0], 'Reshape')?.inputs[0]
}

export function isSame(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i])
}
