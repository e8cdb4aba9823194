import { failure, type Failure, type Result } from '../../shared/codes'
import { eventSchema, type EngineEvent, type EngineRequest, type EngineRole } from '../../shared/engine-protocol'
import { endFailure } from './end-failure'
import type { EngineSpawner } from './engine-process'

export interface OneShotOptions<T extends EngineEvent['type']> {
  readonly role: EngineRole
  /** The event that answers the request. */
  readonly ending: T
  /** Milliseconds, the start included; a process that is over it is ended and counts as hung. */
  readonly deadline: number
  /** Ends the process at once. */
  readonly signal?: AbortSignal
  readonly onEvent?: (event: EngineEvent) => void
}

/**
 * Starts a process for one request and ends it afterwards, whatever came of it: what it did to its device or
 * its memory goes with it.
 *
 * Errors: engine-crashed, engine-out-of-memory, engine-hung, engine-protocol, cancelled, and what the engine
 * itself failed with.
 */
export async function runOnce<T extends EngineEvent['type']>(
  spawn: EngineSpawner,
  request: EngineRequest,
  { role, ending, deadline, signal, onEvent }: OneShotOptions<T>,
): Promise<Result<{ event: Extract<EngineEvent, { type: T }> }>> {
  if (signal?.aborted) return failure('cancelled')
  const { promise, resolve } = Promise.withResolvers<Result<{ event: Extract<EngineEvent, { type: T }> }>>()
  const stop = (why: Failure) => (): void => resolve(why)
  const onAbort = stop(failure('cancelled'))
  const timer = setTimeout(stop(failure('engine-hung', `over ${deadline} ms`)), deadline)
  signal?.addEventListener('abort', onAbort, { once: true })
  const process = spawn(role)
  process.onExit((exit) => resolve(endFailure(exit)))
  process.onMessage((message) => {
    const parsed = eventSchema.safeParse(message)
    if (!parsed.success) return resolve(failure('engine-protocol', parsed.error.issues[0]?.message ?? 'malformed'))
    const event = parsed.data
    if (event.type === 'ready') return process.post(request)
    onEvent?.(event)
    if (event.type === 'failed') resolve(failure(event.code, event.detail))
    else if (isOf(event, ending)) resolve({ ok: true, event })
  })
  const result = await promise
  clearTimeout(timer)
  signal?.removeEventListener('abort', onAbort)
  process.kill()
  return result
}

function isOf<T extends EngineEvent['type']>(event: EngineEvent, type: T): event is Extract<EngineEvent, { type: T }> {
  return event.type === type
}
