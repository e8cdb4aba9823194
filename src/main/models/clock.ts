/** Time as the store needs it, handed in so that no test waits for it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Runs `then` once after `milliseconds`, unless the returned function was called before. */
  after(milliseconds: number, then: () => void): () => void
}

export const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  after: (milliseconds, then) => {
    const timer = setTimeout(then, milliseconds)
    return () => clearTimeout(timer)
  },
}

/** Waits; false at once when the signal is or gets aborted. */
export async function pause(clock: Clock, milliseconds: number, signal: AbortSignal | undefined): Promise<boolean> {
  if (signal?.aborted) return false
  return new Promise((resolve) => {
    const end = (whole: boolean): void => {
      cancel()
      signal?.removeEventListener('abort', aborted)
      resolve(whole)
    }
    const aborted = (): void => end(false)
    const cancel = clock.after(milliseconds, () => end(true))
    signal?.addEventListener('abort', aborted)
  })
}
