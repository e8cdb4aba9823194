import { bytesField, concat, textField, varintField } from '../../../src/main/engine/runtime/protobuf'

// Field numbers of onnx.proto (github.com/onnx/onnx, onnx/onnx.proto).
const FLOAT = 1
const INT64 = 7
const EXTERNAL = 1

/** Fields of a message, each of text, a number or another message. */
function message(...fields: readonly (readonly [number, string | number | Uint8Array])[]): Uint8Array {
  return concat(
    fields.map(([number, value]) =>
      typeof value === 'string' ? textField(number, value) : typeof value === 'number' ? varintField(number, value) : bytesField(number, value),
    ),
  )
}

function value(name: string, type: number, dims: readonly (string | number)[]): Uint8Array {
  const shape = message(...dims.map((dim) => [1, message([typeof dim === 'number' ? 1 : 2, dim])] as const))
  return message([1, name], [2, message([1, message([1, type], [2, shape])])])
}

/**
 * An `embed_tokens` graph, a Gather, whose table lies in a file beside it, as large published graphs have it.
 *
 * @param location name of that file: rows × width float32
 */
export function externalEmbeddings(location: string, rows: number, width: number): Uint8Array {
  const entry = (key: string, text: string) => [13, message([1, key], [2, text])] as const
  const table = message([1, rows], [1, width], [2, FLOAT], [8, 'table'], entry('location', location), [14, EXTERNAL])
  const gather = message([1, 'table'], [1, 'input_ids'], [2, 'inputs_embeds'], [3, 'gather'], [4, 'Gather'])
  const graph = message(
    [1, gather],
    [2, 'embed_tokens'],
    [5, table],
    [11, value('input_ids', INT64, ['batch', 'sequence'])],
    [12, value('inputs_embeds', FLOAT, ['batch', 'sequence', width])],
  )
  return message([1, 8], [7, graph], [8, message([1, ''], [2, 17])])
}
