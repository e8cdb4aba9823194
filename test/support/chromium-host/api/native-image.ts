import { readFileSync } from 'node:fs'
import { offer } from './offer'

const MEMBERS = ['isEmpty', 'getSize', 'toPNG']
const PNG = Buffer.from('89504e470d0a1a0a', 'hex')

/** electron.NativeImage: an encoded picture, PNG or JPEG, as Electron's own reads them. */
export class NativeImage {
  private readonly size: { readonly width: number; readonly height: number }

  constructor(private readonly bytes: Buffer) {
    this.size = sizeOf(bytes)
  }

  isEmpty(): boolean {
    return this.size.width === 0 || this.size.height === 0
  }

  getSize(): { width: number; height: number } {
    return { ...this.size }
  }

  toPNG(): Buffer {
    if (this.isEmpty() || this.bytes.subarray(0, 8).equals(PNG)) return this.bytes
    throw new Error('the Chromium host encodes no pictures: this one is no PNG')
  }

  encoded(): Buffer {
    return this.bytes
  }
}

/** Of a PNG's IHDR or a JPEG's first frame header; 0 by 0 where it is neither. */
function sizeOf(bytes: Buffer): { width: number; height: number } {
  if (bytes.length >= 24 && bytes.subarray(0, 8).equals(PNG)) return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return { width: 0, height: 0 }
  for (let at = 2; at + 9 < bytes.length; ) {
    const marker = bytes[at + 1] ?? 0
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return { width: 0, height: 0 }
}

const originals = new WeakMap<object, NativeImage>()
export function image(bytes: Buffer): NativeImage {
  const made = new NativeImage(bytes)
  const seen = offer('NativeImage', made, MEMBERS)
  originals.set(seen, made)
  return seen
}

/** The picture's encoded bytes, of an image of ours or of a file's path. */
export function bytesOf(given: unknown): Buffer {
  if (typeof given === 'string') return read(given)
  const known = typeof given === 'object' && given !== null ? originals.get(given) : undefined
  if (!known) throw new TypeError('not a NativeImage or a path')
  return known.encoded()
}

function read(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch {
    // As documented: an empty image where the file cannot be read.
    return Buffer.alloc(0)
  }
}

export const nativeImage = offer(
  'nativeImage',
  {
    createEmpty: () => image(Buffer.alloc(0)),
    createFromPath: (path: string) => image(read(path)),
    createFromBuffer: (bytes: Buffer) => image(Buffer.from(bytes)),
  },
  ['createEmpty', 'createFromPath', 'createFromBuffer'],
)
