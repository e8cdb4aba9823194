import { EventEmitter } from 'node:events'
import type { Readable, Writable } from 'node:stream'

type Json = Record<string, unknown>
interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: Json
  readonly result?: Json
  readonly error?: { readonly message: string }
  readonly sessionId?: string
}

/** One target's side of the DevTools protocol. Events are emitted by their method's name. */
export class Session extends EventEmitter {
  constructor(
    private readonly pipe: Pipe,
    readonly id: string | undefined,
  ) {
    super()
  }

  send<T = Json>(method: string, params: Json = {}): Promise<T> {
    return this.pipe.send(method, params, this.id) as Promise<T>
  }

  /** For what may come too late, since the target went away. */
  tell(method: string, params: Json = {}): void {
    this.send(method, params).catch(() => undefined)
  }
}

/**
 * The DevTools protocol over Chromium's pipe: JSON texts, each ended by a zero byte. When this process ends,
 * however it ends, the pipe closes and Chromium with it. Emits 'closed'.
 */
export class Pipe extends EventEmitter {
  readonly browser = new Session(this, undefined)
  private readonly sessions = new Map<string, Session>()
  private readonly waiting = new Map<number, { resolve(value: Json): void; reject(error: Error): void }>()
  private last = 0
  private rest: Buffer[] = []
  private closed = false
  private leaving = false

  constructor(
    private readonly input: Writable,
    output: Readable,
  ) {
    super()
    output.on('data', (bytes: Buffer) => this.read(bytes))
    output.on('close', () => this.end())
    input.on('error', () => this.end())
  }

  session(id: string): Session {
    const known = this.sessions.get(id)
    if (known) return known
    const made = new Session(this, id)
    this.sessions.set(id, made)
    return made
  }

  send(method: string, params: Json, sessionId: string | undefined): Promise<Json> {
    if (this.leaving) return new Promise(() => undefined)
    if (this.closed) return Promise.reject(new Error(`Chromium has ended (${method})`))
    const id = ++this.last
    this.input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }))
  }

  /** From now on nothing is asked, and what was asked stays open, as when a process ends: nobody hears of it. */
  farewell(): void {
    this.leaving = true
    this.waiting.clear()
  }

  private read(bytes: Buffer): void {
    let from = 0
    for (let zero = bytes.indexOf(0); zero >= 0; zero = bytes.indexOf(0, from)) {
      const text = Buffer.concat([...this.rest, bytes.subarray(from, zero)]).toString()
      this.rest = []
      from = zero + 1
      this.hear(JSON.parse(text) as Message)
    }
    if (from < bytes.length) this.rest.push(bytes.subarray(from))
  }

  private hear(message: Message): void {
    if (message.id !== undefined) {
      const waiting = this.waiting.get(message.id)
      this.waiting.delete(message.id)
      if (message.error) waiting?.reject(new Error(message.error.message))
      else waiting?.resolve(message.result ?? {})
      return
    }
    const session = message.sessionId === undefined ? this.browser : this.session(message.sessionId)
    if (message.method === 'Target.detachedFromTarget') {
      const id = String(message.params?.['sessionId'])
      this.sessions.get(id)?.emit('detached')
      this.sessions.delete(id)
    }
    session.emit(message.method ?? '', message.params ?? {})
  }

  private end(): void {
    if (this.closed) return
    this.closed = true
    for (const { reject } of this.waiting.values()) reject(new Error('Chromium has ended'))
    this.waiting.clear()
    this.emit('closed')
  }
}
