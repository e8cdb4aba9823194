import { OnnxNode, textOf } from './onnx-node'
import { ELEMENT_NAMES, ELEMENT_TYPES, int64Bytes, readTensor, tensorBytes, type ElementType, type OnnxTensor } from './onnx-tensor'
import { bytesField, concat, readFields, readVarint, textField, varintField } from './protobuf'

// Field numbers of onnx.proto (github.com/onnx/onnx, onnx/onnx.proto).
const MODEL = { irVersion: 1, graph: 7, opset: 8 } as const
const OPSET = { domain: 1, version: 2 } as const
const GRAPH = { node: 1, name: 2, initializer: 5, input: 11, output: 12, valueInfo: 13 } as const
const VALUE = { name: 1, type: 2 } as const
const SHAPE_OF_TENSOR = { elementType: 1, shape: 2 } as const
const DIMENSION = { value: 1, parameter: 2 } as const

/** Operators of onnxruntime's own. */
export const MICROSOFT = 'com.microsoft'

interface TensorShape {
  /** Undefined where the type is none that changes are made of. */
  readonly type: ElementType | undefined
  /** Numbers, or names of free dimensions ('' for an unnamed one). */
  readonly dims: readonly (number | string)[]
}

/**
 * The graph of a model, for changes before it is loaded. Nodes can be changed, inputs, outputs and
 * constants added; everything else comes out as it was.
 */
export class OnnxGraph {
  nodes: OnnxNode[] = []
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  /** Fields that are none of those below, as they were. */
  readonly #rest: Uint8Array[] = []
  readonly #inputs = new Map<string, Uint8Array>()
  readonly #outputs = new Map<string, Uint8Array>()
  readonly #initializers = new Map<string, Uint8Array>()

  /** @param bytes a GraphProto */
  constructor(bytes: Uint8Array) {
    for (const field of readFields(bytes)) {
      const payload = bytes.subarray(field.from, field.end)
      if (field.number === GRAPH.node) this.nodes.push(new OnnxNode(payload))
      else if (field.number === GRAPH.input) this.#inputs.set(nameOf(payload), payload)
      else if (field.number === GRAPH.output) this.#outputs.set(nameOf(payload), payload)
      else if (field.number === GRAPH.initializer) this.#initializers.set(readTensor(payload).name, payload)
      // Shapes of values inside are worked out anew: a change may have made them wrong.
      else if (field.number !== GRAPH.valueInfo) this.#rest.push(bytes.subarray(field.start, field.end))
    }
    this.inputs = [...this.#inputs.keys()]
    this.outputs = [...this.#outputs.keys()]
  }

  /** The node that makes a value, by the value's name. */
  producers(): ReadonlyMap<string, OnnxNode> {
    return new Map(this.nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)))
  }

  /** A constant's value, whether it is an initializer or a node's; behind Identity nodes too. */
  constant(name: string, producers: ReadonlyMap<string, OnnxNode>): OnnxTensor | undefined {
    let at = name
    for (let node = producers.get(at); node?.opType === 'Identity'; node = producers.get(at)) at = node.inputs[0] ?? ''
    const bytes = this.#initializers.get(at) ?? producers.get(at)?.tensor('value')
    return bytes && readTensor(bytes)
  }

  isInitializer(name: string | undefined): boolean {
    return name !== undefined && this.#initializers.has(name)
  }

  addInput(name: string, type: ElementType, dims: readonly (number | string)[]): void {
    this.#inputs.set(name, valueInfo(name, type, dims))
  }

  addConstant(name: string, type: ElementType, dims: readonly number[], raw: Uint8Array): void {
    this.#initializers.set(name, tensorBytes(name, type, dims, raw))
  }

  /** A constant of whole numbers in one dimension. */
  addNumbers(name: string, values: readonly bigint[]): void {
    this.addConstant(name, 'int64', [values.length], int64Bytes(values))
  }

  /** Declares an output's type and shape anew. */
  declareOutput(name: string, type: ElementType, dims: readonly (number | string)[]): void {
    this.#outputs.set(name, valueInfo(name, type, dims))
  }

  /** The declared type and shape of an input or output. */
  shapeOf(name: string): TensorShape | undefined {
    const info = this.#outputs.get(name) ?? this.#inputs.get(name)
    return info && shapeOf(info)
  }

