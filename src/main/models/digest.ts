import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { failure, type Result } from '../../shared/codes'

/** Larger reads hold the main process up too long, smaller ones cost more calls: about 0.3 ms a piece. */
const PIECE = 256 * 1024

/** What is known of a file before it comes. */
export interface Promised {
  readonly size: number
  readonly sha256: string | null
  /** Git's name for the same bytes: SHA-1 of `blob`, the size, a zero byte and the bytes. */
  readonly blob?: string | null
}

/** Hashes of a file, taken as its bytes pass by. */
export class Digest {
  readonly #promised: Promised
  readonly #sha256: Hash = createHash('sha256')
  readonly #blob: Hash | null

  constructor(promised: Promised) {
    this.#promised = promised
    // Both cost time, and large files have no promise by git.
    this.#blob = promised.blob ? createHash('sha1').update(`blob ${promised.size}\0`) : null
  }

  update(bytes: Uint8Array): void {
    this.#sha256.update(bytes)
    this.#blob?.update(bytes)
  }

  /**
   * Ends the digest: the SHA-256, and whether the bytes are those that were promised.
   * SECURITY: a file of which nothing was promised is not the one that is wanted.
   */
  end(): { readonly sha256: string; readonly kept: boolean } {
    const { sha256, blob = null } = this.#promised
    const found = this.#sha256.digest('hex')
    const foundBlob = this.#blob?.digest('hex') ?? null
    const kept = (sha256 ?? blob) !== null && (sha256 ?? found) === found && blob === foundBlob
    return { sha256: found, kept }
  }
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
