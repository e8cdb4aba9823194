import type { OnnxNode } from '../onnx-node'
import type { Attention, CacheShape } from './attention'
import { fromHeads, isSame, joined, REPEATING } from './attention-parts'
import type { Pattern } from './pattern'
import { projectionWidth } from './projection'
import { findRotary } from './rotary'

/** Attention as transformers' modules are traced: rotations, repeated keys, two products and a softmax between. */
export function findTracedAttention(pattern: Pattern, layer: string, { keyHeads, size }: CacheShape): Attention | undefined {
  const keys = joined(pattern, layer, 'key')
  const values = joined(pattern, layer, 'value')
  if (!keys || !values) return undefined
  const turnedKey = findRotary(pattern, keys.inputs[1], size)
  const key = fromHeads(pattern, turnedKey?.input)
  const value = fromHeads(pattern, values.inputs[1])

  const isFrom = (name: string | undefined, root: string, ...extra: string[]): boolean =>
    pattern.unscaled(name, ...REPEATING, ...extra).name === root
  const context = productsOf(pattern, `present.${layer}.value`).find((node) => isFrom(node.inputs[1], `present.${layer}.value`))
  const scores = pattern.behind(context?.inputs[0], 'Cast', 'Identity')
  const masked = pattern.maker(pattern.maker(scores, 'Softmax')?.inputs[0], 'Add')
  const score = masked?.inputs
    .map((input) => ({ input, ...pattern.unscaled(input, 'Cast') }))
    .map(({ name, scale }) => ({ scale, node: pattern.maker(name, 'MatMul') }))
    .find(({ node }) => isFrom(node?.inputs[1], `present.${layer}.key`, 'Transpose'))
  const asked = pattern.unscaled(score?.node?.inputs[0])
  const turned = findRotary(pattern, asked.name, size)
  const query = fromHeads(pattern, turned?.input)
  const output = toHidden(pattern, context?.outputs[0])
  const width = projectionWidth(pattern, query)
  if (key === undefined || value === undefined || query === undefined || output === undefined || width === undefined) return undefined
  if (!turned || !turnedKey || !score || !isSame(turned.frequencies, turnedKey.frequencies)) return undefined
  const scale = asked.scale * score.scale * pattern.unscaled(score.node?.inputs[1], ...REPEATING, 'Transpose').scale
  const heads = width / size
  if (!Number.isInteger(heads) || heads % keyHeads !== 0) return undefined
  return { layer, query, key, value, heads, keyHeads, size, scale, output, rotation: { frequencies: turned.frequencies } }
}

/** Products that a cache's rows go into, directly or repeated for each group of heads. */
function productsOf(pattern: Pattern, name: string): OnnxNode[] {
  const from = new Set([name])
  const found: OnnxNode[] = []
  for (const each of from) {
    for (const node of pattern.users(each)) {
      if (node.opType === 'MatMul' && node.inputs[1] === each) found.push(node)
      else if (isRepeating(node) && node.inputs[0] === each) from.add(node.outputs[0] ?? '')
    }
  }
  return found
}

function isRepeating({ opType }: OnnxNode): boolean {
  return REPEATING.some((each) => each === opType)
}

/** [batch, sequence, heads × size] made of [batch, heads, sequence, size]. */
function toHidden(pattern: Pattern, name: string | undefined): string | undefined {
  const transposed = pattern.users(name).find((node) => node.opType === 'Transpose')
  const shaped = pattern.users(transposed?.outputs[0]).find((node) => node.opType === 'Reshape')
  const output = shaped?.outputs[0]
  // Another shape may follow that changes nothing.
  const again = pattern.users(output).filter((node) => node.opType === 'Reshape' && node.inputs[0] === output)
  return again[0]?.outputs[0] ?? output
}
