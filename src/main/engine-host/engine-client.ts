import { failure, type Failure, type Result } from '../../shared/codes'
import { eventSchema, type EngineEvent, type EngineInfo, type EngineRequest, type EngineRole, type Timings } from '../../shared/engine-protocol'
import type { Device } from '../../shared/devices'
import { endDetail, endFailure } from './end-failure'
import type { EngineProcess, EngineSpawner, ProcessExit } from './engine-process'
import type { Restful } from './engine-rest'
import { RestartLimit } from './restart-limit'

/** Milliseconds a new process has for its first word. */
const START_DEADLINE = 20_000
/** Milliseconds after which a process that should have answered a cancel counts as hung. */
const CANCEL_GRACE = 3_000

type WithoutJob<T> = T extends { job: string } ? Omit<T, 'job'> : never
type JobRequest = WithoutJob<Exclude<EngineRequest, { type: 'cancel' }>>
/** What a job ends with, save its failure. */
const ENDINGS = ['done', 'loaded', 'status', 'looked', 'heard', 'transcript'] as const
type Ending = Extract<EngineEvent, { type: (typeof ENDINGS)[number] }>

function isEnding(event: EngineEvent): event is Ending {
  return (ENDINGS as readonly string[]).includes(event.type)
}

export interface JobOptions {
  /** Milliseconds from the request; then the job is cancelled, and the process ended if it does not hear. */
  readonly deadline: number
  /** Milliseconds without any event after which the job counts as hung; the deadline alone without it. */
  readonly silence?: number
  /** Runs also where the model could not be loaded: the job does not use it. */
  readonly withoutModel?: boolean
  readonly signal?: AbortSignal
  /** Every event of the job, its ending too. */
  readonly onEvent?: (event: EngineEvent) => void
}

export interface LoadRequest {
  readonly folder: string
  readonly threads: number
  /** The processor without it. A process that crashes on another device is not started again by itself. */
  readonly device?: Device
  readonly half?: boolean
  readonly cacheFolder?: string
  readonly deadline: number
}

export interface Loaded {
  readonly info: EngineInfo
  readonly timings: Timings
}

interface Job {
  readonly onEvent: (event: EngineEvent) => void
  /** The process said something, about this job or the one before it. */
  readonly heard: () => void
  readonly settle: (result: Result<{ event: Ending }>) => void
}

/** What a job gets that waited behind the one that hung: it is put to the next process. */
const BEHIND_A_HUNG_JOB = failure('engine-hung', 'behind another job')

/**
 * One engine process and the jobs in it: starts it, speaks its protocol, gives each job a deadline,
 * ends it when it hangs and starts another when it is gone, at most three times in five minutes.
 */
export class EngineClient implements Restful {
  readonly #spawn: EngineSpawner
  readonly #limit: RestartLimit
  readonly #now: () => number
  readonly #jobs = new Map<string, Job>()
  /** Processes that were ended on purpose: their end counts as no crash. */
  readonly #ended = new WeakSet<EngineProcess>()
  #process: EngineProcess | null = null
  #ready: Promise<Result<object>> = Promise.resolve({ ok: true })
  #loading: Promise<Result<Loaded>> | null = null
  #model: LoadRequest | null = null
  #lastEnd = ''
  #count = 0
  #closed = false
  /** Requests that were taken and not answered yet, those that wait for the model among them. */
  #asked = 0
  #lastAsked: number
  /** Closes when the last of them is answered. */
  #retiring = false

  constructor(
    readonly role: EngineRole,
    spawn: EngineSpawner,
    now: () => number = Date.now,
  ) {
    this.#spawn = spawn
    this.#now = now
    this.#lastAsked = now()
    this.#limit = new RestartLimit(now)
  }

  /** Loads a model; it is loaded again by itself whenever the process had to be started anew. */
  load(request: LoadRequest): Promise<Result<Loaded>> {
    this.#model = request
    this.#loading = this.#load(request)
    return this.#loading
  }

