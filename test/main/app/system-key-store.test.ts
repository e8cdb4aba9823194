import { expect, test } from 'vitest'
import { systemKeyStore } from '../../../src/main/app/system-key-store'

const storage = (backend: 'basic_text' | 'gnome_libsecret' | 'unknown', isThere = true) => ({
  getSelectedStorageBackend: () => backend,
  isAsyncEncryptionAvailable: async () => isThere,
  encryptStringAsync: async (text: string) => Buffer.from(`wrapped ${text}`),
  decryptStringAsync: async (bytes: Buffer) => ({ result: bytes.toString().replace('wrapped ', ''), shouldReEncrypt: true }),
})

test.each([
  ['linux', 'gnome_libsecret', true, true],
  // The password of that one stands in Chromium's source.
  ['linux', 'basic_text', true, false],
  ['linux', 'unknown', true, false],
  ['linux', 'gnome_libsecret', false, false],
  ['win32', 'unknown', true, true],
  ['darwin', 'unknown', false, false],
] as const)('on %s with %s, encryption there: %s, a secret is kept: %s', async (platform, backend, isThere, keeps) => {
  expect(await systemKeyStore(storage(backend, isThere), platform).isAvailable()).toBe(keeps)
})

test('a secret comes back as it was, with word of a better key', async () => {
  const store = systemKeyStore(storage('gnome_libsecret'), 'linux')
  expect(await store.unwrap(await store.wrap('abc'))).toEqual({ secret: 'abc', renew: true })
})
