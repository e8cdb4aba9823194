import type { OnnxGraph } from '../onnx-graph'
import { OnnxNode } from '../onnx-node'

/** The input that a changed graph has: minus the number of rows of logits that are wanted, int64 [1]. */
export const LAST_ROWS = 'descry_last_rows'

/**
 * Products whose rows do not touch one another, so that leaving rows out changes nothing in the
 * rest. A dynamically quantised product is not among them: its scale is taken over all rows.
 */
const ROWWISE = new Set(['MatMul', 'MatMulNBits', 'Gemm'])
const PASSING = new Set(['Cast', 'Identity'])

/**
 * Slices the input of the language-model head to the last positions, so that a prefill of n positions
 * computes and copies as many rows of logits as are asked for instead of n. Exact: the others were never
 * used. Needs an output `logits` of [batch, sequence, vocabulary] and operator set 10.
 *
 * @returns whether the graph was changed; a head of another form is left alone
 */
export function keepLastRows(graph: OnnxGraph): boolean {
  if (graph.inputs.includes('num_logits_to_keep')) return false
  const producers = graph.producers()
  let head = producers.get('logits')
  while (head && PASSING.has(head.opType)) head = producers.get(head.inputs[0] ?? '')
  const hidden = head?.inputs[0]
  if (!head || hidden === undefined || !ROWWISE.has(head.opType)) return false

  const name = 'descry_rows'
  graph.addInput(LAST_ROWS, 'int64', [1])
  graph.addNumbers(`${name}_end`, [2n ** 63n - 1n])
  graph.addNumbers(`${name}_axis`, [1n])
  const slice = OnnxNode.make('Slice', [hidden, LAST_ROWS, `${name}_end`, `${name}_axis`], [name])
  const sliced = head.renamed(
    (input, at) => (at === 0 ? name : input),
    (output) => output,
  )
  const at = graph.nodes.indexOf(head)
  graph.nodes.splice(at, 1, slice, sliced)
  const { type, dims = [] } = graph.shapeOf('logits') ?? {}
  const [batch = '', , vocabulary = ''] = dims
  if (type && dims.length === 3) graph.declareOutput('logits', type, [batch, 'rows', vocabulary])
  return true
}
