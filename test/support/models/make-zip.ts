import { crc32, deflateRawSync } from 'node:zlib'

/** One entry of an archive that no packer would make. */
export interface ZipEntry {
  readonly name: string | Buffer
  readonly content?: Buffer
  readonly deflate?: boolean
  /** Unix mode; an archive without one was not made on Unix. */
  readonly mode?: number
  readonly encrypted?: boolean
  readonly method?: number
  /** What the list says instead of the truth. */
  readonly declaredSize?: number
  readonly declaredCrc?: number
}

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50

/** A zip archive, byte by byte: PKWARE's APPNOTE 4.3. */
export function makeZip(entries: readonly ZipEntry[]): Buffer {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const name = Buffer.from(entry.name as string)
    const content = entry.content ?? Buffer.alloc(0)
    const data = entry.deflate ? deflateRawSync(content) : content
    const size = entry.declaredSize ?? content.length
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE((entry.encrypted ? 1 : 0) | 0x800, 2)
    fields.writeUInt16LE(entry.method ?? (entry.deflate ? 8 : 0), 4)
    fields.writeUInt32LE(entry.declaredCrc ?? crc32(content), 10)
    fields.writeUInt32LE(entry.deflate ? data.length : size, 14)
    fields.writeUInt32LE(size, 18)
    fields.writeUInt16LE(name.length, 22)
    const start = Buffer.alloc(4)
    start.writeUInt32LE(LOCAL)
    local.push(start, fields, name, data)
    const head = Buffer.alloc(6)
    head.writeUInt32LE(CENTRAL)
    head.writeUInt16LE(entry.mode === undefined ? 20 : (3 << 8) | 20, 4)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(((entry.mode ?? 0) << 16) >>> 0, 6)
    tail.writeUInt32LE(offset, 10)
    central.push(head, fields, tail, name)
    offset += 30 + name.length + data.length
  }
  const list = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(END)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...local, list, end])
}

/** The entries of a model's archive, under a folder if one is named. */
export const zipOf = (files: Readonly<Record<string, Buffer>>, folder = '', deflate = true): ZipEntry[] =>
  Object.entries(files).map(([path, content]) => ({ name: `${folder}${path}`, content, deflate }))
