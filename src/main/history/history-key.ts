import { randomBytes } from 'node:crypto'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { failure, type Result } from '../../shared/codes'
import { asideName, readPrivateFile, writePrivateFile } from '../files/private-file'
import { KEY_BYTES } from './seal'

/** The system's key store, as far as it is needed: it keeps one secret of ours from everybody else. */
export interface KeyStore {
  /** False where there is none that keeps a secret; may wait for the user to open it. */
  isAvailable(): Promise<boolean>
  /** @throws when it cannot */
  wrap(secret: string): Promise<Uint8Array>
  /** `renew`: to be wrapped once more, the store has a better key. @throws when it cannot */
  unwrap(wrapped: Uint8Array): Promise<{ readonly secret: string; readonly renew: boolean }>
}

const FILE = 'answers.key'
/** A wrapped key is some hundred bytes. */
const MOST_BYTES = 64 * 1024

/**
 * The key of the kept answers: 32 random bytes, in a file, wrapped by the key store. `history-locked` where that
 * does not open it; what it protects is then left as it is. A file that is no key of this user's is set aside.
 *
 * @returns `old` where it was there before, and may open what is there; a new key opens nothing old
 */
export async function historyKey(folder: string, store: KeyStore, uid: number): Promise<Result<{ key: Uint8Array; old: boolean }>> {
  const path = join(folder, FILE)
  try {
    const wrapped = await readPrivateFile(path, uid, MOST_BYTES)
    if (wrapped) {
      const opened = await store.unwrap(wrapped).catch(() => null)
      if (!opened) return failure('history-locked')
      const key = Buffer.from(opened.secret, 'base64')
      if (key.byteLength === KEY_BYTES) {
        // What cannot be renewed now is asked for again at the next start.
        if (opened.renew) await store.wrap(opened.secret).then((fresh) => writePrivateFile(path, fresh)).catch(() => undefined)
        return { ok: true, key, old: true }
      }
    }
    const key = randomBytes(KEY_BYTES)
    const fresh = await store.wrap(key.toString('base64')).catch(() => null)
    if (!fresh) return failure('history-locked')
    if (wrapped !== undefined) await rename(path, join(folder, await asideName(folder, 'answers', 'key')))
    await writePrivateFile(path, fresh)
    return { ok: true, key, old: false }
  } catch (error) {
    return failure('history-unwritable', (error as NodeJS.ErrnoException).code)
  }
}
