import type { ScreenReaderName } from '../desktop/desktop'

/** Who reads the screen: one that Descry knows, one that it does not, or nobody. */
export type Reader = ScreenReaderName | 'unknown' | null

interface WatchParts {
  /** The reader that runs, of those that are known; asks nobody and starts nothing. */
  readonly known: () => Promise<ScreenReaderName | null>
  /** Whether the desktop says that any runs. */
  readonly any: () => Promise<boolean>
  readonly changed: (now: Reader, before: Reader) => void
  readonly timers: { setTimeout(run: () => void, milliseconds: number): unknown; clearTimeout(timer: never): void }
}

/** A reader that came or went is known within two seconds; milliseconds between two looks. */
const EVERY = 1000
/** A desktop says that a reader runs before it does, and after: so many looks in a row make it one we do not know. */
const UNKNOWN_AFTER = 5

export interface ReaderWatch {
  readonly now: Reader
  /** Looks at once. */
  look(): Promise<void>
  stop(): void
}

/** Watches which screen reader runs, for as long as Descry does. */
export function watchReader({ known, any, changed, timers }: WatchParts): ReaderWatch {
  let now: Reader = null
  let strangeLooks = 0
  let timer: unknown
  let stopped = false

  async function look(): Promise<void> {
    const found: Reader = await known()
    strangeLooks = found === null && (await any()) ? strangeLooks + 1 : 0
    const next = strangeLooks >= UNKNOWN_AFTER ? 'unknown' : found
    if (stopped || next === now) return
    const before = now
    now = next
    changed(next, before)
  }
  async function run(): Promise<void> {
    // What could not be told this time may be told the next.
    await look().catch(() => undefined)
    if (!stopped) timer = timers.setTimeout(() => void run(), EVERY)
  }
  timer = timers.setTimeout(() => void run(), EVERY)
  return {
    get now() {
      return now
    },
    look,
    stop() {
      stopped = true
      timers.clearTimeout(timer as never)
    },
  }
}
