/**
 * What crosses between a page and the main process: JSON, with the bytes of typed arrays behind it. Values
 * that JSON would mangle are either marked or refused: nothing arrives as something else.
 *
 * One message: length of the JSON (uint32, little endian), the JSON, then the bytes of each array, each
 * beginning at a multiple of eight.
 */
const MARK = '$'
const ALIGN = 8

type Bytes = ArrayBufferView | ArrayBuffer
type ArrayMade = new (buffer: ArrayBuffer) => ArrayBufferView
const VIEWS: Readonly<Record<string, ArrayMade>> = {
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array,
  Float64Array, BigInt64Array, BigUint64Array, DataView,
}

/** As Electron says it when the structured clone algorithm refuses a value. */
const refused = (what: string): TypeError => new TypeError(`An object could not be cloned: ${what}`)

const kind = (value: object): string => Object.prototype.toString.call(value).slice(8, -1)

function pack(value: unknown, bytes: Bytes[], above: readonly object[]): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'undefined':
      return { [MARK]: 'undefined' }
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0) ? value : { [MARK]: 'number', is: Object.is(value, -0) ? '-0' : String(value) }
    case 'object':
      return value === null ? null : packObject(value, bytes, above)
    default:
      throw refused(typeof value)
  }
}

function packObject(value: object, bytes: Bytes[], above: readonly object[]): unknown {
  if (above.includes(value)) throw refused('it contains itself')
  const name = kind(value)
  if (name in VIEWS || name === 'ArrayBuffer') {
    bytes.push(value as Bytes)
    return { [MARK]: name, at: bytes.length - 1 }
  }
  const inside = [...above, value]
  if (Array.isArray(value)) return value.map((item) => pack(item, bytes, inside))
  if (name !== 'Object') throw refused(name)
  const entries = Object.entries(value).map(([key, item]) => [key, pack(item, bytes, inside)])
  const packed = Object.fromEntries(entries) as object
  return MARK in value ? { [MARK]: 'object', is: packed } : packed
}

function unpack(value: unknown, bytes: readonly ArrayBuffer[]): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => unpack(item, bytes))
  const record = value as Record<string, unknown>
  const { [MARK]: mark } = record
  if (typeof mark !== 'string') return unpackEntries(record, bytes)
  if (mark === 'undefined') return undefined
  if (mark === 'number') return Number(record['is'])
  if (mark === 'object') return unpackEntries(record['is'] as Record<string, unknown>, bytes)
  const buffer = bytes[Number(record['at'])]
  if (!buffer) throw new TypeError('a message without its bytes')
  if (mark === 'ArrayBuffer') return buffer
  const View = VIEWS[mark]
  if (!View) throw new TypeError(`a message with an unknown mark: ${mark}`)
  return new View(buffer)
}

const unpackEntries = (record: Record<string, unknown>, bytes: readonly ArrayBuffer[]): unknown =>
  Object.fromEntries(Object.entries(record).map(([key, item]) => [key, unpack(item, bytes)]))

const padded = (length: number): number => Math.ceil(length / ALIGN) * ALIGN
const view = (bytes: Bytes): Uint8Array =>
  ArrayBuffer.isView(bytes) ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : new Uint8Array(bytes)

/** Throws where the value holds something that could not arrive as what it is. */
export function encode(value: unknown): Uint8Array<ArrayBuffer> {
  const bytes: Bytes[] = []
  const packed = pack(value, bytes, [])
  const json = new TextEncoder().encode(JSON.stringify([packed, bytes.map((item) => item.byteLength)]))
  const start = padded(4 + json.length)
  const message = new Uint8Array(bytes.reduce((sum, item) => sum + padded(item.byteLength), start))
  new DataView(message.buffer).setUint32(0, json.length, true)
  message.set(json, 4)
  let at = start
  for (const item of bytes) {
    message.set(view(item), at)
    at += padded(item.byteLength)
  }
  return message
}

export function decode(message: Uint8Array): unknown {
  const length = new DataView(message.buffer, message.byteOffset).getUint32(0, true)
  const json = new TextDecoder().decode(message.subarray(4, 4 + length))
  const [packed, lengths] = JSON.parse(json) as [unknown, number[]]
  let at = padded(4 + length)
  const bytes = lengths.map((size) => {
    // A copy, so that an array owns its buffer, as it does after a structured clone.
    const buffer = new Uint8Array(message.subarray(at, at + size)).buffer
    at += padded(size)
    return buffer
  })
  return unpack(packed, bytes)
}
