import type { OnnxGraph } from '../onnx-graph'
import { fuseAttention } from './fuse-attention'
import { fuseNorms, fuseResiduals } from './fuse-norms'

/**
 * A layer's attention, norms and sums as one operator each. Exact but for rounding; whoever uses it compares
 * the changed graph with the unchanged one. A graph whose attention is of another form is left alone.
 */
export function fuseLayers(graph: OnnxGraph): boolean {
  if (!fuseAttention(graph)) return false
  fuseNorms(graph)
  fuseResiduals(graph)
  return true
}
