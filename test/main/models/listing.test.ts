import { describe, expect, test } from 'vitest'
import { knownFiles, nextPage, planFiles, type Tree } from '../../../src/main/models/listing'

const SHA256 = 'a'.repeat(64)
const SHA1 = 'b'.repeat(40)
const TREE: Tree = [
  { type: 'directory', path: 'onnx' },
  { type: 'file', path: 'config.json', size: 10, oid: SHA1 },
  { type: 'file', path: 'onnx/a.onnx', size: 130, oid: 'c'.repeat(40), lfs: { oid: SHA256, size: 5000 } },
]
const plan = (wanted: string[], known: Parameters<typeof planFiles>[0]['known'] = [], tree = TREE) =>
  planFiles({ wanted, known }, tree)

describe('the publisher’s list', () => {
  test('gives large files their own hash and size, and small ones git’s', () => {
    expect(plan(['config.json', 'onnx/a.onnx'])).toEqual({
      ok: true,
      files: [
        { path: 'config.json', size: 10, sha256: null, blob: SHA1 },
        { path: 'onnx/a.onnx', size: 5000, sha256: SHA256, blob: null },
      ],
    })
  })

  test('adds what the catalogue knows of a small file, and keeps both promises', () => {
    expect(plan(['config.json'], [{ path: 'config.json', size: null, sha256: SHA256 }])).toMatchObject({
      files: [{ sha256: SHA256, blob: SHA1 }],
    })
  })

  test.each([
    ['a file that is wanted is missing', ['gone.json'], [], 'download-not-found', 'gone.json'],
    ['a folder has the name of a file', ['onnx'], [], 'download-not-found', 'onnx'],
    ['a size is another', ['config.json'], [{ path: 'config.json', size: 11, sha256: null }], 'download-changed', 'config.json'],
    ['a hash is another', ['onnx/a.onnx'], [{ path: 'onnx/a.onnx', size: 5000, sha256: 'd'.repeat(64) }], 'download-changed', 'onnx/a.onnx'],
  ])('is refused where %s', (_what, wanted, known, code, detail) => {
    expect(plan(wanted, known)).toEqual({ ok: false, code, detail })
  })

  test('is refused where it promises nothing about a file', () => {
    expect(plan(['config.json'], [], [{ type: 'file', path: 'config.json', size: 10 }])).toMatchObject({ code: 'download-unclear' })
  })

  test('is not needed where everything is known, and is where anything is not', () => {
    const whole = { path: 'config.json', size: 10, sha256: SHA256 }
    expect(knownFiles({ wanted: ['config.json'], known: [whole] })).toEqual([{ ...whole, blob: null }])
    expect(knownFiles({ wanted: ['config.json'], known: [{ ...whole, size: null }] })).toBeNull()
    expect(knownFiles({ wanted: ['config.json', 'tokenizer.json'], known: [whole] })).toBeNull()
  })

  test.each([
    ['</api/x?cursor=2>; rel="next"', 'https://hub.example/api/x?cursor=2'],
    ['<https://hub.example/a>; rel="prev", <https://hub.example/b>; rel="next"', 'https://hub.example/b'],
    ['<https://hub.example/a>; rel="prev"', undefined],
    [null, undefined],
  ])('goes on by %s', (link, address) => {
    expect(nextPage(link, new URL('https://hub.example/'))?.href).toBe(address)
  })
})
