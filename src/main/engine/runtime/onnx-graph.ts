import { OnnxNode, textOf } from './onnx-node'
import { bytesField, concat, readFields, readVarint, textField, varintField } from './protobuf'

// Field numbers of onnx.proto (github.com/onnx/onnx, onnx/onnx.proto).
const MODEL = { graph: 7, opset: 8 } as const
const GRAPH = { node: 1, initializer: 5, input: 11, output: 12 } as const
const TENSOR = { dims: 1, dataType: 2, name: 8, rawData: 9 } as const
const VALUE = { name: 1, type: 2 } as const
const SHAPE_OF_TENSOR = { elementType: 1, shape: 2 } as const
const DIMENSION = { value: 1, parameter: 2 } as const

/** Element types by their number in TensorProto.DataType. */
const ELEMENT_TYPES = { float32: 1, int64: 7, float16: 10 } as const
type ElementType = keyof typeof ELEMENT_TYPES
const ELEMENT_NAMES = new Map<number, ElementType>([[1, 'float32'], [7, 'int64'], [10, 'float16']])

interface TensorShape {
  /** Undefined where the type is none of those above. */
  readonly type: ElementType | undefined
  readonly dims: readonly (number | string)[]
}

/**
 * The graph of a model, for changes before it is loaded. Weights are never looked into; nodes can be
 * changed, inputs, outputs and small constants added. Everything else comes out as it was.
 */
export class OnnxGraph {
  nodes: OnnxNode[] = []
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  /** Fields that are neither nodes nor outputs, as they were. */
  readonly #rest: Uint8Array[] = []
  readonly #outputs = new Map<string, Uint8Array>()
  readonly #added: Uint8Array[] = []

  /** @param bytes a GraphProto */
  constructor(bytes: Uint8Array) {
    const inputs: string[] = []
    for (const field of readFields(bytes)) {
      const payload = bytes.subarray(field.from, field.end)
      if (field.number === GRAPH.node) this.nodes.push(new OnnxNode(payload))
      else if (field.number === GRAPH.output) this.#outputs.set(nameOf(payload), payload)
      else this.#rest.push(bytes.subarray(field.start, field.end))
      if (field.number === GRAPH.input) inputs.push(nameOf(payload))
    }
    this.inputs = inputs
    this.outputs = [...this.#outputs.keys()]
  }

  /** The node that makes a value, by the value's name. */
  producers(): ReadonlyMap<string, OnnxNode> {
    return new Map(this.nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)))
  }

  addInput(name: string, type: ElementType, dims: readonly (number | string)[]): void {
    this.#added.push(bytesField(GRAPH.input, valueInfo(name, type, dims)))
  }

  /** A constant of whole numbers in one dimension. */
  addConstant(name: string, values: readonly bigint[]): void {
    const raw = new Uint8Array(values.length * 8)
    const view = new DataView(raw.buffer)
    values.forEach((value, i) => view.setBigInt64(i * 8, value, true))
    this.#added.push(
      bytesField(
        GRAPH.initializer,
        concat([
          varintField(TENSOR.dims, values.length),
          varintField(TENSOR.dataType, ELEMENT_TYPES.int64),
          textField(TENSOR.name, name),
          bytesField(TENSOR.rawData, raw),
        ]),
      ),
    )
  }

  /** Declares an output's type and shape anew. */
  declareOutput(name: string, type: ElementType, dims: readonly (number | string)[]): void {
    this.#outputs.set(name, valueInfo(name, type, dims))
  }

  /** The declared type and shape of an output: numbers, or names of free dimensions ('' for an unnamed one). */
  outputShape(name: string): TensorShape | undefined {
    const info = this.#outputs.get(name)
    return info && shapeOf(info)
  }

  /** The GraphProto as it is now. */
  bytes(): Uint8Array {
    return concat([
      ...this.nodes.map((node) => bytesField(GRAPH.node, node.bytes)),
      ...this.#rest,
      ...[...this.#outputs.values()].map((info) => bytesField(GRAPH.output, info)),
      ...this.#added,
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
  return concat([model.subarray(0, field.start), bytesField(MODEL.graph, graph.bytes()), model.subarray(field.end)])
}

/** Version of the default operator set, or 0 where none is named; Slice takes inputs from 10 on. */
export function defaultOpset(model: Uint8Array): number {
  for (const field of readFields(model)) {
    if (field.number !== MODEL.opset) continue
    let domain = ''
    let version = 0
    for (const part of readFields(model, field.from, field.end)) {
      if (part.number === 1) domain = textOf(model, part)
      if (part.number === 2) version = readVarint(model, part.from).value
    }
    if (domain === '' || domain === 'ai.onnx') return version
  }
  return 0
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
