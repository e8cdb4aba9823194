import type { OnnxGraph } from '../onnx-graph'
import { intAttribute, OnnxNode } from '../onnx-node'
import type { OnnxTensor } from '../onnx-tensor'
import { concat } from '../protobuf'
import { Pattern } from './pattern'

/** Attributes that products must share to be made one. */
const SHARED = ['K', 'bits', 'block_size', 'accuracy_level'] as const
/** Weights, scales and, where there are any, zero points: each a constant whose first dimension is N's. */
const FIRST_CONSTANT = 1
const MOST_INPUTS = 4

interface Group {
  readonly nodes: readonly OnnxNode[]
  /** By input, the constants of all nodes. */
  readonly constants: readonly (readonly OnnxTensor[])[]
}

/**
 * Makes one four- or eight-bit product of those that have the same input: query, key and value, and the two
 * halves of a gated layer. Threads then meet once instead of two or three times. Exact: rows of weights do
 * not touch one another.
 */
export function mergeProjections(graph: OnnxGraph): boolean {
  const pattern = new Pattern(graph)
  const byInput = Map.groupBy(
    graph.nodes.filter((node) => node.opType === 'MatMulNBits'),
    (node) => [node.inputs[0], node.inputs.length, ...SHARED.map((name) => node.int(name))].join(),
  )
  const groups = [...byInput.values()].flatMap((nodes) => (nodes.length > 1 ? (readGroup(pattern, nodes) ?? []) : []))
  for (const group of groups) merge(graph, pattern, group)
  if (groups.length > 0) graph.prune()
  return groups.length > 0
}

function readGroup(pattern: Pattern, nodes: readonly OnnxNode[]): Group | undefined {
  const [first] = nodes
  if (!first || first.inputs.length > MOST_INPUTS) return undefined
  const constants = first.inputs.slice(FIRST_CONSTANT).map((_, i) =>
    nodes.flatMap((node) => pattern.constant(node.inputs[FIRST_CONSTANT + i]) ?? []),
  )
  const isWhole = constants.every(
    (tensors) => tensors.length === nodes.length && tensors.every(({ raw, type }) => raw && type === tensors[0]?.type),
  )
  return isWhole ? { nodes, constants } : undefined
}

function merge(graph: OnnxGraph, pattern: Pattern, { nodes, constants }: Group): void {
  const outputs = nodes.map((node) => node.outputs[0] ?? '')
  const name = `descry_merged.${outputs[0] ?? ''}`
  const inputs = constants.map((tensors, i) => {
    const [first] = tensors
    const rows = tensors.reduce((sum, { dims }) => sum + (dims[0] ?? 0), 0)
    const raw = concat(tensors.map((tensor) => tensor.raw ?? new Uint8Array(0)))
    graph.addConstant(`${name}_${i}`, first?.type ?? 'uint8', [rows, ...(first?.dims.slice(1) ?? [])], raw)
    return `${name}_${i}`
  })
  const widths = nodes.map((node) => node.int('N') ?? 0)
  const [source] = nodes
  if (!source) return
  const product = source
    .renamed(
      (input, at) => inputs[at - FIRST_CONSTANT] ?? input,
      () => name,
    )
    .withInt('N', widths.reduce((sum, width) => sum + width, 0))
  const attention = packedAttention(pattern, outputs, name)
  const after = attention ? [] : [split(graph, name, outputs, widths)]
  const gone = new Set(nodes)
  graph.nodes = graph.nodes.flatMap((node) => {
    if (node === source) return [product, ...after]
    if (gone.has(node)) return []
    return attention?.before === node ? [attention.after] : [node]
  })
}

/** An attention that takes query, key and value side by side, where the outputs are just its three inputs. */
function packedAttention(pattern: Pattern, outputs: readonly string[], name: string): { before: OnnxNode; after: OnnxNode } | undefined {
  const [before, ...others] = new Set(outputs.flatMap((output) => pattern.users(output)))
  if (before?.opType !== 'GroupQueryAttention' || others.length > 0) return undefined
  // Query, key and value are its first inputs; a value that is used twice is more than three.
  const isWhole = before.inputs.slice(0, 3).join() === outputs.join() && before.inputs.filter((name) => outputs.includes(name)).length === 3
  if (!isWhole) return undefined
  const packed = [name, '', '']
  const after = before.renamed(
    (input, at) => packed[at] ?? input,
    (output) => output,
  )
  return { before, after }
}

function split(graph: OnnxGraph, name: string, outputs: readonly string[], widths: readonly number[]): OnnxNode {
  graph.addNumbers(`${name}_widths`, widths.map(BigInt))
  return OnnxNode.make('Split', [name, `${name}_widths`], outputs, [intAttribute('axis', 2)])
}
