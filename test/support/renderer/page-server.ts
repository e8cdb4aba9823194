import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { contentSecurityPolicy } from '../../../src/main/app/security/content-security-policy'
import { WINDOWS } from '../../../src/shared/ipc-schema'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

export interface PageServer {
  readonly origin: string
  close(): Promise<void>
}

/** Serves a folder of pages on the loopback address as the app's scheme does: a policy, and a nonce a load. */
export async function servePages(folder: string): Promise<PageServer> {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname)
    const nonce = randomBytes(16).toString('base64url')
    void readFile(join(folder, path)).then(
      (content) => {
        const type = TYPES[extname(path)] ?? 'application/octet-stream'
        const window = WINDOWS.find((name) => path === `/${name}.html`)
        response.writeHead(200, {
          'content-type': type,
          ...(window && { 'content-security-policy': contentSecurityPolicy(window, nonce) }),
          'x-content-type-options': 'nosniff',
        })
        response.end(type.startsWith('text/html') ? content.toString().replaceAll('__CSP_NONCE__', nonce) : content)
      },
      // Chromium asks for an icon that no page has.
      () => response.writeHead(path === '/favicon.ico' ? 204 : 404).end(),
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
