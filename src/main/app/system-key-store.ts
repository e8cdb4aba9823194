import type { SafeStorage } from 'electron'
import type { KeyStore } from '../history/history-key'

type Storage = Pick<SafeStorage, 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'>

/** Backends of Linux that keep nothing from anybody: `basic_text` has a password that stands in Chromium's source. */
const OPEN_BACKENDS: readonly string[] = ['basic_text', 'unknown']

/** The system's key store: Keychain, DPAPI, or on Linux what the desktop has (libsecret, KWallet). */
export function systemKeyStore(storage: Storage, platform: NodeJS.Platform): KeyStore {
  return {
    async isAvailable() {
      if (platform === 'linux' && OPEN_BACKENDS.includes(storage.getSelectedStorageBackend())) return false
      return storage.isAsyncEncryptionAvailable()
    },
    wrap: (secret) => storage.encryptStringAsync(secret),
    async unwrap(wrapped) {
      const { result, shouldReEncrypt } = await storage.decryptStringAsync(Buffer.from(wrapped))
      return { secret: result, renew: shouldReEncrypt }
    },
  }
}
