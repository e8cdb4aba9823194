import { EventEmitter } from 'node:events'
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { Operations } from './worker'

type Name = keyof Operations
type Args<N extends Name> = Parameters<Operations[N]>
type Answer<N extends Name> = Awaited<ReturnType<Operations[N]>>
interface Reply {
  readonly id: number
  readonly value?: unknown
  readonly error?: string
}

/** Longer than any honest answer of an X server on this machine, ms. */
const PATIENCE = 5_000

/**
 * The desktop, as the main thread sees it: the X server behind its own thread. `now` waits for the answer, as
 * Electron's synchronous calls do (under a millisecond); `later` gives a promise; `tell` wants none.
 *
 * Events: 'frame' (frame, name, detail), 'key' (accelerator), 'monitors', 'gone'.
 */
export class Desktop extends EventEmitter {
  private readonly worker: Worker
  private readonly answered = new Int32Array(new SharedArrayBuffer(4))
  private readonly port
  private readonly waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  private last = 0
  readonly ready: Promise<void>

  constructor(bundle: URL) {
    super()
    const { port1, port2 } = new MessageChannel()
    this.port = port1
    this.worker = new Worker(bundle, {
      workerData: { calls: port2, answered: this.answered },
      transferList: [port2],
    })
    this.ready = new Promise((resolve, reject) => {
      this.worker.on('message', ([name, ...details]: [string, ...unknown[]]) => {
        if (name === 'ready') resolve()
        else this.emit(name, ...details)
      })
      this.worker.on('error', reject)
    })
    this.port.on('message', (reply: Reply) => this.settle(reply))
    this.worker.unref()
    this.port.unref()
  }

  now<N extends Name>(name: N, ...args: Args<N>): Answer<N> {
    const id = this.post(name, args, true)
    const until = Date.now() + PATIENCE
    while (Date.now() < until) {
      const seen = Atomics.load(this.answered, 0)
      const reply = this.take(id)
      if (reply) {
        if (reply.error !== undefined) throw new Error(reply.error)
        return reply.value as Answer<N>
      }
      Atomics.wait(this.answered, 0, seen, 50)
    }
    throw new Error(`the X server does not answer (${name})`)
  }

  later<N extends Name>(name: N, ...args: Args<N>): Promise<Answer<N>> {
    return new Promise((resolve, reject) => {
      this.waiting.set(this.post(name, args, false), { resolve, reject })
    })
  }

  tell<N extends Name>(name: N, ...args: Args<N>): void {
    this.post(name, args, false)
  }

  async close(): Promise<void> {
    await this.worker.terminate()
  }

  private post(name: Name, args: unknown[], waiting: boolean): number {
    this.port.postMessage({ name, args, id: ++this.last, waiting })
    return this.last
  }

  /** The reply with this id, if it is there; others that come before it are settled. */
  private take(id: number): Reply | undefined {
    for (;;) {
      const received = receiveMessageOnPort(this.port) as { message: Reply } | undefined
      if (!received) return undefined
      if (received.message.id === id) return received.message
      this.settle(received.message)
    }
  }

  private settle(reply: Reply): void {
    const waiting = this.waiting.get(reply.id)
    this.waiting.delete(reply.id)
    if (reply.error === undefined) waiting?.resolve(reply.value)
    else waiting?.reject(new Error(reply.error))
  }
}
