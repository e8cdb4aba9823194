import { bytesField, concat, readFields, readVarint, textField, varintField } from './protobuf'

// Field numbers of onnx.proto (github.com/onnx/onnx, onnx/onnx.proto).
const MODEL_GRAPH = 7
const GRAPH_NODE = 1
const GRAPH_INITIALIZER = 5
const NODE = { input: 1, output: 2, name: 3, opType: 4 } as const
const TENSOR = { dims: 1, dataType: 2, name: 8, rawData: 9 } as const
const INT64 = 7

/**
 * Products whose rows do not touch one another, so that leaving rows out changes nothing in the
 * rest. A dynamically quantised product is not among them: its scale is taken over all rows.
 */
const ROWWISE = new Set(['MatMul', 'MatMulNBits', 'Gemm'])
const PASSING = new Set(['Cast', 'Identity'])

interface Node {
  readonly start: number
  readonly end: number
  readonly from: number
  readonly opType: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
}

function readNode(bytes: Uint8Array, start: number, from: number, end: number): Node {
  const text = new TextDecoder()
  const inputs: string[] = []
  const outputs: string[] = []
  let opType = ''
  for (const field of readFields(bytes, from, end)) {
    const value = (): string => text.decode(bytes.subarray(field.from, field.end))
    if (field.number === NODE.input) inputs.push(value())
    else if (field.number === NODE.output) outputs.push(value())
    else if (field.number === NODE.opType) opType = value()
  }
  return { start, end, from, opType, inputs, outputs }
}

function int64Initializer(name: string, value: bigint): Uint8Array {
  const raw = new Uint8Array(8)
  new DataView(raw.buffer).setBigInt64(0, value, true)
  return bytesField(
    GRAPH_INITIALIZER,
    concat([
      varintField(TENSOR.dims, 1),
      varintField(TENSOR.dataType, INT64),
      textField(TENSOR.name, name),
      bytesField(TENSOR.rawData, raw),
    ]),
  )
}

function withFirstInput(bytes: Uint8Array, node: Node, input: string): Uint8Array {
  const parts: Uint8Array[] = []
  let first = true
  for (const field of readFields(bytes, node.from, node.end)) {
    const replaced = field.number === NODE.input && first
    parts.push(replaced ? textField(NODE.input, input) : bytes.subarray(field.start, field.end))
    if (replaced) first = false
  }
  return bytesField(GRAPH_NODE, concat(parts))
}

/**
 * Slices the input of the language-model head to the last position, so that a prefill of n positions
 * computes and copies one row of logits instead of n. Exact: the other rows were never used.
 *
 * @param model a ModelProto whose graph has an output `logits` of [batch, sequence, vocabulary]
 * @returns the patched ModelProto, or null where the head is of a form that is left alone
 */
export function keepLastPosition(model: Uint8Array): Uint8Array | null {
  const graph = [...readFields(model)].find((field) => field.number === MODEL_GRAPH && field.wire === 2)
  if (!graph) return null
  const producers = new Map<string, Node>()
  for (const field of readFields(model, graph.from, graph.end)) {
    if (field.number !== GRAPH_NODE) continue
    const node = readNode(model, field.start, field.from, field.end)
    for (const output of node.outputs) producers.set(output, node)
  }
  let head = producers.get('logits')
  while (head && PASSING.has(head.opType)) head = producers.get(head.inputs[0] ?? '')
  const hidden = head?.inputs[0]
  if (!head || hidden === undefined || !ROWWISE.has(head.opType)) return null

  const name = 'descry_last_position'
  const slice = bytesField(
    GRAPH_NODE,
    concat([
      ...[hidden, `${name}_start`, `${name}_end`, `${name}_axis`].map((n) => textField(NODE.input, n)),
      textField(NODE.output, name),
      textField(NODE.name, name),
      textField(NODE.opType, 'Slice'),
    ]),
  )
  const patchedGraph = concat([
    model.subarray(graph.from, head.start),
    slice,
    withFirstInput(model, head, name),
    model.subarray(head.end, graph.end),
    int64Initializer(`${name}_start`, -1n),
    int64Initializer(`${name}_end`, 2n ** 63n - 1n),
    int64Initializer(`${name}_axis`, 1n),
  ])
  return concat([
    model.subarray(0, graph.start),
    bytesField(MODEL_GRAPH, patchedGraph),
    model.subarray(graph.end),
  ])
}

/** Version of the default operator set, or 0 where none is named; Slice takes inputs from 10 on. */
export function defaultOpset(model: Uint8Array): number {
  for (const field of readFields(model)) {
    if (field.number !== 8) continue
    let domain = ''
    let version = 0
    for (const part of readFields(model, field.from, field.end)) {
      if (part.number === 1) domain = new TextDecoder().decode(model.subarray(part.from, part.end))
      if (part.number === 2) version = readVarint(model, part.from).value
    }
    if (domain === '' || domain === 'ai.onnx') return version
  }
  return 0
}
