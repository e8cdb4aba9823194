import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SsipParser, ssipLanguage, ssipMessage } from '../../../../src/main/speak/speech-dispatcher/ssip'
import { ssipAddress } from '../../../../src/main/speak/speech-dispatcher/ssip-address'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

// As Speech Dispatcher 0.11.4 sent it.
const TRAFFIC =
  '250-espeak-ng\r\n250 OK MODULE LIST SENT\r\n225-7\r\n225 OK MESSAGE QUEUED\r\n' +
  '701-7\r\n701-1\r\n701 BEGIN\r\n703-7\r\n703-1\r\n703 CANCELED\r\n500 ERR INVALID COMMAND\r\n'

describe('what the server sends', () => {
  test('is replies with their data, and events with their message', () => {
    expect(new SsipParser().push(bytes(TRAFFIC))).toEqual([
      { type: 'reply', reply: { code: 250, data: ['espeak-ng'], text: 'OK MODULE LIST SENT' } },
      { type: 'reply', reply: { code: 225, data: ['7'], text: 'OK MESSAGE QUEUED' } },
      { type: 'event', event: 'begin', message: '7' },
      { type: 'event', event: 'cancelled', message: '7' },
      { type: 'reply', reply: { code: 500, data: [], text: 'ERR INVALID COMMAND' } },
    ])
  })

  test('means the same in whatever pieces it comes', () => {
    const whole = new SsipParser().push(bytes(TRAFFIC))
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 })), (sizes) => {
        const parser = new SsipParser()
        const all = bytes(TRAFFIC)
        const items = []
        let at = 0
        for (const size of [...sizes, all.length]) {
          items.push(...parser.push(all.subarray(at, at + size)))
          at += size
        }
        expect(items).toEqual(whole)
      }),
      { seed: 1 },
    )
  })

  test('is nonsense where it is no SSIP, and never an exception', () => {
    expect(new SsipParser().push(bytes('HTTP/1.1 400\r\n'))).toEqual([
      { type: 'nonsense', line: 'HTTP/1.1 400' },
    ])
    expect(new SsipParser().push(bytes('999 WHAT\r\n'))).toMatchObject([{ type: 'nonsense' }])
    expect(new SsipParser().push(new Uint8Array(100_000).fill(65))).toMatchObject([{ type: 'nonsense' }])
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        new SsipParser().push(noise)
      }),
      { numRuns: 300, seed: 2 },
    )
  })
})

describe('what is sent', () => {
  test('a leading dot is doubled, so that it does not end the message', () => {
    expect(ssipMessage('.')).toBe('..\r\n.\r\n')
    expect(ssipMessage('.hidden')).toBe('..hidden\r\n.\r\n')
    expect(ssipMessage('a.b')).toBe('a.b\r\n.\r\n')
  })

  test('any text is exactly one line and the closing dot', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\r\n', '\n', '.', '\0'))),
        (parts) => {
          const sent = ssipMessage(parts.join(''))
          if (sent === undefined) return
          const lines = sent.split('\r\n')
          expect(lines).toHaveLength(3)
          expect(lines[0]).not.toBe('.')
          expect(lines[0]).not.toMatch(/[\r\n\0]/)
          expect(lines.slice(1)).toEqual(['.', ''])
        },
      ),
      { numRuns: 300, seed: 5 },
    )
  })

  test('a language is a tag or English, never a command', () => {
    expect(ssipLanguage('pt-BR')).toBe('pt-BR')
    expect(ssipLanguage('de\r\nQUIT')).toBe('en')
    expect(ssipLanguage('')).toBe('en')
  })
})

describe('where the server is', () => {
  const home = '/home/ada'
  test.each([
    [
      { XDG_RUNTIME_DIR: '/run/user/1' },
      { type: 'unix', path: '/run/user/1/speech-dispatcher/speechd.sock' },
    ],
    [{}, { type: 'unix', path: '/home/ada/.cache/speech-dispatcher/speechd.sock' }],
    [{ XDG_CACHE_HOME: '/c' }, { type: 'unix', path: '/c/speech-dispatcher/speechd.sock' }],
    [{ SPEECHD_ADDRESS: 'unix_socket:/s' }, { type: 'unix', path: '/s' }],
    [
      { SPEECHD_ADDRESS: 'unix_socket', XDG_RUNTIME_DIR: '/r' },
      { type: 'unix', path: '/r/speech-dispatcher/speechd.sock' },
    ],
    [{ SPEECHD_ADDRESS: 'inet_socket' }, { type: 'inet', host: '127.0.0.1', port: 6560 }],
    [{ SPEECHD_ADDRESS: 'inet_socket:localhost:7000' }, { type: 'inet', host: 'localhost', port: 7000 }],
    [{ SPEECHD_ADDRESS: 'inet_socket:localhost:99999' }, { type: 'inet', host: 'localhost', port: 6560 }],
  ])('%j is %j', (env, address) => {
    expect(ssipAddress(env, home)).toEqual(address)
  })
})
