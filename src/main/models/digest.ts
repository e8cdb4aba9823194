import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { failure, type Result } from '../../shared/codes'

/** Larger reads hold the main process up too long, smaller ones cost more calls: about 0.3 ms a piece. */
const PIECE = 256 * 1024

export interface DigestValue {
  readonly sha256: string
  /** Git's name for the same bytes: SHA-1 of `blob`, the size, a zero byte and the bytes. */
  readonly blob: string
}

/** Hashes of a file whose size is known, taken as its bytes pass by. */
export class Digest {
  readonly #sha256: Hash = createHash('sha256')
  readonly #blob: Hash

  constructor(size: number) {
    this.#blob = createHash('sha1').update(`blob ${size}\0`)
  }

  update(bytes: Uint8Array): void {
    this.#sha256.update(bytes)
    this.#blob.update(bytes)
  }

  value(): DigestValue {
    return { sha256: this.#sha256.digest('hex'), blob: this.#blob.digest('hex') }
  }
}

/** Whether a file is the one that was promised. SECURITY: without any promise it is not. */
export function keepsPromise(
  value: DigestValue,
  promised: { readonly sha256: string | null; readonly blob?: string | null },
): boolean {
  const blob = promised.blob ?? null
  if (promised.sha256 === null && blob === null) return false
  return (promised.sha256 ?? value.sha256) === value.sha256 && (blob ?? value.blob) === value.blob
}

/** Passes a file's first bytes through a digest, piece by piece. */
export async function readThrough(
  path: string,
  digest: Digest,
  signal: AbortSignal | undefined,
  onBytes: (bytes: number) => void,
): Promise<Result<object>> {
  for await (const piece of createReadStream(path, { highWaterMark: PIECE })) {
    if (signal?.aborted) return failure('cancelled')
    digest.update(piece as Buffer)
    onBytes((piece as Buffer).length)
  }
  return { ok: true }
}
