import { Worker } from 'node:worker_threads'
import type { ClientCall, ClientReply, ClientRequest } from './client-worker'

/** What a call returned, or why it did not: the library could not be loaded, or no answer came in time. */
export type ClientAnswer =
  { readonly code: number; readonly pid?: number; readonly ssml?: boolean } | { readonly failed: string } | 'silent'

interface Waiting {
  readonly resolve: (answer: ClientAnswer) => void
  readonly onMark: ((name: string) => void) | undefined
}

/** A file beside this one in the sources, and beside the bundle when built. */
function workerFile(): URL {
  const here = import.meta.url
  return here.endsWith('.ts') ? new URL('./client-worker.ts', here) : new URL('./nvda-worker.js', here)
}

/** One thread that calls the library at `path`; it starts with the first call, and its calls run in order. */
export class ClientThread {
  readonly path: string
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | undefined
  #lastId = 0

  constructor(path: string) {
    this.path = path
  }

  /** A call has not returned. */
  get busy(): boolean {
    return this.#waiting.size > 0
  }

  /**
   * @param milliseconds how long to wait for the answer; the call itself cannot be ended, and those after it
   *   wait for it
   */
  ask(call: ClientCall, milliseconds?: number, onMark?: (name: string) => void): Promise<ClientAnswer> {
    const worker = (this.#worker ??= this.#start())
    const id = ++this.#lastId
    return new Promise((resolve) => {
      const timer = milliseconds === undefined ? undefined : setTimeout(() => resolve('silent'), milliseconds)
      const answered = (answer: ClientAnswer): void => {
        clearTimeout(timer)
        resolve(answer)
      }
      this.#waiting.set(id, { resolve: answered, onMark })
      const request: ClientRequest = { ...call, id }
      worker.postMessage(request)
    })
  }

  /** Ends the thread; one that waits in a call ends only when that returns, and is not waited for. */
  async end(): Promise<void> {
    const worker = this.#worker
    const held = this.busy
    this.#over()
    const ended = worker?.terminate()
    if (!held) await ended
  }

  #start(): Worker {
    const worker = new Worker(workerFile(), { workerData: this.path, env: {} })
    // An idle client keeps no process alive.
    worker.unref()
    worker.on('message', (reply: ClientReply) => {
      const waiting = this.#waiting.get(reply.id)
      if ('mark' in reply) {
        waiting?.onMark?.(reply.mark)
        return
      }
      this.#waiting.delete(reply.id)
      waiting?.resolve(reply)
    })
    worker.on('error', () => this.#over())
    return worker
  }

  #over(): void {
    this.#worker = undefined
    for (const { resolve } of this.#waiting.values()) resolve('silent')
    this.#waiting.clear()
  }
}
