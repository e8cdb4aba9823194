import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { KEY_BYTES, seal, unseal } from '../../../src/main/history/seal'

const key = randomBytes(KEY_BYTES)

test('what is sealed is opened by its key at its place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()), fc.string(), (text, place) => {
      expect(unseal(key, seal(key, text, place), place)).toBe(text)
    }),
    { numRuns: 200 },
  )
})

test('nothing else opens it: no other key, no other place, no other byte', () => {
  const sealed = seal(key, 'A secret.', 'row 1')
  expect(Buffer.from(sealed.bytes).toString('latin1')).not.toContain('secret')
  expect(unseal(randomBytes(KEY_BYTES), sealed, 'row 1')).toBeNull()
  expect(unseal(key, sealed, 'row 2')).toBeNull()
  for (let i = 0; i < sealed.bytes.byteLength; i++) {
    expect(unseal(key, { ...sealed, bytes: sealed.bytes.map((byte, at) => (at === i ? byte ^ 1 : byte)) }, 'row 1')).toBeNull()
  }
  expect(unseal(key, { ...sealed, bytes: sealed.bytes.subarray(0, 15) }, 'row 1')).toBeNull()
  expect(unseal(key, { ...sealed, nonce: new Uint8Array(0) }, 'row 1')).toBeNull()
})

test('the same text is sealed otherwise each time', () => {
  const [first, second] = [seal(key, 'A dog.', 'row 1'), seal(key, 'A dog.', 'row 1')]
  expect(first.nonce).not.toEqual(second.nonce)
  expect(first.bytes).not.toEqual(second.bytes)
})
