import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { WebSocketServer, type WebSocket } from 'ws'
import { AddressMap } from './address-map'

type Handler = (request: Request) => Response | Promise<Response>

/** Frames of the screen are the largest messages: 8K, four bytes a pixel. */
const LARGEST_MESSAGE = 256 * 1024 * 1024
const COOKIE = 'descry-host'
/** Headers of HTTP's own that the app's handler has no say in. */
const OWN_HEADERS = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'content-encoding'])

/**
 * Serves the app's pages on the loopback address, from the app's own protocol handler, to this Chromium only.
 * It is Chromium's proxy at the same time, and as that refuses everything.
 *
 * SECURITY: other programs and users of the machine can reach the port. A page needs the Host header and the
 * cookie that only this Chromium has; a socket needs the page's Origin, the cookie and a token that is good once.
 */
export class PageServer {
  readonly cookie = { name: COOKIE, value: randomBytes(32).toString('hex') }
  /** The app's protocol handlers by scheme. */
  readonly handlers = new Map<string, Handler>()
  /** Asked about every request of a page; true refuses it. `url` is the app's or, of foreign requests, the real one. */
  refuses: (url: string, method: string) => Promise<boolean> = () => Promise.resolve(false)
  readonly addresses = new AddressMap()
  private readonly server: Server
  private readonly sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE, perMessageDeflate: false })
  private readonly tokens = new Map<string, (socket: WebSocket) => void>()

  private constructor() {
    this.server = createServer((request, response) => {
      void this.serve(request, response).catch(() => response.destroy())
    })
    this.server.on('upgrade', (request: IncomingMessage, stream, head) => {
      const token = new URL(request.url ?? '/', this.addresses.origin).searchParams.get('token') ?? ''
      const taken = this.tokens.get(token)
      if (!taken || !this.isOurs(request) || request.headers.origin !== this.addresses.origin) return void stream.destroy()
      this.tokens.delete(token)
      this.sockets.handleUpgrade(request, stream, head, taken)
    })
    // Chromium's tunnels to other machines.
    this.server.on('connect', (_request, stream) => {
      stream.on('error', () => undefined)
      stream.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n')
    })
  }

  /** `wanted`: the port of the last run, so that the pages' own storage is found again; another if it is taken. */
  static async listen(wanted: number): Promise<PageServer> {
    const made = new PageServer()
    const listen = (port: number): Promise<void> =>
      new Promise((resolve, reject) => {
        made.server.once('error', reject)
        made.server.listen(port, '127.0.0.1', () => {
          made.server.off('error', reject)
          resolve()
        })
      })
    await listen(wanted).catch(() => listen(0))
    made.addresses.origin = `http://127.0.0.1:${made.port}`
    return made
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  /** A token for one socket; whoever opens one with it is handed over. */
  expectSocket(taken: (socket: WebSocket) => void): string {
    const token = randomBytes(32).toString('hex')
    this.tokens.set(token, taken)
    return token
  }

  close(): void {
    this.server.close()
    this.server.closeAllConnections()
    this.sockets.clients.forEach((socket) => socket.terminate())
  }

  private isOurs(request: IncomingMessage): boolean {
    const { host, cookie = '' } = request.headers
    const given = cookie.split(/;\s*/).find((part) => part.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1) ?? ''
    const expected = Buffer.from(this.cookie.value)
    const actual = Buffer.from(given)
    return host === `127.0.0.1:${this.port}` && actual.length === expected.length && timingSafeEqual(actual, expected)
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? 'GET'
    if (request.url?.startsWith('/') !== true) {
      // A request to somebody else, mostly one of Chromium's own services: we are its proxy, and it ends here.
      return void response.writeHead(403).end()
    }
    if (!this.isOurs(request)) return void response.writeHead(403).end()
    const url = this.addresses.toApp(this.addresses.origin + request.url)
    const handler = url === undefined ? undefined : this.handlers.get(new URL(url).protocol.slice(0, -1))
    if (url === undefined || !handler) return void response.writeHead(404).end()
    if (await this.refuses(url, method)) return void response.writeHead(403).end()
    const body = method === 'GET' || method === 'HEAD' ? {} : { body: Readable.toWeb(request) as unknown as BodyInit, duplex: 'half' }
    const headers = new Headers()
    for (const [name, value] of Object.entries(request.headers))
      if (value !== undefined && !['cookie', 'host', 'connection'].includes(name)) headers.set(name, String(value))
    await this.pass(await handler(new Request(url, { method, headers, ...body })), response)
  }

  private async pass(answer: Response, response: ServerResponse): Promise<void> {
    for (const [name, value] of answer.headers)
      if (!OWN_HEADERS.has(name)) response.setHeader(name, this.addresses.inPolicy(name, value))
    response.writeHead(answer.status, answer.statusText)
    if (!answer.body) return void response.end()
    for await (const bytes of answer.body as unknown as ReadableStream<Uint8Array>) response.write(bytes)
    response.end()
  }
}
