import { MICROSOFT, type OnnxGraph } from '../onnx-graph'
import { floatAttribute, OnnxNode } from '../onnx-node'
import { Pattern } from './pattern'

/** Of a norm that names none. */
const EPSILON = 1e-5

/**
 * Puts one SimplifiedLayerNormalization in the place of each root-mean-square norm: weight × x ÷
 * sqrt(mean(x²) + epsilon). onnxruntime fuses them itself where they are written x ÷ sqrt, not where they
 * are x × (1 ÷ sqrt), as transformers exports them. Exact but for rounding.
 */
export function fuseNorms(graph: OnnxGraph): void {
  const pattern = new Pattern(graph)
  graph.nodes = graph.nodes.map((node) => (node.opType === 'Mul' ? findNorm(pattern, node) : undefined) ?? node)
  graph.prune()
}

function findNorm(pattern: Pattern, node: OnnxNode): OnnxNode | undefined {
  for (const [weight, scaled] of [node.inputs, node.inputs.toReversed()]) {
    const constant = pattern.constant(weight)
    const product = pattern.maker(pattern.behind(scaled, 'Cast'), 'Mul', 'Div')
    if (weight === undefined || constant?.type !== 'float32' || constant.dims.length !== 1 || !product) continue
    const [input, other] = product.inputs
    const inverse = product.opType === 'Mul' ? pattern.maker(other, 'Div') : product
    if (input === undefined || !inverse || (product.opType === 'Mul' && pattern.scalar(inverse.inputs[0]) !== 1)) continue
    const sum = pattern.maker(pattern.maker(inverse.inputs[1], 'Sqrt')?.inputs[0], 'Add')
    const epsilon = sum && pattern.factor(sum)
    const mean = pattern.maker(epsilon?.rest, 'ReduceMean')
    const square = pattern.maker(mean?.inputs[0], 'Pow', 'Mul')
    const isSquare = square?.opType === 'Mul' ? square.inputs[1] === input : pattern.scalar(square?.inputs[1]) === 2
    if (!epsilon || square?.inputs[0] !== input || !isSquare) continue
    const source = pattern.behind(input, 'Cast') ?? input
    return OnnxNode.make('SimplifiedLayerNormalization', [source, weight], node.outputs, [
      floatAttribute('epsilon', epsilon.value),
    ])
  }
  return undefined
}

/**
 * Puts one SkipSimplifiedLayerNormalization (onnxruntime's docs/ContribOperators.md) in the place of a sum
 * and the norm of it; the sum goes on beside the norm. Exact but for rounding.
 */
export function fuseResiduals(graph: OnnxGraph): void {
  const pattern = new Pattern(graph)
  const fused = new Map<OnnxNode, OnnxNode>()
  const gone = new Set<OnnxNode>()
  for (const norm of graph.nodes) {
    if (norm.opType !== 'SimplifiedLayerNormalization') continue
    const sum = pattern.maker(pattern.behind(norm.inputs[0], 'Cast'), 'Add')
    const [name] = sum?.outputs ?? []
    if (!sum || name === undefined || gone.has(sum) || sum.inputs.some((input) => pattern.constant(input))) continue
    const inputs = [...sum.inputs, norm.inputs[1] ?? '']
    const outputs = [norm.outputs[0] ?? '', '', '', name]
    const epsilon = floatAttribute('epsilon', norm.float('epsilon') ?? EPSILON)
    fused.set(norm, OnnxNode.make('SkipSimplifiedLayerNormalization', inputs, outputs, [epsilon], MICROSOFT))
    gone.add(sum)
  }
  // The sum now comes from where the norm is; whoever used it comes after both.
  graph.nodes = graph.nodes.flatMap((node) => (gone.has(node) ? [] : [fused.get(node) ?? node]))
  graph.prune()
}
