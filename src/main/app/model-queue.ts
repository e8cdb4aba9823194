import { failure, type Result } from '../../shared/codes'
import type { ModelsState, ModelWorkKind } from '../../shared/app-state'
import type { DownloadProgress } from '../../shared/model-catalogue'
import { percentOf } from '../../shared/model-words'
import type { WorkOptions } from '../models/model-store'

/** Something to do with one model that takes its time. */
export interface ModelJob {
  readonly kind: ModelWorkKind
  /** Null while a folder or archive is added. */
  readonly id: string | null
  readonly name: string
  run(options: WorkOptions): Promise<Result<object>>
}

interface Entry {
  readonly job: ModelJob
  readonly ended: Promise<Result<object>>
  readonly settle: (result: Result<object>) => void
  readonly fail: (error: unknown) => void
  readonly controller: AbortController
  readonly hearers: Set<(progress: DownloadProgress) => void>
}

interface QueueParts {
  /** Hears of every change, of progress by whole per cents. */
  readonly changed: (work: ModelsState['work'], waiting: ModelsState['waiting']) => void
}

/** Work on models, one after the other: two downloads at once would only share the line. */
export class ModelQueue {
  readonly #parts: QueueParts
  #current: Entry | null = null
  #waiting: readonly Entry[] = []
  #progress: DownloadProgress | null = null

  constructor(parts: QueueParts) {
    this.#parts = parts
  }

  /** How many would come before a new one. */
  get length(): number {
    return this.#waiting.length + (this.#current ? 1 : 0)
  }

  /** Whether something is done with this model, or will be. */
  has(id: string): boolean {
    return this.#all().some(({ job }) => job.id === id)
  }

  /**
   * Does the work when its turn comes. The same work on the same model, asked for again, is one.
   *
   * @param options `signal` takes whoever asked out of it, and ends the work if nobody else asked for it
   */
  add(job: ModelJob, options: WorkOptions = {}): Promise<Result<object>> {
    const known = this.#all().find((entry) => job.id !== null && entry.job.id === job.id && entry.job.kind === job.kind)
    const entry = known ?? this.#enter(job)
    const { signal, onProgress } = options
    if (onProgress) entry.hearers.add(onProgress)
    const { promise: left, resolve: leave } = Promise.withResolvers<Result<object>>()
    const abort = (): void => {
      // Who only joined it leaves it to whoever began it.
      if (known) leave(failure('cancelled'))
      else this.#end(entry)
    }
    if (signal?.aborted) abort()
    signal?.addEventListener('abort', abort, { once: true })
    return Promise.race([entry.ended, left]).finally(() => {
      signal?.removeEventListener('abort', abort)
      if (onProgress) entry.hearers.delete(onProgress)
    })
  }

  /** Ends the work on a model, or takes it out of those that wait. @returns whether there was any */
  stop(id: string | null): boolean {
    const entry = this.#all().find(({ job }) => job.id === id)
    if (entry) this.#end(entry)
    return entry !== undefined
  }

  /** Ends all; resolves when nothing writes any more. What was fetched stays for the next time. */
  async close(): Promise<void> {
    const all = this.#all()
    for (const entry of all.toReversed()) this.#end(entry)
    await Promise.allSettled(all.map(({ ended }) => ended))
  }

  #all(): readonly Entry[] {
    return [...(this.#current ? [this.#current] : []), ...this.#waiting]
  }

  #enter(job: ModelJob): Entry {
    const { promise: ended, resolve: settle, reject: fail } = Promise.withResolvers<Result<object>>()
    const entry: Entry = { job, ended, settle, fail, controller: new AbortController(), hearers: new Set() }
    this.#waiting = [...this.#waiting, entry]
    // Whoever asked hears first that it waits.
    queueMicrotask(() => this.#next())
    this.#tell()
    return entry
  }

  #next(): void {
    const [entry, ...rest] = this.#waiting
    if (this.#current || !entry) return
    this.#current = entry
    this.#waiting = rest
    this.#progress = null
    this.#tell()
    void this.#run(entry)
  }

  async #run(entry: Entry): Promise<void> {
    const { job, controller, hearers, settle, fail } = entry
    const onProgress = (progress: DownloadProgress): void => {
      for (const hear of hearers) hear(progress)
      const before = this.#progress
      this.#progress = progress
      if (before?.phase !== progress.phase || wholePercent(before) !== wholePercent(progress)) this.#tell()
    }
    try {
      settle(await job.run({ signal: controller.signal, onProgress }))
    } catch (error) {
      // A bug of ours: whoever asked hears of it, and the others have their turn.
      fail(error)
    } finally {
      this.#current = null
      this.#progress = null
      this.#tell()
      this.#next()
    }
  }

  #end(entry: Entry): void {
    entry.controller.abort()
    if (entry === this.#current) return
    this.#waiting = this.#waiting.filter((other) => other !== entry)
    entry.settle(failure('cancelled'))
    this.#tell()
  }

  #tell(): void {
    const current = this.#current
    const work = current && { kind: current.job.kind, id: current.job.id, name: current.job.name, progress: this.#progress }
    this.#parts.changed(work, this.#waiting.map(({ job: { id, name } }) => ({ id, name })))
  }
}

const wholePercent = ({ received, total }: DownloadProgress): number => percentOf(received, total)
