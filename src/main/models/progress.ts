import type { DownloadProgress } from '../../shared/model-catalogue'
import type { Clock } from './clock'

type Phase = DownloadProgress['phase']

/** Milliseconds between two reports of the same phase: a bar moves smoothly, and nobody is flooded. */
const EVERY = 200

export interface Progress {
  /** Begins a phase; always reported. */
  phase(phase: Phase, received: number, total: number): void
  /** Sets what is there; reported at most every 200 ms. */
  set(received: number): void
}

export function trackProgress(
  id: string,
  clock: Clock,
  onProgress: ((progress: DownloadProgress) => void) | undefined,
): Progress {
  let now: DownloadProgress = { id, phase: 'listing', received: 0, total: 0 }
  let reportedAt = 0
  const report = (): void => {
    reportedAt = clock.now()
    onProgress?.(now)
  }
  return {
    phase(phase, received, total) {
      now = { id, phase, received, total }
      report()
    },
    set(received) {
      now = { ...now, received }
      if (clock.now() - reportedAt >= EVERY) report()
    },
  }
}
