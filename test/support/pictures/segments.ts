import { crc32 } from 'node:zlib'
import type { PictureType } from '../../../src/main/engine/vision/picture-type'

/** A part of a picture file that says its own length: a chunk, segment, block or box. */
export interface Segment {
  readonly from: number
  /** After its last byte. */
  readonly to: number
  /** Where its length stands. */
  readonly lengthAt: number
  readonly lengthBytes: 1 | 2 | 4
}

/** The segments of a sound file, in order; what they say is not checked. */
export function segments(type: PictureType, file: Uint8Array): Segment[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const found: Segment[] = []
  let at = START[type](file)
  while (at + 8 <= file.length) {
    const segment = NEXT[type](view, at)
    if (segment.to > file.length) break
    found.push(segment)
    // Of AVIF's boxes, "meta" holds all that a decoder acts on.
    const open = type === 'avif' && view.getUint32(at + 4) === META
    at = open ? at + 12 : segment.to
  }
  return found
}

/** Corrects every checksum of a PNG as far as its chunks can be followed, so that damage reaches its decoder. */
export function withChecksums(png: Uint8Array): Uint8Array {
  const out = png.slice()
  const view = new DataView(out.buffer)
  for (const { from, to } of segments('png', out)) view.setUint32(to - 4, crc32(out.subarray(from + 4, to - 4)))
  return out
}

const META = 0x6d657461

const START: Readonly<Record<PictureType, (file: Uint8Array) => number>> = {
  png: () => 8,
  jpeg: () => 2,
  webp: () => 12,
  avif: () => 0,
  // Header, screen, then a table of colours where a bit says so (GIF89a, 18).
  gif: (file) => 13 + colourTable(file[10] ?? 0),
}

const NEXT: Readonly<Record<PictureType, (view: DataView, at: number) => Segment>> = {
  png: (view, at) => ({ from: at, to: at + 12 + view.getUint32(at), lengthAt: at, lengthBytes: 4 }),
  jpeg: (view, at) => {
    const scan = view.getUint8(at + 1) === 0xda
    return { from: at, to: scan ? view.byteLength - 2 : at + 2 + view.getUint16(at + 2), lengthAt: at + 2, lengthBytes: 2 }
  },
  webp: (view, at) => {
    const length = view.getUint32(at + 4, true)
    return { from: at, to: at + 8 + length + (length & 1), lengthAt: at + 4, lengthBytes: 4 }
  },
  avif: (view, at) => ({ from: at, to: at + Math.max(8, view.getUint32(at)), lengthAt: at, lengthBytes: 4 }),
  gif: (view, at) => {
    const image = view.getUint8(at) === 0x2c
    const lengthAt = image ? at + 11 + colourTable(view.getUint8(at + 9)) : at + 2
    let to = lengthAt
    while (to < view.byteLength && view.getUint8(to) > 0) to += 1 + view.getUint8(to)
    return { from: at, to: to + 1, lengthAt, lengthBytes: 1 }
  },
}

/** Bytes of a GIF's table of colours, from the byte of flags that announces it. */
function colourTable(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0
}
