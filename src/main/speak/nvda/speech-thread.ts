import { Worker } from 'node:worker_threads'
import type { ClientCall, ClientReply } from './client-worker'

/** One thread that waits in speakSsml, a text at a time. */
export class SpeechThread {
  readonly #worker: Worker
  #out: ((code: number | undefined) => void) | undefined

  constructor(file: URL, library: string) {
    this.#worker = new Worker(file, { workerData: library, env: {} })
    // An idle client keeps no process alive.
    this.#worker.unref()
    this.#worker.on('message', (reply: ClientReply) => this.#returned('failed' in reply ? undefined : reply.code))
    this.#worker.on('error', () => this.#returned(undefined))
  }

  /** A call has not returned. */
  get busy(): boolean {
    return this.#out !== undefined
  }

  /** One at a time, however long it takes; undefined where the library could not be called. */
  ask(call: ClientCall): Promise<number | undefined> {
    return new Promise((resolve) => {
      this.#out = resolve
      this.#worker.postMessage(call)
    })
  }

  /** Never while a call is out: only that it returns ends such a thread. */
  async end(): Promise<void> {
    await this.#worker.terminate()
  }

  #returned(code: number | undefined): void {
    const out = this.#out
    this.#out = undefined
    out?.(code)
  }
}
