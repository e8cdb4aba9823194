import { failure, type Failure } from '../../shared/codes'
import { requestSchema, type EngineEvent, type EngineRequest } from '../../shared/engine-protocol'
import type { Turn } from './turn'

/** A job's own requests: what a role works on, one after the other. */
export type Work = Exclude<EngineRequest, { type: 'cancel' | 'status' }>

export type Emit = (event: EngineEvent) => void

/** One half of the engine: does the work of its requests and knows its state. */
export interface Role {
  /** @returns null when the job has emitted its own last event, or why it failed */
  work(request: Work, turn: Turn, emit: Emit): Promise<Failure | null>
  status(job: string): EngineEvent
}

/** Checks what arrives, runs one job at a time, and hears a cancel between a job's native runs. */
export class JobTable {
  readonly #role: Role
  readonly #emit: Emit
  readonly #queue: Work[] = []
  readonly #cancelled = new Set<string>()
  #running: string | null = null

  constructor(role: Role, emit: Emit) {
    this.#role = role
    this.#emit = emit
  }

  hear(message: unknown): void {
    const parsed = requestSchema.safeParse(message)
    if (!parsed.success) {
      this.#fail(jobOf(message), failure('engine-protocol', parsed.error.issues[0]?.message ?? 'malformed'))
      return
    }
    const request = parsed.data
    if (request.type === 'status') this.#emit(this.#role.status(request.job))
    else if (request.type === 'cancel') this.#cancel(request.job)
    else {
      this.#queue.push(request)
      void this.#drain()
    }
  }

  #cancel(job: string): void {
    const waiting = this.#queue.findIndex((request) => request.job === job)
    if (waiting !== -1) {
      this.#queue.splice(waiting, 1)
      this.#fail(job, failure('cancelled'))
    } else if (this.#running === job) this.#cancelled.add(job)
  }

  async #drain(): Promise<void> {
    if (this.#running !== null) return
    for (let request = this.#queue.shift(); request; request = this.#queue.shift()) {
      const { job } = request
      this.#running = job
      const turn: Turn = {
        cancelled: () => this.#cancelled.has(job),
        // An immediate runs after the messages that are waiting.
        pause: () => new Promise((resolve) => setImmediate(resolve)),
      }
      const failed = await this.#role.work(request, turn, this.#emit).catch(unexpected)
      const cancelled = this.#cancelled.delete(job)
      if (failed) this.#fail(job, cancelled ? failure('cancelled') : failed)
    }
    this.#running = null
  }

  #fail(job: string, { code, detail }: Failure): void {
    this.#emit({ type: 'failed', job, code, ...(detail === undefined ? {} : { detail: detail.slice(0, 2000) }) })
  }
}

function jobOf(message: unknown): string {
  const job: unknown = typeof message === 'object' && message !== null && 'job' in message ? message.job : null
  return typeof job === 'string' && job !== '' && job.length <= 64 ? job : 'unknown'
}

/** A throw in a role is a bug or the runtime's; the job ends with its words and the process lives on. */
function unexpected(error: unknown): Failure {
  const text = error instanceof Error ? error.message : String(error)
  const memory = /bad.?alloc|out of memory|failed to allocate/i.test(text)
  return failure(memory ? 'engine-out-of-memory' : 'engine-crashed', text)
}
