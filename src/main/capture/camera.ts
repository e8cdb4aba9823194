import type { Result } from '../../shared/codes'
import type { Picture } from '../../shared/picture'
import type { StagePort } from './stage-port'

/** The system may ask the user first; a camera itself takes up to some seconds, milliseconds. */
const DEADLINE = 30_000

/** One look through the camera, which is released again at once. */
export class CameraCapture {
  readonly #stage: StagePort

  constructor(stage: StagePort) {
    this.#stage = stage
  }

  /**
   * Failures: `camera-none`, `camera-denied`, `camera-in-use`, `camera-lost`, `stage-silent`, `cancelled`;
   * the signal releases the camera.
   */
  async look(signal?: AbortSignal): Promise<Result<{ picture: Extract<Picture, { kind: 'frame' }> }>> {
    const asked = await this.#stage.ask({ type: 'camera' }, DEADLINE, signal)
    return asked.ok ? { ok: true, picture: asked.answer.frame } : asked
  }
}