  /** Starts the process before it is known what it will load. */
  prepare(): void {
    void this.#start()
  }

  /** Runs one job behind the model's loading; resolves at once when `signal` aborts. */
  run(request: JobRequest, options: JobOptions): Promise<Result<{ event: Ending }>> {
    return this.#counted(() => this.#run(request, options))
  }

  async #run(request: JobRequest, options: JobOptions): Promise<Result<{ event: Ending }>> {
    const loaded = await this.#loaded()
    if (!loaded.ok && !options.withoutModel) return loaded
    const result = await this.#send(request, options)
    if (result !== BEHIND_A_HUNG_JOB) return result
    const again = await this.#loaded()
    return again.ok || options.withoutModel ? this.#send(request, options) : again
  }

  /** The process's state, also while it loads; it is not started for that. */
  async status(deadline: number): Promise<Result<{ event: Ending }>> {
    if (!this.#process) return failure('engine-start-failed', 'not running')
    return this.#send({ type: 'status' }, { deadline })
  }

  get pid(): number | undefined {
    return this.#process?.pid
  }

  /** The process that runs now, to be told from the next one; null where none does. */
  get current(): object | null {
    return this.#process
  }

  /** Milliseconds since the last answer; null while one is made or loaded for, and where no process runs. */
  idleFor(): number | null {
    const isIdle = this.#process !== null && this.#asked === 0 && this.#jobs.size === 0
    return isIdle ? this.#now() - this.#lastAsked : null
  }

  /** Ends the process to free its memory; the next request starts and loads it again. */
  sleep(): void {
    if (this.idleFor() === null) return
    const process = this.#process
    this.#process = null
    if (!process) return
    this.#ended.add(process)
    process.kill()
  }

  /** Closes as soon as what was asked is answered. */
  retire(): void {
    this.#retiring = true
    if (this.#asked === 0) this.close()
  }

  close(): void {
    this.#closed = true
    this.#end(failure('cancelled'))
  }

  /** The model's loading, begun again where the process that did it is gone. */
  #loaded(): Promise<Result<object>> {
    if (this.#loading === null || (this.#process === null && this.#model)) {
      if (!this.#model) return Promise.resolve(failure('model-not-found', 'no model was named'))
      this.#loading = this.#load(this.#model)
    }
    return this.#loading
  }

  async #counted<T>(work: () => Promise<T>): Promise<T> {
    this.#asked++
    try {
      return await work()
    } finally {
      this.#asked--
      this.#lastAsked = this.#now()
      if (this.#retiring && this.#asked === 0) this.close()
    }
  }

  async #load({ deadline, ...model }: LoadRequest): Promise<Result<Loaded>> {
    const loaded = await this.#counted(() => this.#send({ type: 'load', ...model }, { deadline }))
    if (!loaded.ok) return loaded
    if (loaded.event.type !== 'loaded') return failure('engine-protocol', `load ended with ${loaded.event.type}`)
    const { info, timings } = loaded.event
    return { ok: true, info, timings }
  }

  async #send(request: JobRequest, options: JobOptions): Promise<Result<{ event: Ending }>> {
    if (options.signal?.aborted) return failure('cancelled')
    const started = await this.#start()
    if (!started.ok) return started
    const { promise, resolve } = Promise.withResolvers<Result<{ event: Ending }>>()
    const job = `${request.type}-${++this.#count}`
    const process = this.#process

    const settle = (result: Result<{ event: Ending }>): void => {
      clearTimeout(timer)
      clearTimeout(quiet)
      options.signal?.removeEventListener('abort', onAbort)
      resolve(result)
    }
    const cancel = (settled: (result: Result<{ event: Ending }>) => void): void => {
      process?.post({ type: 'cancel', job })
      const hung = setTimeout(() => {
        if (this.#jobs.has(job) && this.#process === process) this.#end(failure('engine-hung'), job)
      }, CANCEL_GRACE)
      hung.unref()
      if (!this.#jobs.has(job)) return
      this.#jobs.set(job, {
        onEvent: () => undefined,
        heard: () => undefined,
        settle: (result) => {
          clearTimeout(hung)
          settled(result)
        },
      })
    }
    // Who stopped it need not wait for a native run to end; the process must, or it is ended.
    const onAbort = (): void => {
      cancel(() => undefined)
      settle(failure('cancelled'))
    }
    const overdue = (why: Failure) => (): void => {
      cancel((result) => settle(!result.ok && result.code === 'cancelled' ? why : result))
    }
    const timer = setTimeout(overdue(failure('deadline')), options.deadline)
    const { silence } = options
    const quiet = silence === undefined ? undefined : setTimeout(overdue(failure('engine-hung', `silent for ${silence} ms`)), silence)
    options.signal?.addEventListener('abort', onAbort, { once: true })
    this.#jobs.set(job, { settle, onEvent: (event) => options.onEvent?.(event), heard: () => quiet?.refresh() })
    process?.post({ ...request, job })
    return promise
  }

  /** Starts the process unless it runs, and waits for its first word. */
  #start(): Promise<Result<object>> {
    if (this.#closed) return Promise.resolve(failure('cancelled'))
    if (this.#process) return this.#ready
    if (this.#limit.reached) return Promise.resolve(failure('engine-given-up', this.#lastEnd))
    const { promise, resolve } = Promise.withResolvers<Result<object>>()
    const process = this.#spawn(this.role)
    this.#process = process
    this.#ready = promise
    const timer = setTimeout(() => {
      this.#end(failure('engine-start-failed', 'no word from the process'))
      resolve(failure('engine-start-failed', 'no word from the process'))
    }, START_DEADLINE)
    process.onMessage((message) => {
      const parsed = eventSchema.safeParse(message)
      if (!parsed.success) this.#end(failure('engine-protocol', parsed.error.issues[0]?.message ?? 'malformed'))
      else if (parsed.data.type === 'ready') {
        clearTimeout(timer)
        resolve({ ok: true })
      } else this.#hear(parsed.data)
    })
    process.onExit((exit) => {
      clearTimeout(timer)
      this.#exited(process, exit)
      resolve(failure('engine-start-failed', this.#lastEnd))
    })
    return promise
  }

  #hear(event: Exclude<EngineEvent, { type: 'ready' }>): void {
    for (const { heard } of this.#jobs.values()) heard()
    const job = this.#jobs.get(event.job)
    if (!job) return
    job.onEvent(event)
    if (event.type === 'failed') {
      this.#jobs.delete(event.job)
      job.settle(failure(event.code, event.detail))
    } else if (isEnding(event)) {
      this.#jobs.delete(event.job)
      job.settle({ ok: true, event })
    }
  }

  #exited(process: EngineProcess, exit: ProcessExit): void {
    this.#lastEnd = endDetail(exit)
    if (this.#ended.has(process)) return
    this.#limit.note()
    this.#forget(endFailure(exit))
    this.#revive()
  }

  /** Ends the process from this side; what it was doing ends with `why`. */
  #end(why: Failure, culprit?: string): void {
    const process = this.#process
    if (process) {
      this.#ended.add(process)
      process.kill()
      if (!this.#closed) this.#limit.note()
    }
    this.#forget(why, culprit)
    this.#revive()
  }

  /** Starts the next process at once, so that it is ready when the next question comes. */
  #revive(): void {
    const isOfUse = !this.#closed && !this.#retiring && !this.#limit.reached
    const model = this.#model
    if (isOfUse && model && (model.device ?? 'cpu') === 'cpu') this.#loading = this.#load(model)
  }

  #forget(why: Failure, culprit?: string): void {
    this.#process = null
    const jobs = [...this.#jobs]
    this.#jobs.clear()
    for (const [name, job] of jobs) job.settle(culprit === undefined || name === culprit ? why : BEHIND_A_HUNG_JOB)
  }
}
