import { randomBytes } from 'node:crypto'
import { readFile, realpath } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import type { CustomScheme } from 'electron'
import { WINDOWS, type WindowName } from '../../../shared/ipc-schema'
import { contentSecurityPolicy, permissionsPolicy } from './content-security-policy'
import { HOST, ORIGIN, SCHEME } from './origin'

/**
 * SECURITY: an origin of its own and fetch on it, and no more: without `bypassCSP` the policy below
 * holds, without `corsEnabled` and `allowServiceWorkers` no other page can use it.
 */
export const PRIVILEGED_SCHEMES: CustomScheme[] = [
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
]

/** Everything that is ever served; a file of any other type is not. */
const MIME_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/vnd.microsoft.icon',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
}

const COMMON_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-DNS-Prefetch-Control': 'off',
}

/** In the pages, where the nonce of each load is put. */
const NONCE_MARK = '__CSP_NONCE__'

/**
 * SECURITY: a list of what a path may be, not of what it may not. There is no percent sign, backslash,
 * NUL, empty part or part that begins with a dot in it, so nothing is left to decode or to climb.
 */
const PATH = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/

export interface SchemeFolders {
  /** The built pages with their scripts and styles: `out/renderer`. */
  readonly pages: string
  /** `resources/earcons`, served under `/earcons/`. */
  readonly earcons: string
}

/** Where the page of a window lies. */
export function pageUrl(window: WindowName): string {
  return `${ORIGIN}/${window}.html`
}

/** @returns the path of a URL of ours without its query, or null when it is not exactly such a one */
function pathOf(url: string): string | null {
  if (!url.startsWith(`${SCHEME}://${HOST}/`)) return null
  const path = url.slice(ORIGIN.length).split(/[?#]/, 1)[0] ?? ''
  return PATH.test(path) ? path : null
}

/** @returns the file's real path, or null when it is not there or not inside the folder */
async function fileInside(folder: string, path: string): Promise<string | null> {
  try {
    const [root, file] = await Promise.all([realpath(folder), realpath(join(folder, path))])
    // SECURITY: compared after links were followed, so a link cannot lead out of the folder.
    return file.startsWith(root + sep) ? file : null
  } catch {
    return null
  }
}

function refusal(status: 403 | 404 | 405): Response {
  return new Response(null, { status, headers: { ...COMMON_HEADERS, 'Content-Security-Policy': "default-src 'none'" } })
}

function pageOf(path: string): WindowName | undefined {
  return WINDOWS.find((window) => path === `/${window}.html`)
}

/**
 * Answers requests of the app's scheme: GET and HEAD of files in two folders, and nothing else. Every
 * refusal is an empty response: 405 for a method, 403 for an address that is not one of ours, 404 for a
 * file that is not there, is no type of ours, or is a page that no window has.
 * @param newNonce at least 128 random bits, in base64
 */
export function createSchemeHandler(
  { pages, earcons }: SchemeFolders,
  newNonce = () => randomBytes(18).toString('base64'),
): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405)
    const path = pathOf(request.url)
    if (path === null) return refusal(403)
    const type = MIME_TYPES[extname(path)]
    const window = pageOf(path)
    if (type === undefined || (extname(path) === '.html' && !window)) return refusal(404)

    const earcon = path.startsWith('/earcons/')
    const file = await fileInside(earcon ? earcons : pages, earcon ? path.slice('/earcons'.length) : path)
    const bytes = file && (await readFile(file).catch(() => null))
    if (!bytes) return refusal(404)

    const headers: Record<string, string> = { ...COMMON_HEADERS, 'Content-Type': type }
    let body: string | Uint8Array<ArrayBuffer> = new Uint8Array(bytes)
    if (window) {
      const nonce = newNonce()
      body = bytes.toString('utf8').replaceAll(NONCE_MARK, nonce)
      headers['Content-Security-Policy'] = contentSecurityPolicy(window, nonce)
      headers['Permissions-Policy'] = permissionsPolicy(window)
      // A nonce is for one load.
      headers['Cache-Control'] = 'no-store'
    }
    headers['Content-Length'] = String(typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength)
    return new Response(request.method === 'HEAD' ? null : body, { headers })
  }
}
