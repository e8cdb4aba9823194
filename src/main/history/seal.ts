import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** AES-256 of NIST FIPS 197, in Galois/Counter Mode of NIST SP 800-38D. */
const CIPHER = 'aes-256-gcm'
export const KEY_BYTES = 32
/** The nonce's length that SP 800-38D recommends; random ones do not meet before 2³² texts. */
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** A text that only the key opens: ciphertext, then the tag. */
export interface Sealed {
  readonly nonce: Uint8Array
  readonly bytes: Uint8Array
}

/**
 * @param key 32 bytes
 * @param place where the text stands; it opens nowhere else
 */
export function seal(key: Uint8Array, text: string, place: string): Sealed {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(place))
  return { nonce, bytes: Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]) }
}

/** @returns the text, or null where the key, the place or a byte is another one */
export function unseal(key: Uint8Array, { nonce, bytes }: Sealed, place: string): string | null {
  if (nonce.byteLength !== NONCE_BYTES || bytes.byteLength < TAG_BYTES) return null
  const end = bytes.byteLength - TAG_BYTES
  try {
    const cipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
    cipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(end))
    return Buffer.concat([cipher.update(bytes.subarray(0, end)), cipher.final()]).toString('utf8')
  } catch {
    return null
  }
}
