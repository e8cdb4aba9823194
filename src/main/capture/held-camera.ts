import { failure, type Result } from '../../shared/codes'
import type { Picture } from '../../shared/picture'
import type { StagePort } from './stage-port'

/** The system may ask the user first; a camera itself takes up to some seconds, milliseconds. */
const OPEN_DEADLINE = 30_000
/** The stage itself gives up before, milliseconds. */
const FRAME_DEADLINE = 8000

type Frame = Extract<Picture, { kind: 'frame' }>

/** A camera that stays open from `hold` to `release`, for narration. */
export class HeldCamera {
  readonly #stage: StagePort
  #isHeld = false

  constructor(stage: StagePort) {
    this.#stage = stage
    stage.listen(({ type }) => {
      if (type === 'camera-ended') this.#isHeld = false
    })
    stage.onLost(() => (this.#isHeld = false))
  }

  /**
   * Resolves when it is open and its exposure has settled. Failures: `camera-none`, `camera-denied`,
   * `camera-in-use`, `camera-lost`, `stage-silent`, `cancelled`; the signal releases it.
   */
  async hold(signal: AbortSignal): Promise<Result<object>> {
    const asked = await this.#stage.ask({ type: 'camera-hold' }, OPEN_DEADLINE, signal)
    if (!asked.ok) {
      // It may just have been opened.
      this.release()
      return asked
    }
    this.#isHeld = true
    return { ok: true }
  }

  /**
   * The newest frame, at the most so wide. Failures: `camera-lost` where it is gone, `stage-silent`, which let it go;
   * `cancelled`.
   */
  async frame(signal: AbortSignal, width?: number): Promise<Result<{ frame: Frame }>> {
    if (!this.#isHeld) return failure('camera-lost', 'it ended')
    const asked = await this.#stage.ask({ type: 'camera-frame', ...(width === undefined ? {} : { width }) }, FRAME_DEADLINE, signal)
    if (asked.ok) return { ok: true, frame: asked.answer.frame }
    // SECURITY: a camera of which nothing comes may still be on.
    if (asked.code !== 'cancelled') this.release()
    return asked
  }

  /** Lets it go, at once. */
  release(): void {
    this.#isHeld = false
    this.#stage.tell({ type: 'camera-release' })
  }
}
