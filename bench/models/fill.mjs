// A skeleton (skeleton.py) becomes a graph again: every tensor that lost its data gets seeded numbers of
// the spread that its `doc_string` names.
import { bytesField, concat, readFields, readVarint } from '../../src/main/engine/runtime/protobuf.ts'
import { normalBytes, normalFloats, normalNibbles, seedOf } from './seeded.mjs'

// Field numbers of onnx.proto (github.com/onnx/onnx, onnx/onnx.proto).
const MODEL_GRAPH = 7
const GRAPH_INITIALIZER = 5
const TENSOR = { dims: 1, dataType: 2, name: 8, rawData: 9, docString: 12 }
const FLOAT = 1

/** @param skeleton ModelProto without its weights @returns ModelProto with random ones */
export function fill(skeleton) {
  const parts = []
  for (const field of readFields(skeleton)) {
    const graph = field.number === MODEL_GRAPH && field.wire === 2
    parts.push(graph ? bytesField(MODEL_GRAPH, filledGraph(skeleton, field)) : skeleton.subarray(field.start, field.end))
  }
  return concat(parts)
}

function filledGraph(bytes, graph) {
  const parts = []
  for (const field of readFields(bytes, graph.from, graph.end)) {
    const filled = field.number === GRAPH_INITIALIZER ? filledTensor(bytes, field) : null
    parts.push(filled ?? bytes.subarray(field.start, field.end))
  }
  return concat(parts)
}

function filledTensor(bytes, tensor) {
  const kept = []
  let count = 1
  let type = 0
  let name = ''
  let how = ''
  for (const field of readFields(bytes, tensor.from, tensor.end)) {
    const text = () => Buffer.from(bytes.subarray(field.from, field.end)).toString()
    if (field.number === TENSOR.docString) {
      how = text()
      continue
    }
    kept.push(bytes.subarray(field.start, field.end))
    if (field.number === TENSOR.dims) count *= dimensions(bytes, field)
    else if (field.number === TENSOR.dataType) type = readVarint(bytes, field.from).value
    else if (field.number === TENSOR.name) name = text()
  }
  if (how === '') return null
  const [kind, mean, deviation] = how.split(' ')
  const args = [count, Number(mean), Number(deviation), seedOf(name)]
  const data = kind === 'nibbles' ? normalNibbles(...args) : type === FLOAT ? normalFloats(...args) : normalBytes(...args)
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  return bytesField(GRAPH_INITIALIZER, concat([...kept, bytesField(TENSOR.rawData, raw)]))
}

/** Dimensions come one a field, or several packed into one. */
function dimensions(bytes, field) {
  if (field.wire === 0) return readVarint(bytes, field.from).value
  let product = 1
  for (let at = field.from; at < field.end; ) {
    const { value, next } = readVarint(bytes, at)
    product *= value
    at = next
  }
  return product
}
