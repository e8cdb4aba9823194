/**
 * The little of the protobuf wire format that a patch of a graph needs: fields are read as byte
 * ranges and copied as they are, so that whatever a patch does not name stays untouched.
 * Source: protobuf.dev/programming-guides/encoding.
 */
export interface Field {
  readonly number: number
  /** 0 varint, 1 eight bytes, 2 length-delimited, 5 four bytes. */
  readonly wire: number
  /** Tag included. */
  readonly start: number
  readonly end: number
  /** Payload only: after the tag, and after the length where there is one. */
  readonly from: number
}

/** Reads a varint at `at`; values beyond 2^53 lose their low bits, which no length has. */
export function readVarint(bytes: Uint8Array, at: number): { value: number; next: number } {
  let value = 0
  let scale = 1
  for (let i = at; i < bytes.length && i < at + 10; i++) {
    const byte = bytes[i] ?? 0
    value += (byte & 0x7f) * scale
    if (byte < 0x80) return { value, next: i + 1 }
    scale *= 128
  }
  throw new RangeError('varint runs past its end')
}

export function* readFields(bytes: Uint8Array, from = 0, to = bytes.length): Generator<Field> {
  let at = from
  while (at < to) {
    const tag = readVarint(bytes, at)
    const number = Math.floor(tag.value / 8)
    const wire = tag.value % 8
    let payload = tag.next
    let end: number
    if (wire === 0) end = readVarint(bytes, payload).next
    else if (wire === 1) end = payload + 8
    else if (wire === 5) end = payload + 4
    else if (wire === 2) {
      const length = readVarint(bytes, payload)
      payload = length.next
      end = payload + length.value
    } else throw new RangeError(`wire type ${wire} is not in use`)
    if (end > to) throw new RangeError('field runs past its end')
    yield { number, wire, start: at, end, from: payload }
    at = end
  }
}

function varint(value: number): number[] {
  const out: number[] = []
  let rest = value
  while (rest >= 128) {
    out.push((rest % 128) | 0x80)
    rest = Math.floor(rest / 128)
  }
  out.push(rest)
  return out
}

export function varintField(number: number, value: number): Uint8Array {
  return Uint8Array.from([...varint(number * 8), ...varint(value)])
}

export function bytesField(number: number, payload: Uint8Array): Uint8Array {
  return concat([Uint8Array.from([...varint(number * 8 + 2), ...varint(payload.length)]), payload])
}

export function textField(number: number, text: string): Uint8Array {
  return bytesField(number, new TextEncoder().encode(text))
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}
