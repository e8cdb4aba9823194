import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLocalPublisher, createPublisher } from '../../../src/main/models/publisher'

const hub = createPublisher('https://hub.example', ['*.hub.example', 'cdn.example.net'])
const COMMIT = '7'.repeat(40)

describe('the publisher', () => {
  test('is asked by the interface of the Hub', () => {
    expect(hub.revision('owner/name', 'main').href).toBe('https://hub.example/api/models/owner/name/revision/main')
    expect(hub.tree('owner/name', COMMIT).href).toBe(`https://hub.example/api/models/owner/name/tree/${COMMIT}?recursive=true`)
    expect(hub.file('owner/name', COMMIT, 'onnx/a b.onnx').href).toBe(`https://hub.example/owner/name/resolve/${COMMIT}/onnx/a%20b.onnx`)
  })

  test.each(['https://hub.example/x', 'https://cdn.hub.example/x?token=1', 'https://a.b.hub.example/', 'https://cdn.example.net/x'])(
    'may send a download on to %s',
    (url) => expect(hub.trusts(new URL(url))).toBe(true),
  )

  test.each([
    'http://hub.example/x',
    'https://hub.example:8443/x',
    'https://user:word@hub.example/x',
    'https://evilhub.example/x',
    'https://hub.example.evil.net/x',
    'https://evil.net/https://hub.example/',
    'https://x.cdn.example.net/',
    'https://127.0.0.1/x',
    'ftp://hub.example/x',
    'file:///hub.example',
    'data:text/plain,hub.example',
  ])('may not send it on to %s', (url) => expect(hub.trusts(new URL(url))).toBe(false))

  test('trusts no host that does not end in one of its list', () => {
    fc.assert(
      fc.property(fc.webUrl(), (text) => {
        const url = new URL(text)
        const ours = ['hub.example', 'cdn.example.net'].includes(url.hostname) || url.hostname.endsWith('.hub.example')
        expect(hub.trusts(url)).toBe(ours && url.protocol === 'https:')
      }),
    )
  })
})

describe('a stand-in', () => {
  test.each(['http://127.0.0.1:8080', 'http://localhost:1', 'http://[::1]:9', 'http://127.1.2.3'])('may be %s', (base) => {
    expect(createLocalPublisher(base)).not.toBeNull()
  })

  test.each(['https://127.0.0.1', 'http://localhost.evil.net', 'http://127.0.0.1.evil.net', 'http://10.0.0.1', 'http://0.0.0.0', 'http://me@localhost', 'localhost', ''])(
    'may not be %s',
    (base) => expect(createLocalPublisher(base)).toBeNull(),
  )

  test('trusts nobody but itself', () => {
    const local = createLocalPublisher('http://127.0.0.1:8080')!
    expect(local.trusts(new URL('http://127.0.0.1:8080/x'))).toBe(true)
    for (const url of ['http://127.0.0.1:8081/x', 'https://127.0.0.1:8080/x', 'http://localhost:8080/x', 'https://hub.example/']) {
      expect(local.trusts(new URL(url)), url).toBe(false)
    }
  })
})
