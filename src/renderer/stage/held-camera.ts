import { failure, type Result } from '../../shared/codes'
import { openCamera, settledFrame } from './camera'
import { framePixels, type FramePicture } from './frame-pixels'
import { inTime } from './in-time'
import { smallFrame } from './small-frame'

/** Frames a second that the camera is asked for: twice as many as are looked at, so that the newest is new. */
const FRAME_RATE = 10
/** A camera that sends nothing for so long has gone, whatever it says, milliseconds. */
const FRAME_DEADLINE = 3000

interface Held {
  readonly track: MediaStreamTrack
  readonly reader: ReadableStreamDefaultReader<VideoFrame>
  readonly release: () => void
}

/** One open camera whose newest frame can be had again and again; one stream, however often it is asked for. */
export class HeldCamera {
  readonly #ended: () => void
  #held: Held | undefined
  #opening: AbortController | undefined
  #turn: Promise<unknown> = Promise.resolve()

  /** @param ended the camera that was held is gone */
  constructor(ended: () => void) {
    this.#ended = ended
  }

  /** Resolves when the camera is open and its exposure has settled; the signal and `release` let it go at once. */
  async hold(signal: AbortSignal): Promise<Result<object>> {
    this.release()
    const opening = (this.#opening = new AbortController())
    const given = AbortSignal.any([signal, opening.signal])
    const opened = await openCamera(given, FRAME_RATE)
    if (!opened.ok) return opened
    const { track, release } = opened
    given.addEventListener('abort', release, { once: true })
    const settled = await settledFrame(track, given).catch((error: unknown) => failure('camera-lost', String(error)))
    given.removeEventListener('abort', release)
    if (!settled.ok || given.aborted) {
      release()
      return settled.ok ? failure('cancelled') : settled
    }
    // Of the frames that nobody takes, the newest alone is kept.
    const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 1 }).readable.getReader()
    const held: Held = { track, reader, release }
    this.#held = held
    track.addEventListener('ended', () => this.#gone(held))
    return { ok: true }
  }

  /** The newest frame. @param width at the most, in pixels; whole without it */
  frame(width?: number): Promise<Result<{ frame: FramePicture }>> {
    const next = this.#turn.then(() => this.#frame(width))
    this.#turn = next.catch(() => undefined)
    return next
  }

  release(): void {
    this.#opening?.abort()
    this.#opening = undefined
    const held = this.#held
    this.#held = undefined
    held?.release()
    void held?.reader.cancel()
  }

  /** It is let go, too: another one, or the same anew, can be held. */
  #gone(held: Held): void {
    if (this.#held !== held) return
    this.release()
    this.#ended()
  }

  async #frame(width: number | undefined): Promise<Result<{ frame: FramePicture }>> {
    const held = this.#held
    if (!held) return failure('camera-lost', 'no camera is held')
    const read = await inTime(held.reader.read(), FRAME_DEADLINE)
    if (this.#held !== held) {
      read?.value?.close()
      return failure('camera-lost', 'it was let go')
    }
    const frame = read?.value
    if (!frame) {
      this.#gone(held)
      return failure('camera-lost', read ? 'the stream ended' : `no frame in ${FRAME_DEADLINE} ms`)
    }
    const t = Date.now()
    try {
      const whole = frame.visibleRect?.width ?? 0
      const isSmall = width !== undefined && whole > width
      return { ok: true, frame: isSmall ? smallFrame(frame, t, width) : await framePixels(frame, t) }
    } finally {
      frame.close()
    }
  }
}
