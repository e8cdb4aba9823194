import type { MemoryVerdict } from './memory-verdict'

/** Milliseconds between looks at the clock and at the memory. */
const EVERY = 15_000
/** Under pressure, milliseconds without work after which a process ends: a second question often comes soon. */
const PRESSED_REST: Readonly<Record<Exclude<MemoryVerdict, 'fine'>, number>> = { low: 60_000, critical: 5_000 }

/** Milliseconds without work after which a model of this size is let go. */
export const DEFAULT_REST = 10 * 60_000
/** Bytes of graphs; what is smaller stays: it costs little memory, and its first word should come at once. */
const LARGE = 300 * 1024 * 1024

export interface RestPolicy {
  /** Milliseconds without work after which a large model is let go; null never. */
  readonly after: number | null
}

/** Whether a process that has had no work for `idle` milliseconds should end and free its memory. Pure. */
export function shouldRest(idle: number, size: number, memory: MemoryVerdict, policy: RestPolicy): boolean {
  if (memory !== 'fine' && idle >= PRESSED_REST[memory]) return true
  return policy.after !== null && size >= LARGE && idle >= policy.after
}

/** What rests: an engine that ends its process and starts it again by itself at the next request. */
export interface Restful {
  /** Milliseconds since the last job ended; null while one runs or where there is no process. */
  idleFor(): number | null
  sleep(): void
}

export interface RestOptions {
  readonly policy: RestPolicy
  readonly memory: () => MemoryVerdict
  /** Bytes of the model's graphs. */
  readonly size: () => number
}

/**
 * Ends an engine's process when it has long had no work, or memory is short.
 *
 * @returns what ends the watch
 */
export function watchForRest(engine: Restful, { policy, memory, size }: RestOptions): () => void {
  const timer = setInterval(() => {
    const idle = engine.idleFor()
    if (idle !== null && shouldRest(idle, size(), memory(), policy)) engine.sleep()
  }, EVERY)
  timer.unref()
  return () => clearInterval(timer)
}
