import { memoryVerdict, type MemoryReading } from '../engine-host/memory-verdict'
import type { DeviceFinder } from './device-finder'
import type { VisionEngine } from './vision-engine'

/** Milliseconds between looks at whether there is time to try devices. */
const EVERY = 5_000
/** Milliseconds without work before one is tried: the next question often comes at once. */
const IDLE = 10_000
/** A model that fails so often cannot be tried, whatever the device. */
const MOST_FAILURES = 3
/** The model is there once more on the processor, once on the device, and once where it serves. */
const COPIES = 3

interface SearchOptions {
  readonly engine: Pick<VisionEngine, 'asked' | 'size' | 'idleFor' | 'learn'>
  readonly finder: Pick<DeviceFinder, 'known' | 'find'>
  /** Null where it is not known. */
  readonly onMains: () => boolean | null
  readonly memory: () => MemoryReading
}

/** Tries devices while nobody waits for anything, and goes over to one that is faster. */
export class DeviceSearch {
  readonly #options: SearchOptions
  #stop: AbortController | null = null
  /** The folder that nothing is left to be tried with. */
  #done: string | null = null
  #failures = 0

  constructor(options: SearchOptions) {
    this.#options = options
  }

  /** @returns what ends it */
  start(): () => void {
    const timer = setInterval(() => void this.look(), EVERY)
    timer.unref()
    return () => clearInterval(timer)
  }

  /** Tries devices if it is the time for it; resolves when that is done or was broken off. */
  async look(): Promise<void> {
    const { engine, finder } = this.#options
    const { folder, device } = engine.asked
    if (this.#stop || device !== 'auto' || folder === this.#done || !this.#isTime()) return
    const stop = new AbortController()
    this.#stop = stop
    try {
      const before = await finder.known(folder)
      const found = before.complete ? { ok: true as const, known: before } : await finder.find(folder, stop.signal)
      if (stop.signal.aborted) return
      if (found.ok || ++this.#failures >= MOST_FAILURES) this.#done = folder
      if (!found.ok) return
      this.#failures = 0
      if (engine.asked.folder === folder) await engine.learn(found.known)
    } finally {
      this.#stop = null
    }
  }

  /** Somebody waits for an answer: what is being tried is ended at once and begun again later. */
  interrupt(): void {
    this.#stop?.abort()
  }

  #isTime(): boolean {
    const { engine, onMains, memory } = this.#options
    if ((engine.idleFor() ?? 0) < IDLE || onMains() === false) return false
    const reading = memory()
    return memoryVerdict(reading) === 'fine' && reading.available > COPIES * engine.size
  }
}
