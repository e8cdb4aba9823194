import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Digest, type Promised } from '../../../src/main/models/digest'

const sha = (kind: string, ...parts: (string | Uint8Array)[]): string =>
  parts.reduce((hash, part) => hash.update(part), createHash(kind)).digest('hex')
const blobOf = (bytes: Uint8Array): string => sha('sha1', `blob ${bytes.length}\0`, bytes)

function keeps(promised: Promised, bytes: Uint8Array): boolean {
  const digest = new Digest(promised)
  digest.update(bytes)
  return digest.end().kept
}

const WORDS = Buffer.from('hello\n')

describe('the digest of a file', () => {
  test('by git is the one that git itself gives', () => {
    // `echo hello | git hash-object --stdin`
    expect(keeps({ size: 6, sha256: null, blob: 'ce013625030ba8dba906f756967f9e9ca394464a' }, WORDS)).toBe(true)
  })

  test('is the same however the bytes come', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 50 })), (pieces) => {
        const whole = Buffer.concat(pieces)
        const digest = new Digest({ size: whole.length, sha256: sha('sha256', whole), blob: blobOf(whole) })
        for (const piece of pieces) digest.update(piece)
        expect(digest.end()).toEqual({ sha256: sha('sha256', whole), kept: true })
      }),
    )
  })

  test.each([
    ['nothing was promised', null, null, false],
    ['both hashes were promised and kept', sha('sha256', WORDS), blobOf(WORDS), true],
    ['only one of two is kept', sha('sha256', WORDS), 'a'.repeat(40), false],
    ['only the other of two is kept', 'a'.repeat(64), blobOf(WORDS), false],
    ['the promise is another file’s', 'a'.repeat(64), null, false],
  ])('where %s', (_what, sha256, blob, kept) => {
    expect(keeps({ size: 6, sha256, blob }, WORDS)).toBe(kept)
  })
})
