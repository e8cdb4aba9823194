import { open, stat } from 'node:fs/promises'
import { getFileNameLowLevel, openPromise, type Entry, type ZipFile } from 'yauzl'
import { failure, type Result } from '../../shared/codes'
import { chooseEntries, MOST_ENTRIES, type ArchiveEntry } from './archive-entries'
import { fileFailure } from './file-failure'
import type { SourceFile } from './source-file'

/** Names as they are stored: nothing is made harmless, everything is judged as it is. */
const nameOf = (entry: Entry): string =>
  getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true)

const describe = (entry: Entry): ArchiveEntry => ({
  name: nameOf(entry),
  size: entry.uncompressedSize,
  packedSize: entry.compressedSize,
  externalAttributes: entry.externalFileAttributes,
  encrypted: entry.isEncrypted(),
  method: entry.compressionMethod,
})

/** An archive's error that is not the file system's: what the bytes say is wrong. */
const damaged = (error: unknown): Result<never> =>
  fileFailure(error) ?? failure('archive-damaged', error instanceof Error ? error.message : undefined)

/** Whether a file begins as zip archives do, however it goes on. */
async function beginsAsZip(path: string): Promise<boolean> {
  const handle = await open(path, 'r')
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return buffer.toString('latin1') === 'PK'
  } finally {
    await handle.close()
  }
}

async function readEntries(zip: ZipFile): Promise<Result<{ entries: Entry[] }>> {
  if (zip.entryCount > MOST_ENTRIES) return failure('archive-too-large', `${zip.entryCount} entries`)
  const entries: Entry[] = []
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry)
  } catch (error) {
    return damaged(error)
  }
  return { ok: true, entries }
}

/**
 * A zip archive's files, judged but not yet unpacked; `close` must be called.
 * A stream of one fails when it holds more or fewer bytes than the archive's list says.
 */
export async function openArchive(path: string): Promise<Result<{ files: SourceFile[]; close: () => void }>> {
  let zip: ZipFile
  try {
    // Strings are decoded by us and left alone by the library, which would turn backslashes into slashes.
    zip = await openPromise(path, { autoClose: false, decodeStrings: false, validateEntrySizes: true })
  } catch (error) {
    return (await beginsAsZip(path)) ? damaged(error) : failure('archive-unsupported')
  }
  const read = await readEntries(zip)
  const chosen = read.ok ? chooseEntries(read.entries.map(describe), (await stat(path)).size) : read
  if (!read.ok || !chosen.ok) {
    zip.close()
    return chosen.ok ? failure('archive-damaged') : chosen
  }
  const files = chosen.wanted.flatMap(({ index, path: inModel, size }): SourceFile[] => {
    const entry = read.entries[index]
    if (!entry) return []
    return [{ path: inModel, size, crc: entry.crc32, open: () => zip.openReadStreamPromise(entry), misread: damaged }]
  })
  return { ok: true, files, close: () => zip.close() }
}
