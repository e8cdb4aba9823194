import { textOf } from './onnx-node'
import { bytesField, concat, readFields, readVarint, textField, varintField, type Field } from './protobuf'

// Field numbers of TensorProto (github.com/onnx/onnx, onnx/onnx.proto).
const TENSOR = { dims: 1, dataType: 2, floats: 4, int32s: 5, name: 8, raw: 9 } as const

/** Element types by their number in TensorProto.DataType; `uint8` holds packed four-bit numbers. */
export const ELEMENT_TYPES = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, float16: 10 } as const
export type ElementType = keyof typeof ELEMENT_TYPES
export const ELEMENT_NAMES = new Map<number, ElementType>(
  Object.entries(ELEMENT_TYPES).map(([name, number]) => [number, name as ElementType]),
)

/** A constant of a graph. */
export interface OnnxTensor {
  readonly name: string
  /** Undefined where it is none of those above. */
  readonly type: ElementType | undefined
  readonly dims: readonly number[]
  /** Little-endian elements; null where they lie in a file of their own or in another form. */
  readonly raw: Uint8Array | null
}

/** @param bytes a TensorProto without its tag */
export function readTensor(bytes: Uint8Array): OnnxTensor {
  let name = ''
  let type = 0
  let raw: Uint8Array | null = null
  const dims: number[] = []
  const small: number[] = []
  for (const field of readFields(bytes)) {
    if (field.number === TENSOR.name) name = textOf(bytes, field)
    else if (field.number === TENSOR.dataType) type = readVarint(bytes, field.from).value
    else if (field.number === TENSOR.raw) raw = bytes.subarray(field.from, field.end)
    // Packed floats lie there as raw ones do.
    else if (field.number === TENSOR.floats && field.wire === 2) raw = bytes.subarray(field.from, field.end)
    else if (field.number === TENSOR.dims) dims.push(...varints(bytes, field))
    else if (field.number === TENSOR.int32s) small.push(...varints(bytes, field))
  }
  const isBytes = type === ELEMENT_TYPES.uint8 || type === ELEMENT_TYPES.int8
  if (!raw && isBytes && small.length > 0) raw = Uint8Array.from(small)
  return { name, type: ELEMENT_NAMES.get(type), dims, raw }
}

/** Numbers of a repeated field, packed or one by one. */
function varints(bytes: Uint8Array, field: Field): number[] {
  const numbers: number[] = []
  for (let at = field.from; at < field.end; ) {
    const { value, next } = readVarint(bytes, at)
    numbers.push(value)
    at = next
  }
  return numbers
}

export function tensorBytes(name: string, type: ElementType, dims: readonly number[], raw: Uint8Array): Uint8Array {
  return concat([
    ...dims.map((dim) => varintField(TENSOR.dims, dim)),
    varintField(TENSOR.dataType, ELEMENT_TYPES[type]),
    textField(TENSOR.name, name),
    bytesField(TENSOR.raw, raw),
  ])
}

/** The numbers of a float32 constant, or null. */
export function floatsOfTensor(tensor: OnnxTensor | undefined): Float32Array | null {
  if (tensor?.type !== 'float32' || !tensor.raw || tensor.raw.length % 4 !== 0) return null
  // A copy: the bytes need not lie at a multiple of four.
  return new Float32Array(new Uint8Array(tensor.raw).buffer)
}

export function int64Bytes(values: readonly bigint[]): Uint8Array {
  return new Uint8Array(BigInt64Array.from(values).buffer)
}
