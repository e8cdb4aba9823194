import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createSchemeHandler,
  pageUrl,
  PRIVILEGED_SCHEMES,
  type SchemeFolders,
} from '../../../../src/main/app/security/scheme'
import { contentSecurityPolicy, permissionsPolicy } from '../../../../src/main/app/security/content-security-policy'
import { WINDOWS } from '../../../../src/shared/ipc-schema'

let place: string
let folders: SchemeFolders
const PAGE = '<meta property="csp-nonce" nonce="__CSP_NONCE__" content="__CSP_NONCE__"><p>ü</p>'

beforeAll(async () => {
  place = await realpath(await mkdtemp(join(tmpdir(), 'descry-scheme-')))
  folders = { pages: join(place, 'renderer'), earcons: join(place, 'earcons') }
  await mkdir(join(folders.pages, 'assets'), { recursive: true })
  await mkdir(folders.earcons)
  const write = (path: string, text: string) => writeFile(join(place, path), text)
  for (const window of WINDOWS) await write(`renderer/${window}.html`, PAGE)
  await write('renderer/other.html', 'a page of no window')
  await write('renderer/assets/index-B_-x9.js', 'export {}')
  await write('renderer/assets/style.css', 'p {}')
  await write('renderer/assets/notes.txt', 'a type that is not served')
  await write('renderer/.hidden.js', 'hidden')
  await write('earcons/began.wav', 'RIFF')
  await write('secret.js', 'secret')
  await write('secret.wav', 'secret')
  await mkdir(join(place, 'renderer-2'))
  await write('renderer-2/neighbour.js', 'secret')
  await symlink(join(place, 'secret.js'), join(folders.pages, 'link.js'))
  await symlink(place, join(folders.pages, 'up'))
  await symlink(join(place, 'renderer-2'), join(folders.pages, 'beside'))
  await symlink(join(place, 'secret.wav'), join(folders.earcons, 'link.wav'))
  await symlink(join(folders.pages, 'assets', 'style.css'), join(folders.pages, 'inside.css'))
})
afterAll(() => rm(place, { recursive: true }))

/** A request with its address as it is, which the Request class of Node would tidy. */
const ask = (url: string, method = 'GET') =>
  createSchemeHandler(folders, () => 'bm9uY2U=')({ url, method } as Request)

describe('the scheme', () => {
  test('has an origin of its own and fetch, and no privilege that weakens it', () => {
    expect(PRIVILEGED_SCHEMES).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ])
  })

  test('serves the page of each window with its whole set of headers and a nonce in place', async () => {
    for (const window of WINDOWS) {
      const response = await ask(pageUrl(window))
      expect(response.status).toBe(200)
      expect(await response.text()).toBe(
        '<meta property="csp-nonce" nonce="bm9uY2U=" content="bm9uY2U="><p>ü</p>',
      )
      expect(Object.fromEntries(response.headers)).toEqual({
        'cache-control': 'no-store',
        'content-length': '72',
        'content-security-policy': contentSecurityPolicy(window, 'bm9uY2U='),
        'content-type': 'text/html; charset=utf-8',
        'cross-origin-embedder-policy': 'require-corp',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': permissionsPolicy(window),
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-dns-prefetch-control': 'off',
      })
    }
  })

  test('makes a new nonce of at least 128 bits for each load', async () => {
    const handler = createSchemeHandler(folders)
    const nonces = new Set<string>()
    for (let load = 0; load < 20; load += 1) {
      const policy = (await handler(new Request(pageUrl('home')))).headers.get('Content-Security-Policy')
      const nonce = /'nonce-([^']+)'/.exec(policy ?? '')?.[1] ?? ''
      expect(Buffer.from(nonce, 'base64').byteLength).toBeGreaterThanOrEqual(16)
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(20)
  })

  test.each([
    ['app://descry/assets/index-B_-x9.js', 'text/javascript; charset=utf-8', 'export {}'],
    ['app://descry/assets/style.css?v=1', 'text/css; charset=utf-8', 'p {}'],
    ['app://descry/inside.css', 'text/css; charset=utf-8', 'p {}'],
    ['app://descry/earcons/began.wav', 'audio/wav', 'RIFF'],
    ['app://descry/home.html#answer', 'text/html; charset=utf-8', undefined],
  ])('serves %s as %s', async (url, type, text) => {
    const response = await ask(url)
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe(type)
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
    if (text !== undefined) expect(await response.text()).toBe(text)
  })

  test('answers HEAD with the headers of GET and no body', async () => {
    const response = await ask(pageUrl('home'), 'HEAD')
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Length')).toBe('72')
    expect(await response.text()).toBe('')
  })

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE', 'get'])('refuses %s', async (method) => {
    const response = await ask(pageUrl('home'), method)
    expect(response.status).toBe(405)
    expect(await response.text()).toBe('')
  })
})

