import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Catalogue, CatalogueEntry } from '../../../src/shared/model-catalogue'
import type { DesktopSession } from '../../support/desktop-session/session'
import { PROJECT } from '../../support/desktop-session/user'

const COMMIT = 'c0ffee'.padEnd(40, '0')
const TINY = join(PROJECT, 'test/fixtures/tiny-models/tiny-smolvlm')
const BOX = join(PROJECT, 'resources/catalogue.json')

/** The tiny model's files that one download of it has. */
const GRAPHS = ['decoder_model_merged', 'embed_tokens', 'vision_encoder'].map((graph) => `onnx/${graph}.onnx`)

/** How what is sent comes: pieces, and milliseconds between them. */
const PIECES = 20
const PAUSE = 60

interface Held {
  readonly response: ServerResponse
  rest: Buffer
}

/** A publisher on this machine, which hands out a tiny model as slowly as the test likes. */
export interface Publisher {
  /** What the app must be told, to have its models from here. */
  readonly env: Readonly<Record<string, string>>
  /** Where the models come to lie. */
  readonly models: string
  /** Requests for files so far. */
  readonly asked: string[]
  /** From now on nothing is sent before `send`, or everything at once. */
  hold(on: boolean): void
  /** Sends this share of the largest file, 0 to 1; the other files go at once. */
  send(share: number): Promise<void>
  close(): Promise<void>
}

/** Bytes of a file that is larger than all others together, so that its pieces make the quarters. */
const LARGE = 6_000_000

function files(): Map<string, Buffer> {
  const small = readdirSync(TINY).filter((name) => name.endsWith('.json'))
  const model = [...small, ...GRAPHS].map((path) => [path, readFileSync(join(TINY, path))] as const)
  return new Map([...model, ['README.md', Buffer.alloc(LARGE, ' ')]])
}

const listing = (path: string, bytes: Buffer): object => {
  const oid = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { type: 'file', path, size: bytes.length, oid, ...(path.endsWith('.onnx') ? { lfs: { oid: sha256, size: bytes.length } } : {}) }
}

const entry = (id: string, name: string, wanted: string[], size: number, needsConsent: boolean): CatalogueEntry => ({
  ...{ id, name, modelType: 'smolvlm', repository: `tiny/${id}`, revision: null, wanted, known: [], downloadSize: size },
  ...{ memory: 50_000_000, millionParameters: 9, gigaflops: 3, languages: ['en'], goodAt: ['captions'] },
  licence: { name: needsConsent ? 'Terms of its own' : 'Apache-2.0', url: 'https://example.org/licence', needsConsent },
})

/** Starts the publisher of two models: `tiny`, and `picky`, whose licence has to be accepted. */
export async function startPublisher(session: DesktopSession): Promise<Publisher> {
  const kept = files()
  const largest = [...kept].sort(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? ''
  const total = [...kept.values()].reduce((sum, { length }) => sum + length, 0)
  const asked: string[] = []
  let holds = false
  let held: Held | null = null
  const arrived = new Set<() => void>()

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const json = (value: unknown): void => void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    const file = /^\/tiny\/\w+\/resolve\/[0-9a-f]{40}\/(.*)$/.exec(pathname)?.[1]
    const bytes = file === undefined ? undefined : kept.get(file)
    if (pathname.includes('/revision/')) json({ sha: COMMIT })
    else if (pathname.includes('/tree/')) json([...kept].map(([path, content]) => listing(path, content)))
    else if (file === undefined || !bytes) response.writeHead(404).end()
    else {
      asked.push(`${file} ${request.headers.range ?? ''}`.trim())
      const mark = `"${file}"`
      const from = request.headers['if-range'] === mark ? Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0) : 0
      const range = from > 0 ? { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}
      response.writeHead(from > 0 ? 206 : 200, { etag: mark, 'content-length': bytes.length - from, ...range })
      if (!holds || file !== largest) return void response.end(bytes.subarray(from))
      response.flushHeaders()
      held = { response, rest: bytes.subarray(from) }
      for (const hear of arrived) hear()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  const catalogue = join(session.folder, 'catalogue.json')
  const { box } = JSON.parse(readFileSync(BOX, 'utf8')) as Catalogue
  const wanted = [...kept.keys()]
  const models = [entry('tiny', 'Tiny model', wanted, total, false), entry('picky', 'Picky model', wanted, total, true)]
  const written: Catalogue = { version: 1, publisher: 'https://publisher.example', hosts: [], box, models }
  writeFileSync(catalogue, JSON.stringify(written))
  session.give(catalogue)
  const folder = session.makeFolder('models')
  return {
    env: {
      DESCRY_MODELS: folder,
      DESCRY_CATALOGUE: catalogue,
      DESCRY_MODEL_HOST: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    },
    models: folder,
    asked,
    hold(on) {
      holds = on
      if (!on && held) {
        held.response.end(held.rest)
        held = null
      }
    },
    async send(share) {
      if (!held) await new Promise<void>((resolve) => arrived.add(resolve))
      if (!held) throw new Error('nobody asked for the file')
      // In pieces, as a line gives them: progress is told a few times a second, and only when something comes.
      const size = Math.ceil((share * (kept.get(largest)?.length ?? 0)) / PIECES)
      for (let piece = 0; piece < PIECES; piece++) {
        held.response.write(held.rest.subarray(0, size))
        held.rest = held.rest.subarray(size)
        await wait(PAUSE)
      }
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
