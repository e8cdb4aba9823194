import type { OnnxGraph } from '../onnx-graph'

/** Name of the free dimension of a cache output that holds the new positions only. */
export const NEW_ROWS = 'descry_new_rows'

const PRESENT = /^present\.(\d+\.(?:key|value))$/

/**
 * Makes each output `present.N.key|value` hold the new positions' rows only, where it is the old ones and
 * the new ones put one behind the other. What the caller keeps already is then not copied out at every
 * token. Exact. All caches are changed or none.
 */
export function keepNewRows(graph: OnnxGraph): boolean {
  // The caller's buffer has positions that are not filled; a graph that counts them itself would be wrong.
  if (!graph.inputs.includes('position_ids')) return false
  const producers = graph.producers()
  const names = new Map<string, string>()
  const presents = graph.outputs.filter((name) => PRESENT.test(name))
  for (const present of presents) {
    const concat = producers.get(present)
    const past = present.replace(PRESENT, 'past_key_values.$1')
    const rows = concat?.inputs[1]
    if (concat?.opType !== 'Concat' || concat.inputs.length !== 2 || concat.inputs[0] !== past) return false
    if (rows === undefined || !producers.has(rows) || names.has(rows)) return false
    const { type, dims } = graph.shapeOf(present) ?? {}
    if (dims?.length !== 4 || (type !== 'float32' && type !== 'float16')) return false
    names.set(present, `descry_all.${present}`)
    names.set(rows, present)
  }
  if (presents.length === 0) return false
  const renamed = (name: string): string => names.get(name) ?? name
  graph.nodes = graph.nodes.map((node) =>
    [...node.inputs, ...node.outputs].some((name) => names.has(name)) ? node.renamed(renamed, renamed) : node,
  )
  for (const present of presents) {
    const { type = 'float32', dims = [] } = graph.shapeOf(present) ?? {}
    const [batch = '', heads = '', , size = ''] = dims
    graph.declareOutput(present, type, [batch, heads, NEW_ROWS, size])
  }
  return true
}