  /** Takes out nodes and constants that no output needs any more. */
  prune(): void {
    const producers = this.producers()
    const needed = new Set<OnnxNode>()
    const names = new Set(this.outputs)
    for (const name of names) {
      const node = producers.get(name)
      if (!node || needed.has(node)) continue
      needed.add(node)
      for (const input of node.inputs) names.add(input)
      for (const captured of node.captured()) names.add(captured)
    }
    this.nodes = this.nodes.filter((node) => needed.has(node))
    for (const name of [...this.#initializers.keys()]) if (!names.has(name)) this.#initializers.delete(name)
  }

  /** The GraphProto as it is now. */
  bytes(): Uint8Array {
    return concat([
      ...this.nodes.map((node) => bytesField(GRAPH.node, node.bytes)),
      ...this.#rest,
      ...[...this.#initializers.values()].map((tensor) => bytesField(GRAPH.initializer, tensor)),
      ...[...this.#inputs.values()].map((info) => bytesField(GRAPH.input, info)),
      ...[...this.#outputs.values()].map((info) => bytesField(GRAPH.output, info)),
    ])
  }
}

/**
 * Puts a model's graph through `change`.
 *
 * @param model a ModelProto
 * @returns the changed ModelProto, or null where `change` did nothing
 */
export function changeGraph(model: Uint8Array, change: (graph: OnnxGraph) => boolean): Uint8Array | null {
  const field = [...readFields(model)].find((each) => each.number === MODEL.graph && each.wire === 2)
  if (!field) return null
  const graph = new OnnxGraph(model.subarray(field.from, field.end))
  if (!change(graph)) return null
  return concat([
    model.subarray(0, field.start),
    bytesField(MODEL.graph, graph.bytes()),
    model.subarray(field.end),
    ...(opsetVersion(model, MICROSOFT) > 0 ? [] : [opset(MICROSOFT, 1)]),
  ])
}

interface Value {
  readonly name: string
  readonly type: ElementType
  readonly dims: readonly (number | string)[]
}

interface SmallModel {
  readonly nodes: readonly OnnxNode[]
  /** TensorProtos. */
  readonly initializers: readonly Uint8Array[]
  readonly inputs: readonly Value[]
  readonly outputs: readonly Value[]
}

/** A ModelProto of a few nodes, in operator set 17 and its format. */
export function modelBytes({ nodes, initializers, inputs, outputs }: SmallModel): Uint8Array {
  const values = (field: number, all: readonly Value[]): Uint8Array[] =>
    all.map(({ name, type, dims }) => bytesField(field, valueInfo(name, type, dims)))
  const graph = concat([
    ...nodes.map((node) => bytesField(GRAPH.node, node.bytes)),
    textField(GRAPH.name, 'descry'),
    ...initializers.map((tensor) => bytesField(GRAPH.initializer, tensor)),
    ...values(GRAPH.input, inputs),
    ...values(GRAPH.output, outputs),
  ])
  return concat([varintField(MODEL.irVersion, 8), bytesField(MODEL.graph, graph), opset('', 17)])
}

/** Version of an operator set, or 0 where it is not named. */
function opsetVersion(model: Uint8Array, domain: string): number {
  for (const field of readFields(model)) {
    if (field.number !== MODEL.opset) continue
    let named = ''
    let version = 0
    for (const part of readFields(model, field.from, field.end)) {
      if (part.number === OPSET.domain) named = textOf(model, part)
      if (part.number === OPSET.version) version = readVarint(model, part.from).value
    }
    if (named === domain) return version
  }
  return 0
}

function opset(domain: string, version: number): Uint8Array {
  return bytesField(MODEL.opset, concat([textField(OPSET.domain, domain), varintField(OPSET.version, version)]))
}

function nameOf(info: Uint8Array): string {
  for (const field of readFields(info)) if (field.number === VALUE.name) return textOf(info, field)
  return ''
}

function valueInfo(name: string, type: ElementType, dims: readonly (number | string)[]): Uint8Array {
  const shape = dims.map((dim) =>
    bytesField(1, typeof dim === 'number' ? varintField(DIMENSION.value, dim) : textField(DIMENSION.parameter, dim)),
  )
  const tensor = concat([
    varintField(SHAPE_OF_TENSOR.elementType, ELEMENT_TYPES[type]),
    bytesField(SHAPE_OF_TENSOR.shape, concat(shape)),
  ])
  return concat([textField(VALUE.name, name), bytesField(VALUE.type, bytesField(1, tensor))])
}

function shapeOf(info: Uint8Array): TensorShape {
  const dims: (number | string)[] = []
  let type = 0
  const inside = (bytes: Uint8Array, number: number): Uint8Array => {
    for (const field of readFields(bytes)) if (field.number === number && field.wire === 2) return bytes.subarray(field.from, field.end)
    return new Uint8Array(0)
  }
  const tensor = inside(inside(info, VALUE.type), 1)
  for (const field of readFields(tensor)) {
    if (field.number === SHAPE_OF_TENSOR.elementType) type = readVarint(tensor, field.from).value
  }
  const shape = inside(tensor, SHAPE_OF_TENSOR.shape)
  for (const field of readFields(shape)) {
    let dim: number | string = ''
    for (const part of readFields(shape, field.from, field.end)) {
      dim = part.number === DIMENSION.value ? readVarint(shape, part.from).value : textOf(shape, part)
    }
    dims.push(dim)
  }
  return { type: ELEMENT_NAMES.get(type), dims }
}
