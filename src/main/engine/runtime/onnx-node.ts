import { bytesField, concat, readFields, readVarint, textField, varintField, type Field } from './protobuf'

// Field numbers of onnx.proto (github.com/onnx/onnx, onnx/onnx.proto).
const NODE = { input: 1, output: 2, name: 3, opType: 4, attribute: 5, domain: 7 } as const
const NODE_OF_GRAPH = 1
const ATTRIBUTE = { name: 1, float: 2, int: 3, tensor: 5, graph: 6, type: 20 } as const
const ATTRIBUTE_TYPES = { float: 1, int: 2 } as const

/** One operator of a graph; what a change does not name is kept byte for byte. */
export class OnnxNode {
  readonly opType: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]

  /** @param bytes the NodeProto without its tag */
  constructor(readonly bytes: Uint8Array) {
    const inputs: string[] = []
    const outputs: string[] = []
    let opType = ''
    for (const field of readFields(bytes)) {
      if (field.number === NODE.input) inputs.push(textOf(bytes, field))
      else if (field.number === NODE.output) outputs.push(textOf(bytes, field))
      else if (field.number === NODE.opType) opType = textOf(bytes, field)
    }
    this.opType = opType
    this.inputs = inputs
    this.outputs = outputs
  }

  /** @param domain of the operator; ONNX's own without it */
  static make(
    opType: string,
    inputs: readonly string[],
    outputs: readonly string[],
    attributes: readonly Uint8Array[] = [],
    domain = '',
  ): OnnxNode {
    return new OnnxNode(
      concat([
        ...inputs.map((name) => textField(NODE.input, name)),
        ...outputs.map((name) => textField(NODE.output, name)),
        textField(NODE.name, outputs[0] ?? ''),
        textField(NODE.opType, opType),
        ...attributes,
        ...(domain === '' ? [] : [textField(NODE.domain, domain)]),
      ]),
    )
  }

  /** The same operator with other names for its inputs and outputs. */
  renamed(input: (name: string, at: number) => string, output: (name: string) => string): OnnxNode {
    let at = 0
    return this.#rewritten((field) => {
      if (field.number === NODE.input) return textField(NODE.input, input(textOf(this.bytes, field), at++))
      if (field.number === NODE.output) return textField(NODE.output, output(textOf(this.bytes, field)))
      return null
    })
  }

  /** A whole number among the attributes, or undefined. */
  int(name: string): number | undefined {
    const field = this.#attribute(name)
    if (!field) return undefined
    for (const part of readFields(this.bytes, field.from, field.end)) {
      if (part.number === ATTRIBUTE.int) return readVarint(this.bytes, part.from).value
    }
    return 0
  }

  /** A float among the attributes, or undefined. */
  float(name: string): number | undefined {
    const field = this.#attribute(name)
    if (!field) return undefined
    for (const part of readFields(this.bytes, field.from, field.end)) {
      const { buffer, byteOffset } = this.bytes
      if (part.number === ATTRIBUTE.float) return new DataView(buffer, byteOffset + part.from, 4).getFloat32(0, true)
    }
    return 0
  }

  /** The TensorProto of an attribute, or undefined. */
  tensor(name: string): Uint8Array | undefined {
    const field = this.#attribute(name)
    if (!field) return undefined
    for (const part of readFields(this.bytes, field.from, field.end)) {
      if (part.number === ATTRIBUTE.tensor) return this.bytes.subarray(part.from, part.end)
    }
    return undefined
  }

  withInt(name: string, value: number): OnnxNode {
    const old = this.#attribute(name)
    const kept = this.#rewritten((field) => (field.start === old?.start ? new Uint8Array(0) : null))
    return new OnnxNode(concat([kept.bytes, intAttribute(name, value)]))
  }

  /** The same operator with each graph among its attributes (the branches of an If) put through `change`. */
  withGraphs(change: (graph: Uint8Array) => Uint8Array): OnnxNode {
    return this.#rewritten((field) => {
      if (field.number !== NODE.attribute) return null
      const parts: Uint8Array[] = []
      let found = false
      for (const part of readFields(this.bytes, field.from, field.end)) {
        const isGraph = part.number === ATTRIBUTE.graph && part.wire === 2
        found ||= isGraph
        if (isGraph) parts.push(bytesField(ATTRIBUTE.graph, change(this.bytes.subarray(part.from, part.end))))
        else parts.push(this.bytes.subarray(part.start, part.end))
      }
      return found ? bytesField(NODE.attribute, concat(parts)) : null
    })
  }

  /** Names that the graphs among its attributes use; some are of values outside them. */
  captured(): string[] {
    const names: string[] = []
    this.withGraphs((graph) => {
      for (const field of readFields(graph)) {
        if (field.number !== NODE_OF_GRAPH) continue
        const node = new OnnxNode(graph.subarray(field.from, field.end))
        names.push(...node.inputs, ...node.captured())
      }
      return graph
    })
    return names
  }

  #attribute(name: string): Field | undefined {
    for (const field of readFields(this.bytes)) {
      if (field.number !== NODE.attribute) continue
      for (const part of readFields(this.bytes, field.from, field.end)) {
        if (part.number === ATTRIBUTE.name && textOf(this.bytes, part) === name) return field
      }
    }
    return undefined
  }

  /** @param change the new bytes of a field, tag included, or null to keep it */
  #rewritten(change: (field: Field) => Uint8Array | null): OnnxNode {
    const parts = [...readFields(this.bytes)].map((field) => change(field) ?? this.bytes.subarray(field.start, field.end))
    return new OnnxNode(concat(parts))
  }
}

export function intAttribute(name: string, value: number): Uint8Array {
  return attribute(name, 'int', varintField(ATTRIBUTE.int, value))
}

export function floatAttribute(name: string, value: number): Uint8Array {
  const number = new Uint8Array(5)
  number[0] = ATTRIBUTE.float * 8 + 5
  new DataView(number.buffer).setFloat32(1, value, true)
  return attribute(name, 'float', number)
}

function attribute(name: string, type: keyof typeof ATTRIBUTE_TYPES, value: Uint8Array): Uint8Array {
  const kind = varintField(ATTRIBUTE.type, ATTRIBUTE_TYPES[type])
  return bytesField(NODE.attribute, concat([textField(ATTRIBUTE.name, name), value, kind]))
}

export function textOf(bytes: Uint8Array, field: Field): string {
  return new TextDecoder().decode(bytes.subarray(field.from, field.end))
}
