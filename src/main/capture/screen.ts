import type { Result } from '../../shared/codes'
import type { Picture } from '../../shared/picture'
import type { Rect } from '../../shared/rect'
import { MAX_MASKS } from '../../shared/stage-protocol'
import { around, intersect, share } from '../../shared/rects'
import type { StagePort } from './stage-port'

/** Longest wait for a frame, milliseconds; the stage itself gives up before. */
const FRAME_DEADLINE = 4000

/** What is wanted of the screen; all rectangles in device pixels of the whole desktop. */
export interface ScreenWish {
  /** The display that is meant: its id, and where it lies. */
  readonly display: { readonly id: number; readonly bounds: Rect }
  /** All displays together. */
  readonly desktop: Rect
  readonly crop: Rect
  /** What is painted over: Descry's own windows. */
  readonly masks: readonly Rect[]
  /** Where the mouse pointer may be painted into the frame; null where nobody knows. */
  readonly pointer: Rect | null
}

export interface ScreenPicture {
  readonly picture: Extract<Picture, { kind: 'frame' }>
  /** Share of the crop that was painted over, 0 to 1. */
  readonly masked: number
}

/** Lets the stage see a display, as a user's gesture; costs nothing when it sees it already. */
export type OpenScreen = (display: number) => Promise<Result<object>>

/** Failures of a stream that another one may not have. */
const RETRIED = ['screen-lost', 'stage-silent']

/** Takes pictures of the screen; the stream stays open between them. */
export class ScreenCapture {
  readonly #stage: StagePort
  readonly #open: OpenScreen
  /** The display whose stream is open, as far as main was told. */
  #opened: number | undefined

  constructor(stage: StagePort, open: OpenScreen) {
    this.#stage = stage
    this.#open = open
    stage.listen(({ type }) => {
      if (type === 'screen-ended') this.#opened = undefined
    })
    stage.onLost(() => (this.#opened = undefined))
  }

  /** Opens the stream ahead of the first picture. */
  async prepare(display: number): Promise<Result<object>> {
    if (this.#opened === display) return { ok: true }
    const opened = await this.#open(display)
    if (opened.ok) this.#opened = display
    return opened
  }

  /**
   * A picture of the screen as it is after this call. A stream that ended is opened once more.
   * Failures: `screen-denied`, `screen-lost`, `stage-silent`, `cancelled`.
   */
  async take(wish: ScreenWish, signal?: AbortSignal): Promise<Result<ScreenPicture>> {
    const kept = this.#opened === wish.display.id
    const first = await this.#once(wish, signal)
    if (first.ok || !kept || !RETRIED.includes(first.code)) return first
    this.#opened = undefined
    return this.#once(wish, signal)
  }

  /**
   * For a film: the newest frame that the stream has. `rest` ends the film. Failures as of `take`.
   * @param film how wide in pixels at the most; every pixel when left out
   */
  async film(wish: ScreenWish, film: { readonly width?: number }, signal?: AbortSignal): Promise<Result<ScreenPicture>> {
    return this.#once(wish, signal, film)
  }

  /** No further frame of a film is wanted. */
  rest(): void {
    this.#stage.tell({ type: 'screen-rest' })
  }

  async #once({ display, desktop, crop, masks, pointer }: ScreenWish, signal?: AbortSignal, film?: { readonly width?: number }): Promise<Result<ScreenPicture>> {
    const opened = await this.prepare(display.id)
    if (!opened.ok) return opened
    const request = { display: display.bounds, desktop, crop, masks: masksIn(crop, masks), pointer, ...(film && { film }) }
    const asked = await this.#stage.ask({ type: 'screen', ...request }, FRAME_DEADLINE, signal)
    return asked.ok ? { ok: true, picture: asked.answer.frame, masked: share(masks, crop) } : asked
  }
}

/** The masks that touch the crop; when there are too many, one around them all, for none may be left out. */
function masksIn(crop: Rect, masks: readonly Rect[]): Rect[] {
  const touching = masks.flatMap((mask) => intersect(mask, crop) ?? [])
  return touching.length > MAX_MASKS ? [around(touching)] : touching
}
