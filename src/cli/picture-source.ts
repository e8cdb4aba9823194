import { closeSync, constants, fstatSync, openSync, readFile as readFileOf } from 'node:fs'
import { Socket } from 'node:net'
import { basename, join } from 'node:path'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { failure, type FailureCode, type Result } from '../shared/codes'
import type { Messages } from '../shared/messages'
import { MAX_ENCODED_BYTES } from '../shared/picture'
import { RESOURCES } from '../main/resources'
import type { PictureSource } from './arguments'
import type { CommandIo } from './io'
import type { Given } from './services'

const samplePath = (name: string): string => join(RESOURCES, 'models', 'descry-nano', 'samples', name)

/** A cat. The embedded model is right about it, and the samples' screens are too small to read well. */
const SAMPLE = samplePath('chelsea.png')
/** What `descry bench` measures on: a photograph with a longer caption, and a screen with text. */
export const BENCH_PHOTO: PictureSource = { from: 'file', path: samplePath('china.png') }
export const BENCH_SCREEN: PictureSource = { from: 'file', path: samplePath('screen-sign-in-form.png') }

const BY_ERRNO: Readonly<Record<string, FailureCode>> = {
  ENOENT: 'picture-not-found',
  ENOTDIR: 'picture-not-found',
  ENAMETOOLONG: 'picture-not-found',
  EISDIR: 'picture-not-a-file',
}

// Opening a pipe that nobody writes to must not wait: a thread that waits keeps the process from ending.
const READ = constants.O_RDONLY | (constants.O_NONBLOCK || 0)

const readAll = promisify<number, Buffer<ArrayBuffer>>(readFileOf)

type Read = Result<Given>

const encoded = (bytes: Uint8Array<ArrayBuffer>): Read =>
  bytes.byteLength === 0 ? failure('picture-empty-file') : { ok: true, picture: { kind: 'encoded', bytes } }

async function readFile(path: string, limit: number, signal: AbortSignal): Promise<Read> {
  try {
    const file = openSync(path, READ)
    const stat = fstatSync(file)
    if (stat.isFIFO()) {
      // "descry describe <(program)": as a socket a pipe can be given up, as a file it cannot. One and
      // the same descriptor, for a second one might never hear that the writer is gone.
      return await readStream(new Socket({ fd: file, writable: false }), limit, signal)
    }
    try {
      if (stat.isDirectory()) return failure('picture-not-a-file')
      if (!stat.isFile()) return failure('picture-unsupported', 'neither a file nor a pipe')
      if (stat.size > limit) return failure('picture-too-large')
      return encoded(await readAll(file))
    } finally {
      closeSync(file)
    }
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    return failure(BY_ERRNO[code] ?? 'picture-unreadable', code)
  }
}

async function readStream(stream: Readable, limit: number, signal: AbortSignal): Promise<Read> {
  const chunks: Buffer[] = []
  let bytes = 0
  const stop = () => stream.destroy()
  signal.addEventListener('abort', stop, { once: true })
  try {
    for await (const chunk of stream) {
      const piece = Buffer.from(chunk as Uint8Array)
      bytes += piece.byteLength
      if (bytes > limit) return failure('picture-too-large')
      chunks.push(piece)
    }
  } catch (error) {
    if (signal.aborted) return failure('cancelled')
    return failure('picture-unreadable', (error as NodeJS.ErrnoException).code)
  } finally {
    signal.removeEventListener('abort', stop)
  }
  return signal.aborted ? failure('cancelled') : encoded(Buffer.concat(chunks))
}

/** The picture's bytes, not yet decoded. @param limit bytes */
export async function readPicture(
  source: PictureSource,
  io: CommandIo,
  signal: AbortSignal,
  limit = MAX_ENCODED_BYTES,
): Promise<Read> {
  switch (source.from) {
    case 'file':
      return readFile(source.path, limit, signal)
    case 'sample':
      return readFile(SAMPLE, limit, signal)
    case 'stdin':
      return readStream(io.stdin, limit, signal)
    case 'clipboard': {
      const { readClipboardPicture } = await import('../main/desktop/clipboard')
      const { env, platform } = io
      const read = await readClipboardPicture({ env, platform, maxBytes: limit, signal })
      return read.ok ? encoded(read.bytes) : read
    }
    case 'last':
      return io.services.app?.subject(signal) ?? failure('app-not-running')
    case 'screen':
    case 'window':
    case 'pointer':
    case 'camera':
      return io.services.app?.take(source.from, signal) ?? failure('app-not-running')
  }
}

/** What a picture is called in sentences. */
export function pictureName(source: PictureSource, messages: Messages): string {
  return source.from === 'file' ? basename(source.path) : messages.say(`cli.picture.${source.from}`)
}
