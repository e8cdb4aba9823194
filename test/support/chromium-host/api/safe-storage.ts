import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { offer } from './offer'

/**
 * Where a stand-in for the desktop's key store keeps its secret: for tests. Without it the host has no key store, as
 * Electron has none on a desktop that it does not know: the backend is then `basic_text`.
 */
const KEY_FILE = 'DESCRY_CHROMIUM_KEY_STORE'
const TAG = 16
const NONCE = 12

function secret(): Buffer {
  const path = process.env[KEY_FILE]
  if (path === undefined) throw new Error('Encryption is not available.')
  if (!existsSync(path)) writeFileSync(path, randomBytes(32), { mode: 0o600 })
  return readFileSync(path)
}

async function encryptStringAsync(plainText: string): Promise<Buffer> {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', secret(), nonce)
  return Buffer.concat([nonce, cipher.update(plainText, 'utf8'), cipher.final(), cipher.getAuthTag()])
}

async function decryptStringAsync(encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
  const end = encrypted.byteLength - TAG
  const cipher = createDecipheriv('aes-256-gcm', secret(), encrypted.subarray(0, NONCE))
  cipher.setAuthTag(encrypted.subarray(end))
  return { result: Buffer.concat([cipher.update(encrypted.subarray(NONCE, end)), cipher.final()]).toString('utf8'), shouldReEncrypt: false }
}

const isThere = (): boolean => process.env[KEY_FILE] !== undefined

/** electron.safeStorage, its asynchronous half. */
export const safeStorage = offer(
  'safeStorage',
  {
    isAsyncEncryptionAvailable: async (): Promise<boolean> => isThere(),
    getSelectedStorageBackend: (): string => (isThere() ? 'gnome_libsecret' : 'basic_text'),
    encryptStringAsync,
    decryptStringAsync,
  },
  ['isAsyncEncryptionAvailable', 'getSelectedStorageBackend', 'encryptStringAsync', 'decryptStringAsync'],
)
