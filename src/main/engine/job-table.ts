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

/** What is worked on one after the other, beside the other lane. */
interface Lane {
  readonly queue: Work[]
  running: string | null
  /** Settles when nothing of it runs or waits any more. */
  drained: Promise<void>
}

const emptyLane = (): Lane => ({ queue: [], running: null, drained: Promise.resolve() })

/**
 * Sound does not wait for a picture's text: it is heard between two native runs of a reading, which goes on
 * when all sound is done. Run by run in turns, three seconds of speech took the time of a whole reading.
 */
const SOUND: readonly Work['type'][] = ['load-speech', 'hear', 'transcribe']
const laneOf = ({ type }: Work): 'sound' | 'picture' => (SOUND.includes(type) ? 'sound' : 'picture')

/** Checks what arrives, runs one job of a lane at a time, and hears a cancel between a job's native runs. */
export class JobTable {
  readonly #role: Role
  readonly #emit: Emit
  readonly #lanes: Readonly<Record<'sound' | 'picture', Lane>> = {
    sound: emptyLane(),
    picture: emptyLane(),
  }
  readonly #cancelled = new Set<string>()

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
      const lane = this.#lanes[laneOf(request)]
      lane.queue.push(request)
      if (lane.running === null) lane.drained = this.#drain(lane)
    }
  }

  #cancel(job: string): void {
    for (const { queue, running } of Object.values(this.#lanes)) {
      const waiting = queue.findIndex((request) => request.job === job)
      if (waiting !== -1) {
        queue.splice(waiting, 1)
        this.#fail(job, failure('cancelled'))
      } else if (running === job) this.#cancelled.add(job)
    }
  }

  async #drain(lane: Lane): Promise<void> {
    for (let request = lane.queue.shift(); request; request = lane.queue.shift()) {
      const { job } = request
      lane.running = job
      const turn: Turn = {
        cancelled: () => this.#cancelled.has(job),
        pause: async () => {
          // An immediate runs after the messages that are waiting.
          await new Promise((resolve) => setImmediate(resolve))
          if (lane !== this.#lanes.sound) await this.#lanes.sound.drained
        },
      }
      const failed = await this.#role.work(request, turn, this.#emit).catch(unexpected)
      const cancelled = this.#cancelled.delete(job)
      if (failed) this.#fail(job, cancelled ? failure('cancelled') : failed)
    }
    lane.running = null
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
