import type { OnnxGraph } from '../onnx-graph'
import type { OnnxTensor } from '../onnx-tensor'
import { Pattern } from './pattern'

/** Inputs of MatMulInteger that are moved: the weights and their zero point. */
const WEIGHTS = 1
const ZERO_POINT = 3
const HALF_RANGE = 0x80

/**
 * Moves unsigned eight-bit weights and their zero points down by 128, so that they are signed: the same
 * products, and onnxruntime's kernels for signed weights are the faster ones. Exact only where the processor
 * adds such products without clipping (`adds-exactly`).
 */
export function signWeights(graph: OnnxGraph): boolean {
  const pattern = new Pattern(graph)
  const moved = new Map<string, OnnxTensor>()
  for (const node of graph.nodes) {
    if (node.opType !== 'MatMulInteger') continue
    const names = [node.inputs[WEIGHTS], node.inputs[ZERO_POINT]]
    const tensors = names.map((name) => (graph.isInitializer(name) ? pattern.constant(name) : undefined))
    const [weights, zero] = tensors
    // Both or neither: without a zero point there is none to move.
    if (weights?.type !== 'uint8' || zero?.type !== 'uint8' || !weights.raw || !zero.raw) return false
    for (const tensor of [weights, zero]) moved.set(tensor.name, tensor)
  }
  // A constant that another kind of node reads stays as it is for it.
  const others = graph.nodes.filter((node) => node.opType !== 'MatMulInteger').flatMap((node) => node.inputs)
  if (moved.size === 0 || others.some((name) => moved.has(name))) return false
  for (const { name, dims, raw } of moved.values()) if (raw) graph.addConstant(name, 'int8', dims, movedDown(raw))
  return true
}

function movedDown(raw: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(raw)
  for (let i = 0; i < bytes.length; i++) bytes[i] = (bytes[i] as number) ^ HALF_RANGE
  return bytes
}
