import type { Result } from '../../shared/codes'
import type { StagePort } from './stage-port'

/** The system may ask the user first, milliseconds. */
const OPEN_DEADLINE = 60_000

/** What is heard of a microphone that is held. */
interface MicrophoneEvents {
  /** SECURITY: whoever is told keeps it in memory alone and wipes it. 16 kHz, one channel, -1 to 1. */
  readonly sound: (samples: Float32Array) => void
  /** It is gone: unplugged, or the stage is. Told once. */
  readonly ended: () => unknown
}

/** The microphone, from `hold` to `release`, for a spoken question. */
export class Microphone {
  readonly #stage: Pick<StagePort, 'ask' | 'tell' | 'listen' | 'onLost'>
  #hold: { end(): void } | null = null

  constructor(stage: Pick<StagePort, 'ask' | 'tell' | 'listen' | 'onLost'>) {
    this.#stage = stage
  }

  /**
   * Resolves when it is open. Failures: `microphone-none`, `microphone-denied`, `microphone-in-use`,
   * `microphone-lost`, `stage-silent`, `cancelled`; the signal lets it go at once, also later.
   */
  async hold(signal: AbortSignal, { sound, ended }: MicrophoneEvents): Promise<Result<object>> {
    this.release()
    const stage = this.#stage
    const release = (): void => this.release()
    const gone = (): void => {
      this.release()
      ended()
    }
    const ends = [
      stage.listen((event) => {
        if (event.type === 'microphone-sound') sound(event.samples)
        else if (event.type === 'microphone-ended') gone()
      }),
      stage.onLost(gone),
      () => signal.removeEventListener('abort', release),
    ]
    const hold = { end: () => ends.forEach((end) => end()) }
    this.#hold = hold
    signal.addEventListener('abort', release, { once: true })
    const asked = await stage.ask({ type: 'microphone-hold' }, OPEN_DEADLINE, signal)
    // It may have been opened nevertheless.
    if (!asked.ok && this.#hold === hold) this.release()
    return asked.ok ? { ok: true } : asked
  }

  /** Lets it go, at once; nothing is told any more. */
  release(): void {
    if (!this.#hold) return
    this.#hold.end()
    this.#hold = null
    this.#stage.tell({ type: 'microphone-release' })
  }
}
