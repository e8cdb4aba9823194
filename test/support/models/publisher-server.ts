import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export const COMMIT = 'c0ffee'.padEnd(40, '0')
export const REPOSITORY = 'tiny/model'

interface Asked {
  readonly path: string
  readonly headers: IncomingMessage['headers']
}

/** Does something else than the publisher would; true if it dealt with the request. */
export type Misbehaviour = (request: IncomingMessage, response: ServerResponse, serve: () => void) => boolean

/** A publisher's server on this machine, with the Hub's interface, that can be told to misbehave. */
export interface PublisherServer {
  readonly host: string
  readonly files: Map<string, Buffer>
  /** Requests for files, in order. */
  readonly asked: Asked[]
  misbehave(how: Misbehaviour | null): void
  close(): Promise<void>
}

const sha = (kind: string, ...parts: (string | Buffer)[]): string => {
  const hash = createHash(kind)
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

/** As the Hub lists them: large files by the hash of their content, small ones by git's. */
const listed = ([path, bytes]: [string, Buffer]) => {
  const blob = sha('sha1', `blob ${bytes.length}\0`, bytes)
  const large = path.endsWith('.onnx')
  return {
    type: 'file',
    path,
    size: bytes.length,
    oid: large ? sha('sha1', 'pointer', bytes) : blob,
    ...(large && { lfs: { oid: sha('sha256', bytes), size: bytes.length } }),
  }
}

export const markOf = (bytes: Buffer): string => `"${sha('sha1', bytes)}"`

/** Answers a request for a file as RFC 9110 has it, ranges and their condition included. */
export function sendFile(request: IncomingMessage, response: ServerResponse, bytes: Buffer): void {
  const mark = markOf(bytes)
  const range = request.headers.range?.match(/^bytes=(\d+)-$/)
  const from = range && request.headers['if-range'] === mark ? Number(range[1]) : 0
  if (from > 0) {
    response.writeHead(206, {
      etag: mark,
      'content-length': bytes.length - from,
      'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
    })
  } else {
    response.writeHead(200, { etag: mark, 'content-length': bytes.length })
  }
  response.end(bytes.subarray(from))
}

export async function startPublisher(files: Readonly<Record<string, Buffer>>): Promise<PublisherServer> {
  const kept = new Map(Object.entries(files))
  const asked: Asked[] = []
  let misbehaviour: Misbehaviour | null = null
  const json = (response: ServerResponse, value: unknown): void => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(value))
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const prefix = `/${REPOSITORY}/resolve/${COMMIT}/`
    const path = pathname.startsWith(prefix) ? pathname.slice(prefix.length) : null
    if (path !== null) asked.push({ path, headers: request.headers })
    const serve = (): void => {
      const bytes = path === null ? undefined : kept.get(path)
      if (bytes) sendFile(request, response, bytes)
      else if (pathname === `/api/models/${REPOSITORY}/revision/main`) json(response, { sha: COMMIT })
      else if (pathname === `/api/models/${REPOSITORY}/tree/${COMMIT}`) json(response, [...kept].map(listed))
      else response.writeHead(404).end()
    }
    if (!misbehaviour?.(request, response, serve)) serve()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    host: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files: kept,
    asked,
    misbehave(how) {
      misbehaviour = how
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