describe('an insecure address beside a secure one', () => {
  test.each([
    ['app://descry/home.html', 200],
    ['app://evil/home.html', 403],
    ['app://DESCRY/home.html', 403],
    ['app://descry.example.com/home.html', 403],
    ['app://descry:80/home.html', 403],
    ['app://user@descry/home.html', 403],
    ['app://descry@evil/home.html', 403],
    ['app:descry/home.html', 403],
    ['app:///home.html', 403],
    ['file:///etc/passwd', 403],
    ['https://descry/home.html', 403],
    ['app://descry/', 403],
    ['app://descry', 403],
    ['', 403],
    // climbing
    ['app://descry/assets/style.css', 200],
    ['app://descry/../secret.js', 403],
    ['app://descry/assets/../../secret.js', 403],
    ['app://descry/assets/../assets/style.css', 403],
    ['app://descry/./home.html', 403],
    ['app://descry/%2e%2e/secret.js', 403],
    ['app://descry/%2E%2E/secret.js', 403],
    ['app://descry/.%2e/secret.js', 403],
    ['app://descry/..%2fsecret.js', 403],
    ['app://descry/%2e%2e%2fsecret.js', 403],
    ['app://descry/%252e%252e/secret.js', 403],
    ['app://descry/..\\secret.js', 403],
    ['app://descry/..%5csecret.js', 403],
    ['app://descry/\\..\\secret.js', 403],
    ['app://descry//etc/passwd', 403],
    ['app://descry/C:/secret.js', 403],
    ['app://descry/assets//style.css', 403],
    ['app://descry/assets/', 403],
    ['app://descry/assets', 404],
    ['app://descry/home.html%00.js', 403],
    ['app://descry/home.html\0.js', 403],
    ['app://descry/home.html\n', 403],
    ['app://descry/höme.html', 403],
    ['app://descry/．．/secret.js', 403],
    // what lies in the folder and is not served
    ['app://descry/.hidden.js', 403],
    ['app://descry/other.html', 404],
    ['app://descry/assets/notes.txt', 404],
    ['app://descry/home.htm', 404],
    ['app://descry/missing.js', 404],
    ['app://descry/home.html/x.js', 404],
    // the other folder
    ['app://descry/earcons/began.wav', 200],
    ['app://descry/began.wav', 404],
    ['app://descry/earcons/../secret.wav', 403],
    ['app://descry/earcons', 404],
    ['app://descry/earconsbegan.wav', 404],
    // links
    ['app://descry/inside.css', 200],
    ['app://descry/link.js', 404],
    ['app://descry/up/secret.js', 404],
    ['app://descry/beside/neighbour.js', 404],
    ['app://descry/earcons/link.wav', 404],
  ])('%j is answered with %d', async (url, status) => {
    const response = await ask(url)
    expect(response.status).toBe(status)
    if (status !== 200) {
      expect(await response.text()).toBe('')
      expect(response.headers.get('Content-Security-Policy')).toBe("default-src 'none'")
      expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
    }
  })

  test('what Node tidies in an address does not get out either', async () => {
    const handler = createSchemeHandler(folders)
    for (const url of ['app://descry/../secret.js', 'app://descry/%2e%2e/secret.js', 'app://descry/a/../../secret.js']) {
      const response = await handler(new Request(url))
      expect(await response.text()).toBe('')
      expect(response.status).toBeGreaterThanOrEqual(400)
    }
  })
})
