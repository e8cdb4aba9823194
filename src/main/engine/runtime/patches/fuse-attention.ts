import { MICROSOFT, type OnnxGraph } from '../onnx-graph'
import { floatAttribute, intAttribute, OnnxNode } from '../onnx-node'
import { projectionWidth } from './projection'
import { Pattern } from './pattern'
import { findRotary } from './rotary'

/** Name of the free dimension of a cache that is read and written in one buffer. */
export const SHARED_ROWS = 'descry_shared_rows'

/** Longest sequence that the tables of a fused attention are made for, positions. */
const MOST_POSITIONS = 16_384
const PRESENT_KEY = /^present\.(\d+)\.key$/
const COSINES = 'descry_cosines'
const SINES = 'descry_sines'
const LAST_INDEX = 'descry_last_index'
const TOTAL = 'descry_total'

interface Attention {
  readonly layer: string
  readonly query: string
  readonly key: string
  readonly value: string
  readonly heads: number
  readonly keyHeads: number
  readonly size: number
  readonly scale: number
  readonly output: string
  readonly frequencies: Float32Array
}

/**
 * Puts one GroupQueryAttention (onnxruntime's docs/ContribOperators.md) in the place of each layer's
 * attention: the hundred or so small operators of an exported layer cost more than its products, and keys
 * and values then stay in one buffer that nothing is copied from. Only for attention as llama has it, in
 * float32: rotary positions counted on one by one, a causal mask, grouped heads. All layers or none.
 * Exact but for rounding; whoever uses it compares the changed graph with the unchanged one.
 */
export function fuseAttention(graph: OnnxGraph): boolean {
  const pattern = new Pattern(graph)
  const layers = graph.outputs.flatMap((name) => PRESENT_KEY.exec(name)?.[1] ?? [])
  const found = layers.flatMap((layer) => findAttention(graph, pattern, layer) ?? [])
  const [first] = found
  if (!first || found.length < layers.length) return false
  if (found.some((each) => !isSame(each.frequencies, first.frequencies))) return false
  addTables(graph, first.frequencies)
  addLengths(graph)
  const replaced = new Set(found.flatMap(({ layer, output }) => [output, `present.${layer}.key`, `present.${layer}.value`]))
  const fused = new Map(found.map((each) => [each.output, attentionNode(each)]))
  graph.nodes = graph.nodes.flatMap((node) => {
    if (!node.outputs.some((name) => replaced.has(name))) return [node]
    return node.outputs.flatMap((name) => fused.get(name) ?? [])
  })
  for (const { layer, keyHeads, size } of found) {
    for (const part of ['key', 'value']) {
      graph.declareOutput(`present.${layer}.${part}`, 'float32', ['batch', keyHeads, SHARED_ROWS, size])
    }
  }
  graph.prune()
  return true
}

function findAttention(graph: OnnxGraph, pattern: Pattern, layer: string): Attention | undefined {
  const [keys, values] = (['key', 'value'] as const).map((part) => {
    const joined = pattern.maker(`present.${layer}.${part}`, 'Concat')
    const isJoined = joined?.inputs.length === 2 && joined.inputs[0] === `past_key_values.${layer}.${part}`
    return isJoined ? joined : undefined
  })
  const { type, dims = [] } = graph.shapeOf(`past_key_values.${layer}.key`) ?? {}
  const [, keyHeads, , size] = dims
  if (!keys || !values || type !== 'float32' || typeof keyHeads !== 'number' || typeof size !== 'number') return undefined
  const turnedKey = findRotary(pattern, keys.inputs[1], size)
  const key = fromHeads(pattern, turnedKey?.input)
  const value = fromHeads(pattern, values.inputs[1])

  const repeated = ['Reshape', 'Expand', 'Unsqueeze', 'Cast'] as const
  const isFrom = (name: string | undefined, root: string, ...extra: string[]): boolean =>
    pattern.unscaled(name, ...repeated, ...extra).name === root
  const context = products(pattern, `present.${layer}.value`, graph).find((node) => isFrom(node.inputs[1], `present.${layer}.value`))
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
  const scale = asked.scale * score.scale * pattern.unscaled(score.node?.inputs[1], ...repeated, 'Transpose').scale
  const heads = width / size
  if (!Number.isInteger(heads) || heads % keyHeads !== 0) return undefined
  return { layer, query, key, value, heads, keyHeads, size, scale, output, frequencies: turned.frequencies }
}

/** Products that a cache's rows go into, directly or repeated for each group of heads. */
function products(pattern: Pattern, name: string, graph: OnnxGraph): OnnxNode[] {
  const from = new Set([name])
  for (const each of from) {
    for (const node of pattern.users(each)) {
      if (['Reshape', 'Expand', 'Unsqueeze', 'Cast'].includes(node.opType) && node.inputs[0] === each) from.add(node.outputs[0] ?? '')
    }
  }
  return graph.nodes.filter((node) => node.opType === 'MatMul' && from.has(node.inputs[1] ?? ''))
}

/** [batch, sequence, heads × size] behind [batch, heads, sequence, size]. */
function fromHeads(pattern: Pattern, name: string | undefined): string | undefined {
  return pattern.maker(pattern.maker(name, 'Transpose')?.inputs[0], 'Reshape')?.inputs[0]
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

function attentionNode({ layer, query, key, value, heads, keyHeads, scale, output }: Attention): OnnxNode {
  const past = ['key', 'value'].map((part) => `past_key_values.${layer}.${part}`)
  const present = ['key', 'value'].map((part) => `present.${layer}.${part}`)
  return OnnxNode.make(
    'GroupQueryAttention',
    [query, key, value, ...past, LAST_INDEX, TOTAL, COSINES, SINES],
    [output, ...present],
    [
      intAttribute('num_heads', heads),
      intAttribute('kv_num_heads', keyHeads),
      intAttribute('do_rotary', 1),
      intAttribute('rotary_interleaved', 0),
      floatAttribute('scale', scale),
    ],
    MICROSOFT,
  )
}

function addTables(graph: OnnxGraph, frequencies: Float32Array): void {
  const width = frequencies.length
  for (const [name, of] of [[COSINES, Math.cos], [SINES, Math.sin]] as const) {
    const table = Float32Array.from({ length: MOST_POSITIONS * width }, (_, i) =>
      // The angle as the graph computes it, in float32.
      of(Math.fround(Math.floor(i / width) * (frequencies[i % width] ?? 0))),
    )
    graph.addConstant(name, 'float32', [MOST_POSITIONS, width], new Uint8Array(table.buffer))
  }
}

/** From the mask's width, which counts old positions and new ones: the last index, and how many there are. */
function addLengths(graph: OnnxGraph): void {
  const toInt32 = [intAttribute('to', 6)]
  graph.addNumbers(`${TOTAL}_at`, [1n])
  graph.addNumbers(`${LAST_INDEX}_one`, [1n])
  graph.nodes.unshift(
    OnnxNode.make('Shape', ['attention_mask'], [`${TOTAL}_shape`]),
    OnnxNode.make('Gather', [`${TOTAL}_shape`, `${TOTAL}_at`], [`${TOTAL}_wide`]),
    OnnxNode.make('Cast', [`${TOTAL}_wide`], [TOTAL], toInt32),
    OnnxNode.make('Sub', [`${TOTAL}_wide`, `${LAST_INDEX}_one`], [`${LAST_INDEX}_wide`]),
    OnnxNode.make('Cast', [`${LAST_INDEX}_wide`], [LAST_INDEX], toInt32),
  )
}

function isSame(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i])
}
