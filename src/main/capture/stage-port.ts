import { randomUUID } from 'node:crypto'
import { failure, type Failure, type Result } from '../../shared/codes'
import { stageEventSchema, type StageEvent, type StageRequest } from '../../shared/stage-protocol'

/** The end of a MessageChannel, as Electron's MessagePortMain is. */
export interface Port {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

/** Requests that are answered once, by an event of the same job. */
type Asking = Extract<StageRequest, { job: string; type: 'screen' | 'camera' | 'camera-hold' | 'camera-frame' | 'microphone-hold' | 'voices' | 'speak' }>
type Telling = Exclude<StageRequest, Asking | { type: 'cancel' }>
type Answer = Extract<StageEvent, { job: string }>
type Told = Exclude<StageEvent, Answer>
/** The answer to each sort of request when all is well. */
const ANSWERS = { screen: 'frame', camera: 'frame', 'camera-hold': 'camera-held', 'microphone-hold': 'microphone-held', 'camera-frame': 'frame', voices: 'voices', speak: 'spoken' } as const
type AnswerTo<T extends Asking['type']> = Extract<StageEvent, { type: (typeof ANSWERS)[T] }>
type Unnamed<R extends Asking> = R extends Asking ? Omit<R, 'job'> : never

interface Waiting {
  readonly expected: Answer['type']
  readonly settle: (answer: Answer | Failure) => void
}

/**
 * Main's end of the line to the stage window. It outlives the window: when that is started again, the new
 * port is connected here. A request that cannot be answered (no port, port closed, too late, an answer
 * that is none) ends as `stage-silent`.
 */
export class StagePort {
  #port: Port | undefined
  readonly #waiting = new Map<string, Waiting>()
  readonly #listeners = new Set<(event: Told) => void>()
  readonly #losses = new Set<() => void>()

  /** Replaces the port; what was asked over the one before ends as `stage-silent`. */
  connect(port: Port): void {
    this.close()
    this.#port = port
    port.on('message', ({ data }) => {
      if (this.#port === port) this.#hear(data)
    })
    port.on('close', () => {
      if (this.#port === port) this.#lose()
    })
    port.start()
  }

  /** Hears what no request answers: `ready`, `sounded`, `earcon-ended`, `screen-ended`, `camera-ended`, `microphone-…`. @returns ends it */
  listen(listener: (event: Told) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Told when the stage is gone: its streams, sounds and words with it. @returns ends it */
  onLost(lost: () => void): () => void {
    this.#losses.add(lost)
    return () => void this.#losses.delete(lost)
  }

  /** @returns false when there is no stage to tell */
  tell(request: Telling): boolean {
    this.#port?.postMessage(request)
    return this.#port !== undefined
  }

  /**
   * Asks and waits for the answer. The signal ends the wait at once as `cancelled` and tells the stage.
   * @param deadline milliseconds
   */
  ask<T extends Asking['type']>(
    request: Unnamed<Extract<Asking, { type: T }>> & { readonly type: T },
    deadline: number,
    signal?: AbortSignal,
  ): Promise<Result<{ answer: AnswerTo<T> }>> {
    const port = this.#port
    if (signal?.aborted) return Promise.resolve(failure('cancelled'))
    if (!port) return Promise.resolve(failure('stage-silent', 'there is no stage'))
    const job = randomUUID()
    return new Promise((resolve) => {
      const giveUp = (why: Failure): void => {
        port.postMessage({ type: 'cancel', job })
        settle(why)
      }
      const cancel = (): void => giveUp(failure('cancelled'))
      const settle = (answer: Answer | Failure): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', cancel)
        this.#waiting.delete(job)
        resolve('code' in answer ? failureOf(answer) : { ok: true, answer: answer as AnswerTo<T> })
      }
      const timer = setTimeout(() => giveUp(failure('stage-silent', `no answer in ${deadline} ms`)), deadline)
      signal?.addEventListener('abort', cancel, { once: true })
      this.#waiting.set(job, { expected: ANSWERS[request.type], settle })
      port.postMessage({ ...request, job })
    })
  }

  close(): void {
    const port = this.#port
    this.#lose()
    port?.close()
  }

  #lose(): void {
    if (!this.#port) return
    this.#port = undefined
    for (const { settle } of [...this.#waiting.values()]) settle(failure('stage-silent', 'the stage is gone'))
    for (const lost of [...this.#losses]) lost()
  }

  #hear(message: unknown): void {
    const parsed = stageEventSchema.safeParse(message)
    if (!parsed.success) {
      this.#waiting.get(jobOf(message))?.settle(failure('stage-silent', 'an answer that is none'))
      return
    }
    const event = parsed.data
    if (!('job' in event)) {
      for (const listener of [...this.#listeners]) listener(event)
      return
    }
    const waiting = this.#waiting.get(event.job)
    if (!waiting) return
    const fits = event.type === waiting.expected || event.type === 'failed'
    waiting.settle(fits ? event : failure('stage-silent', `answered with ${event.type}`))
  }
}

function failureOf({ code, detail }: Pick<Failure, 'code' | 'detail'> | Extract<Answer, { type: 'failed' }>): Failure {
  return failure(code, detail)
}

function jobOf(message: unknown): string {
  const job: unknown = typeof message === 'object' && message !== null && 'job' in message ? message.job : undefined
  return typeof job === 'string' ? job : ''
}
