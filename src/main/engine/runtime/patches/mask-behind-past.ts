import type { OnnxGraph } from '../onnx-graph'
import { OnnxNode } from '../onnx-node'
import { int64Bytes } from '../onnx-tensor'

// Values of onnxruntime-genai's model builder (src/python/py/models/builder.py, make_input_ids_subgraph).
const MASK = '/model/attn_mask_reformat'
const EXPANDED = `${MASK}/input_ids_subgraph/Expand/output_0`
/** How many positions came before, and all of them with the new ones; whole numbers without dimensions. */
const PAST = `${MASK}/past_key_subgraph/Gather/output_0`
const TOTAL = `${MASK}/input_ids_subgraph/Add_1/output_0`

/** The least number, as bytes of a float without dimensions. */
const LEAST = { float32: Uint8Array.of(0xff, 0xff, 0x7f, 0xff), float16: Uint8Array.of(0xff, 0xfb) } as const

/**
 * Lets several positions be fed behind others. In the graphs of onnxruntime-genai's builder that are published
 * for SmolVLM the causal mask is as wide as the new positions alone, so that a question behind a picture that
 * is kept fails ("invalid expand shape"): one new position or no past is all that they take. Exact: where they
 * ran, the mask is the same.
 *
 * @returns whether the graph has such a mask
 */
export function maskBehindPast(graph: OnnxGraph): boolean {
  const producers = graph.producers()
  const expand = producers.get(EXPANDED)
  const type = graph.shapeOf('past_key_values.0.key')?.type
  if (expand?.opType !== 'Expand' || !producers.has(PAST) || !producers.has(TOTAL)) return false
  if (type !== 'float32' && type !== 'float16') return false

  const name = (part: string): string => `descry_mask_${part}`
  graph.addConstant(name('zero'), 'int64', [], int64Bytes([0n]))
  graph.addConstant(name('one'), 'int64', [], int64Bytes([1n]))
  graph.addNumbers(name('axis'), [1n])
  graph.addConstant(name('hidden'), type, [], LEAST[type])
  graph.addConstant(name('seen'), type, [], new Uint8Array(LEAST[type].length))
  const nodes = [
    OnnxNode.make('Range', [name('zero'), TOTAL, name('one')], [name('keys')]),
    OnnxNode.make('Range', [PAST, TOTAL, name('one')], [name('queries')]),
    OnnxNode.make('Unsqueeze', [name('queries'), name('axis')], [name('column')]),
    OnnxNode.make('Greater', [name('keys'), name('column')], [name('later')]),
    OnnxNode.make('Where', [name('later'), name('hidden'), name('seen')], [name('bias')]),
  ]
  const masked = expand.renamed(
    (input, at) => (at === 0 ? name('bias') : input),
    (output) => output,
  )
  graph.nodes.splice(graph.nodes.indexOf(expand), 1, ...nodes, masked)
  return true
}
