import { Worker } from 'node:worker_threads'

/** What a worker answers where its native part could not be loaded or threw; for logs. */
export interface NativeFailure {
  readonly failed: string
}

export interface NativeThreadOptions<Request, Reply> {
  /** The worker's file; it answers every message with one message, in order. */
  readonly file: URL
  /** The worker's `workerData`. */
  readonly data: unknown
  /** A call that was given up came back after all. */
  readonly late?: (request: Request, reply: Reply | NativeFailure) => void
  /** Gives what ends this process at once, whatever its threads do; asked for when a call hangs. */
  readonly endProcess: () => Promise<(code: number) => void>
}

interface Waiting<Request, Reply> {
  readonly request: Request
  readonly settle: (reply: Reply | NativeFailure | undefined) => void
  /** Nobody waits for it any more. */
  givenUp: boolean
}

/**
 * Calls into another program's interface, in a thread of their own: such a call waits for that program,
 * and while it hangs, keys and voices go on. One call is out at a time; those behind it stay here, so
 * that a call that was given up before it began never happens.
 *
 * A thread cannot be stopped inside of a native call, and Node joins every thread before it leaves: a
 * process with a hanging one stays for as long as the other program hangs. Therefore this process is ended
 * at `exit` while a call hangs.
 */
export class NativeThread<Request, Reply> {
  readonly #options: NativeThreadOptions<Request, Reply>
  readonly #queue: Waiting<Request, Reply>[] = []
  #out: Waiting<Request, Reply> | undefined
  #worker: Worker | undefined
  #end: ((code: number) => void) | undefined

  constructor(options: NativeThreadOptions<Request, Reply>) {
    this.#options = options
  }

  /**
   * @param deadline milliseconds
   * @returns undefined when there was no answer until then, or while an earlier call still hangs
   */
  ask(request: Request, deadline: number): Promise<Reply | NativeFailure | undefined> {
    if (this.#out?.givenUp) return Promise.resolve(undefined)
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#giveUp(waiting), deadline)
      const waiting: Waiting<Request, Reply> = {
        request,
        givenUp: false,
        settle(reply) {
          clearTimeout(timer)
          resolve(reply)
        },
      }
      this.#queue.push(waiting)
      this.#pump()
    })
  }

  /** Ends the thread; one that hangs is left behind, and goes with the process. */
  async close(): Promise<void> {
    const worker = this.#worker
    for (const waiting of this.#queue.splice(0)) waiting.settle(undefined)
    if (this.#out?.givenUp) return
    this.#ended()
    await worker?.terminate()
  }

  #pump(): void {
    const next = this.#out ? undefined : this.#queue.shift()
    if (!next) return
    this.#out = next
    this.#worker ??= this.#start()
    this.#worker.postMessage(next.request)
  }

  #giveUp(waiting: Waiting<Request, Reply>): void {
    waiting.givenUp = true
    if (waiting === this.#out) this.#guard()
    else this.#queue.splice(this.#queue.indexOf(waiting), 1)
    waiting.settle(undefined)
  }

  #guard(): void {
    process.on('exit', this.#exit)
    void this.#options.endProcess().then((end) => (this.#end = end))
  }

  readonly #exit = (code: number): void => this.#end?.(code)

  #start(): Worker {
    const worker = new Worker(this.#options.file, { workerData: this.#options.data, env: {} })
    // An idle thread keeps no process alive.
    worker.unref()
    worker.on('message', (reply: Reply | NativeFailure) => this.#came(reply))
    worker.on('error', (error) => {
      if (this.#worker !== worker) return
      this.#worker = undefined
      this.#came({ failed: String(error) })
    })
    worker.on('exit', () => {
      if (this.#worker === worker) this.#ended()
    })
    return worker
  }

  #came(reply: Reply | NativeFailure): void {
    const out = this.#out
    this.#out = undefined
    if (out?.givenUp) {
      process.off('exit', this.#exit)
      this.#options.late?.(out.request, reply)
    } else out?.settle(reply)
    this.#pump()
  }

  #ended(): void {
    this.#worker = undefined
    this.#out?.settle(undefined)
    this.#out = undefined
  }
}
