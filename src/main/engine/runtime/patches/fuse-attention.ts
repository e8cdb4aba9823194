import { MICROSOFT, type OnnxGraph } from '../onnx-graph'
import { floatAttribute, intAttribute, OnnxNode } from '../onnx-node'
import type { Attention, CacheShape } from './attention'
import { isSame } from './attention-parts'
import { findBuiltAttention } from './built-attention'
import { Pattern } from './pattern'
import { findTracedAttention } from './traced-attention'

/** Name of the free dimension of a cache that is read and written in one buffer. */
export const SHARED_ROWS = 'descry_shared_rows'

/** The operator takes heads of multiples of this width only. */
const HEAD_STEP = 16
/** Longest sequence that the tables of a fused attention are made for, positions. */
const MOST_POSITIONS = 16_384
const PRESENT_KEY = /^present\.(\d+)\.key$/
const COSINES = 'descry_cosines'
const SINES = 'descry_sines'
const LAST_INDEX = 'descry_last_index'
const TOTAL = 'descry_total'

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
  const shapes = layers.flatMap((layer) => cacheShape(graph, layer) ?? [])
  if (layers.length === 0 || shapes.length < layers.length) return false
  const isFused = layers.every((layer) => isFusedAlready(pattern, layer))
  if (!isFused && !replaceAttention(graph, pattern, layers, shapes)) return false
  layers.forEach((layer, i) => {
    const { keyHeads = 0, size = 0 } = shapes[i] ?? {}
    for (const part of ['key', 'value']) {
      graph.declareOutput(`present.${layer}.${part}`, 'float32', ['batch', keyHeads, SHARED_ROWS, size])
    }
  })
  graph.prune()
  return true
}

function cacheShape(graph: OnnxGraph, layer: string): CacheShape | undefined {
  const { type, dims = [] } = graph.shapeOf(`past_key_values.${layer}.key`) ?? {}
  const [, keyHeads, , size] = dims
  if (type !== 'float32' || typeof keyHeads !== 'number' || typeof size !== 'number') return undefined
  return size % HEAD_STEP === 0 ? { keyHeads, size } : undefined
}

/** The builder's other form: its caches need only be kept in one buffer. */
function isFusedAlready(pattern: Pattern, layer: string): boolean {
  const node = pattern.maker(`present.${layer}.key`, 'GroupQueryAttention')
  return node?.inputs[3] === `past_key_values.${layer}.key` && node.outputs[2] === `present.${layer}.value`
}

function replaceAttention(graph: OnnxGraph, pattern: Pattern, layers: readonly string[], shapes: readonly CacheShape[]): boolean {
  const found = layers.flatMap((layer, i) => {
    const shape = shapes[i]
    return (shape && (findTracedAttention(pattern, layer, shape) ?? findBuiltAttention(pattern, layer, shape))) ?? []
  })
  const [first] = found
  if (!first || found.length < layers.length || found.some((each) => !isSameRotation(each, first))) return false
  const tables = addTables(graph, first)
  addLengths(graph)
  const replaced = new Set(found.flatMap(({ layer, output }) => [output, `present.${layer}.key`, `present.${layer}.value`]))
  const fused = new Map(found.map((each) => [each.output, attentionNode(each, tables)]))
  graph.nodes = graph.nodes.flatMap((node) => {
    if (!node.outputs.some((name) => replaced.has(name))) return [node]
    return node.outputs.flatMap((name) => fused.get(name) ?? [])
  })
  return true
}

function isSameRotation({ rotation: a }: Attention, { rotation: b }: Attention): boolean {
  if ('frequencies' in a) return 'frequencies' in b && isSame(a.frequencies, b.frequencies)
  return 'cosines' in b && a.cosines === b.cosines && a.sines === b.sines
}

function attentionNode({ layer, query, key, value, heads, keyHeads, scale, output }: Attention, tables: readonly string[]): OnnxNode {
  const past = ['key', 'value'].map((part) => `past_key_values.${layer}.${part}`)
  const present = ['key', 'value'].map((part) => `present.${layer}.${part}`)
  return OnnxNode.make(
    'GroupQueryAttention',
    [query, key, value, ...past, LAST_INDEX, TOTAL, ...tables],
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

/** @returns the names of the cosines and sines by position, the graph's own where it has them */
function addTables(graph: OnnxGraph, { rotation }: Attention): readonly string[] {
  if ('cosines' in rotation) return [rotation.cosines, rotation.sines]
  const { frequencies } = rotation
  const width = frequencies.length
  for (const [name, of] of [[COSINES, Math.cos], [SINES, Math.sin]] as const) {
    const table = Float32Array.from({ length: MOST_POSITIONS * width }, (_, i) =>
      // The angle as the graph computes it, in float32.
      of(Math.fround(Math.floor(i / width) * (frequencies[i % width] ?? 0))),
    )
    graph.addConstant(name, 'float32', [MOST_POSITIONS, width], new Uint8Array(table.buffer))
  }
  return [COSINES, SINES]
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
