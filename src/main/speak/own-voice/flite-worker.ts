/**
 * Flite in a thread of its own: synthesis is a long run of pure computing and would hold up everything
 * else. This file imports nothing of ours, so that Node can run it as it is and bundled alike.
 *
 * SECURITY: the text is hostile. The WebAssembly gets arguments and one file in memory to write to,
 * and nothing else: no folder, no environment, no network. Each text gets a fresh instance.
 */
import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'

export interface FliteRequest {
  readonly id: number
  readonly args: readonly string[]
}

export type FliteReply =
  { readonly id: number; readonly wav: Uint8Array } | { readonly id: number; readonly failed: string }

/** What Flite is told to write to. */
const OUT = '/out/speech.wav'

// From the WASI specification, preview 1.
const SUCCESS = 0
const BAD_DESCRIPTOR = 8
const ROOT = 3
const FILE = 4
const DIRECTORY_TYPE = 3
const FILE_TYPE = 4
const CHARACTER_TYPE = 2

// The part of WebAssembly that is used here; its types come with the browser's only.
interface WasmMemory {
  readonly buffer: ArrayBuffer
}
type WasmModule = object
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<WasmModule>
  instantiate(module: WasmModule, imports: object): Promise<{ exports: Record<string, unknown> }>
}

class Exit extends Error {}

/** A file that grows where it is written to. */
class MemoryFile {
  #bytes = new Uint8Array(1 << 16)
  #length = 0
  #at = 0

  write(chunk: Uint8Array): void {
    const end = this.#at + chunk.length
    if (end > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(end, this.#bytes.length * 2))
      larger.set(this.#bytes)
      this.#bytes = larger
    }
    this.#bytes.set(chunk, this.#at)
    this.#at = end
    this.#length = Math.max(this.#length, end)
  }

  /** @param whence 0 from the start, 1 from here, 2 from the end */
  seek(offset: number, whence: number): number {
    const base = [0, this.#at, this.#length][whence] ?? 0
    this.#at = Math.max(0, base + offset)
    return this.#at
  }

  get content(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }
}

/** The calls that Flite makes, and no more. */
function wasiImports(args: readonly string[], file: MemoryFile, memory: () => WasmMemory) {
  const encoded = args.map((arg) => new TextEncoder().encode(`${arg}\0`))
  const view = (): DataView => new DataView(memory().buffer)
  const bytes = (): Uint8Array => new Uint8Array(memory().buffer)
  return {
    args_sizes_get(count: number, size: number): number {
      view().setUint32(count, encoded.length, true)
      view().setUint32(
        size,
        encoded.reduce((sum, arg) => sum + arg.length, 0),
        true,
      )
      return SUCCESS
    },
    args_get(pointers: number, buffer: number): number {
      let at = buffer
      for (const [i, arg] of encoded.entries()) {
        view().setUint32(pointers + i * 4, at, true)
        bytes().set(arg, at)
        at += arg.length
      }
      return SUCCESS
    },
    clock_time_get(_clock: number, _precision: bigint, time: number): number {
      view().setBigUint64(time, BigInt(Math.round(performance.now() * 1e6)), true)
      return SUCCESS
    },
    fd_close: (): number => SUCCESS,
    fd_fdstat_set_flags: (): number => SUCCESS,
    fd_fdstat_get(fd: number, stat: number): number {
      bytes().fill(0, stat, stat + 24)
      view().setUint8(stat, fd === ROOT ? DIRECTORY_TYPE : fd === FILE ? FILE_TYPE : CHARACTER_TYPE)
      // All rights: there is nothing here that they could reach.
      view().setBigUint64(stat + 8, 0xffff_ffff_ffff_ffffn, true)
      view().setBigUint64(stat + 16, 0xffff_ffff_ffff_ffffn, true)
      return SUCCESS
    },
    fd_prestat_get(fd: number, stat: number): number {
      if (fd !== ROOT) return BAD_DESCRIPTOR
      view().setUint32(stat, 0, true)
      view().setUint32(stat + 4, '/out'.length, true)
      return SUCCESS
    },
    fd_prestat_dir_name(fd: number, path: number, length: number): number {
      if (fd !== ROOT) return BAD_DESCRIPTOR
      bytes().set(new TextEncoder().encode('/out').subarray(0, length), path)
      return SUCCESS
    },
    path_open(...call: readonly unknown[]): number {
      view().setUint32(Number(call[8]), FILE, true)
      return SUCCESS
    },
    fd_read(_fd: number, _vectors: number, _count: number, read: number): number {
      view().setUint32(read, 0, true)
      return SUCCESS
    },
    fd_seek(fd: number, offset: bigint, whence: number, result: number): number {
      if (fd !== FILE) return BAD_DESCRIPTOR
      view().setBigUint64(result, BigInt(file.seek(Number(offset), whence)), true)
      return SUCCESS
    },
    fd_write(fd: number, vectors: number, count: number, written: number): number {
      let total = 0
      for (let i = 0; i < count; i++) {
        const at = view().getUint32(vectors + i * 8, true)
        const length = view().getUint32(vectors + i * 8 + 4, true)
        if (fd === FILE) file.write(bytes().slice(at, at + length))
        total += length
      }
      view().setUint32(written, total, true)
      return SUCCESS
    },
    proc_exit(code: number): never {
      throw new Exit(String(code))
    },
  }
}

async function synthesise(flite: WasmModule, args: readonly string[]): Promise<Uint8Array> {
  const file = new MemoryFile()
  const held: { memory?: WasmMemory } = {}
  const imports = wasiImports(['flite', ...args, '-o', OUT], file, () => {
    if (!held.memory) throw new Error('no memory yet')
    return held.memory
  })
  const { exports } = await WebAssembly.instantiate(flite, { wasi_snapshot_preview1: imports })
  held.memory = exports['memory'] as WasmMemory
  try {
    ;(exports['_start'] as () => void)()
  } catch (error) {
    if (!(error instanceof Exit)) throw error
    if (error.message !== '0') throw new Error(`flite ended with ${error.message}`, { cause: error })
  }
  return file.content
}

const port = parentPort
if (port) {
  const flite = readFile(workerData as string).then((bytes) => WebAssembly.compile(bytes))
  // Whoever asks for speech hears of it.
  flite.catch(() => undefined)
  port.on('message', ({ id, args }: FliteRequest) => {
    void flite
      .then((module) => synthesise(module, args))
      .then(
        (wav): FliteReply => ({ id, wav }),
        (error: unknown): FliteReply => ({ id, failed: String(error) }),
      )
      .then((reply) => port.postMessage(reply))
  })
}
