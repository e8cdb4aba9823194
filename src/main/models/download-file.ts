import { mkdir, open, rm, stat, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { failure, type Result } from '../../shared/codes'
import { Digest, readThrough } from './digest'
import { settle } from './durable'
import { isMissing } from './file-failure'
import { checkSpace } from './free-space'
import { inside, type Places } from './places'
import type { PlannedFile } from './plan'
import { request, type Answer, type Line } from './request'

/** Written bytes after which the free space is looked at again. */
const SPACE_EVERY = 16 * 1024 * 1024

export interface FileWork extends Line {
  readonly places: Places
  /** Bytes that must stay free on the disk. */
  readonly reserve: number
  /** The server's mark of the file that a part is of, if there is one. */
  readonly mark: string | undefined
  /** Keeps the mark before the first byte is written. */
  keepMark(mark: string | undefined): Promise<void>
  /** What is there was read, and the rest is asked for. */
  onAsk(): void
  /** How much of this file is there. */
  onReceived(received: number): void
}

/** A strong validator (RFC 9110, 8.8.1): only such a one may stand in `If-Range`. */
const strongMark = (headers: Headers): string | undefined => {
  const mark = headers.get('etag')
  return mark !== null && /^"[^"]*"$/.test(mark) ? mark : undefined
}

/** Where an answer's bytes begin in the file; null where it is not an answer about our file. */
function startOf(status: number, headers: Headers, size: number): number | null {
  if (status === 200) {
    const length = headers.get('content-length')
    return length === null || Number(length) === size ? 0 : null
  }
  const range = headers.get('content-range')?.match(/^bytes (\d+)-(\d+)\/(\d+)$/)
  return status === 206 && range && Number(range[3]) === size ? Number(range[1]) : null
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (isMissing(error)) return 0
    throw error
  }
}

/** A full disk takes some of a piece before it refuses the rest. */
async function writeAll(handle: FileHandle, piece: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < piece.length; ) {
    done += (await handle.write(piece, done, piece.length - done, at + done)).bytesWritten
  }
}

/** Writes an answer's bytes behind those that are there. */
async function take(
  answer: Answer,
  file: PlannedFile,
  at: number,
  handle: FileHandle,
  digest: Digest,
  work: FileWork,
): Promise<Result<object>> {
  let received = at
  let unchecked = 0
  const read = await answer.read(async (piece) => {
    if (received + piece.length > file.size) return failure('download-changed', file.path)
    await writeAll(handle, piece, received)
    digest.update(piece)
    received += piece.length
    work.onReceived(received)
    unchecked += piece.length
    if (unchecked < SPACE_EVERY) return { ok: true }
    unchecked = 0
    return checkSpace(dirname(work.places.partial), 0, work.reserve)
  })
  await handle.sync()
  if (!read.ok) return read
  return received === file.size ? read : failure('download-cut', file.path)
}

/**
 * Asks for what is missing of a file. `start` is where the answer begins: what is there was of another
 * state of the file, or the server gives no parts, if that is not where ours ends.
 */
async function askRest(
  file: PlannedFile,
  url: URL,
  have: number,
  work: FileWork,
): Promise<Result<{ answer: Answer; start: number }>> {
  const resumes = have > 0 && work.mark !== undefined
  const headers: Record<string, string> = resumes ? { range: `bytes=${have}-`, 'if-range': work.mark } : {}
  const asked = await request(url, headers, work)
  if (!asked.ok) return asked
  const { answer } = asked
  const start = startOf(answer.status, answer.headers, file.size)
  const mark = strongMark(answer.headers)
  const same = answer.status !== 206 || mark === undefined || mark === work.mark
  if (start !== null && same && (start === 0 || start === have)) {
    if (start === 0) await work.keepMark(mark)
    return { ok: true, answer, start }
  }
  answer.drop()
  // A part that cannot be gone on with is asked for anew, once.
  return resumes ? askRest(file, url, 0, work) : failure('download-changed', file.path)
}

/**
 * Fetches one file to where finished ones lie, or goes on with it: streamed to the disk and hashed on the
 * way, checked, synced, and only then given its name.
 */
export async function downloadFile(file: PlannedFile, url: URL, work: FileWork): Promise<Result<object>> {
  const part = inside(work.places.parts, file.path)
  const done = inside(work.places.files, file.path)
  await mkdir(dirname(part), { recursive: true })
  await mkdir(dirname(done), { recursive: true })
  let digest = new Digest(file)
  let have = await sizeOf(part)
  if (have > file.size) have = 0
  if (have > 0) {
    const read = await readThrough(part, digest, work.signal, () => undefined)
    if (!read.ok) return read
    work.onReceived(have)
  }
  if (have < file.size || file.size === 0) {
    work.onAsk()
    const asked = await askRest(file, url, have, work)
    if (!asked.ok) return asked
    const { answer, start } = asked
    if (start !== have) digest = new Digest(file)
    let handle: FileHandle
    try {
      handle = await open(part, start === 0 ? 'w' : 'r+', 0o600)
    } catch (error) {
      answer.drop()
      throw error
    }
    try {
      const taken = await take(answer, file, start, handle, digest, work)
      if (!taken.ok) return taken
    } finally {
      answer.drop()
      await handle.close()
    }
  }
  if (!digest.end().kept) {
    await rm(part)
    work.onReceived(0)
    return failure('download-wrong-hash', file.path)
  }
  await settle(part, done)
  return { ok: true }
}
