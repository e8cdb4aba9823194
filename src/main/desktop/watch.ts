import type { Result } from '../../shared/codes'

/** Between two looks at the active window where the system does not tell of changes, milliseconds. */
const INTERVAL = 500

/** Tells when the active window changed, by asking again and again until the returned function is called. */
export function watchByAsking(
  ask: () => Promise<Result<{ id: number | null }>>,
  changed: (id: number | null) => void,
  interval = INTERVAL,
): () => void {
  let last: number | null | undefined
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  const look = async (): Promise<void> => {
    const now = await ask()
    if (stopped) return
    if (now.ok) {
      if (last !== undefined && now.id !== last) changed(now.id)
      last = now.id
    }
    timer = setTimeout(() => void look(), interval)
    timer.unref()
  }
  void look()
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}
