import { failure, type FailureCode, type Result } from '../../shared/codes'
import { pause, type Clock } from './clock'

/** What may be gone by itself a moment later; nothing else is tried again. */
const PASSING: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'download-refused',
  'download-server-error',
  'download-stalled',
  'download-cut',
])

/** Milliseconds before each further try. */
export const WAITS = [1_000, 4_000, 15_000] as const

/** Does the work again while it fails by something that passes; the last failure is the answer. */
export async function retry<T>(
  work: () => Promise<Result<T>>,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<Result<T>> {
  for (const wait of WAITS) {
    const done = await work()
    if (done.ok || !PASSING.has(done.code)) return done
    if (!(await pause(clock, wait, signal))) return failure('cancelled')
  }
  return work()
}
