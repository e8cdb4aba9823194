import { OnnxGraph } from '../onnx-graph'

/** Activations in eight bits; source: MatMulNBits in onnxruntime's docs/ContribOperators.md. */
const EIGHT_BITS = 4

/**
 * Lets every four- and eight-bit product that names no accuracy compute with activations in eight bits.
 * Not exact: each block of 32 activations is rounded.
 */
export function computeInEightBits(graph: OnnxGraph): boolean {
  let changed = false
  graph.nodes = graph.nodes.map((node) => {
    if (node.opType === 'If') {
      return node.withGraphs((bytes) => {
        const branch = new OnnxGraph(bytes)
        const isChanged = computeInEightBits(branch)
        changed ||= isChanged
        return isChanged ? branch.bytes() : bytes
      })
    }
    if (node.opType !== 'MatMulNBits' || (node.int('accuracy_level') ?? 0) !== 0) return node
    changed = true
    return node.withInt('accuracy_level', EIGHT_BITS)
  })
  return changed
}
