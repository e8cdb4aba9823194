import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KeyStore } from '../../../src/main/history/history-key'
import { temporaryFolder } from '../temporary-folder'

/** A key store of its own kind: what it wraps it alone unwraps, and it can be locked. */
export function aKeyStore(secret = 'of this user') {
  const store = { isLocked: false, isThere: true, renews: false, wrapped: 0 }
  const turned = (bytes: Uint8Array): Uint8Array => bytes.map((byte, i) => byte ^ (secret.codePointAt(i % secret.length) ?? 0) ^ 0x5a)
  const keyStore: KeyStore = {
    isAvailable: async () => store.isThere,
    async wrap(text) {
      if (store.isLocked) throw new Error('locked')
      store.wrapped++
      return turned(Buffer.from(`${secret}:${text}`))
    },
    async unwrap(wrapped) {
      const text = Buffer.from(turned(wrapped)).toString()
      if (store.isLocked || !text.startsWith(`${secret}:`)) throw new Error('locked')
      return { secret: text.slice(secret.length + 1), renew: store.renews }
    },
  }
  return { keyStore, store }
}

/** The folder of kept answers that does not exist yet, in one that does. */
export function aHistoryFolder(): string {
  return join(temporaryFolder(), 'history')
}

/** All bytes of the files in a folder, as Latin-1. */
export function bytesIn(folder: string): string {
  return readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1')).join('\n')
}
