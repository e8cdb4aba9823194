import { failure, type Result } from '../../shared/codes'
import type { Rect } from '../../shared/rect'
import type { FramePicture } from './frame-pixels'
import { inTime } from './in-time'
import { paintOver } from './masks'
import { placedIn, screenPicture, type ScreenRequest } from './screen-picture'
import { smallFrame } from './small-frame'

/** Wait for the first frame of a film, milliseconds. */
const FIRST = 2000

interface Taken {
  readonly frame: VideoFrame
  /** Milliseconds since the epoch. */
  readonly t: number
}

/**
 * The screen's stream while it is looked at again and again: its newest frame, small or with every pixel. Frames are
 * taken as they come, and one is kept: the capture has three in all (Chromium 156), and while they are held, also those
 * that nobody takes, no picture can be taken beside the film.
 */
export class ScreenFilm {
  readonly #track: MediaStreamTrack
  readonly #reader: ReadableStreamDefaultReader<VideoFrame>
  readonly #begun = Promise.withResolvers<null>()
  #newest: Taken | undefined
  #isClosed = false

  constructor(track: MediaStreamTrack) {
    this.#track = track
    this.#reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 1 }).readable.getReader()
    void this.#watch().catch(() => undefined)
  }

  isOf(track: MediaStreamTrack): boolean {
    return this.#track === track
  }

  /** The newest frame's crop, painted over as asked. */
  async frame(request: ScreenRequest): Promise<Result<{ frame: FramePicture }>> {
    if (!this.#newest) await inTime(this.#begun.promise, FIRST)
    if (!this.#newest) return failure('screen-lost', 'no frame in time')
    const { t } = this.#newest
    // The next one closes it.
    const frame = this.#newest.frame.clone()
    try {
      const found = placedIn(frame, request)
      if (!found.ok) return found
      const { placed } = found
      const width = request.film?.width
      if (width === undefined) return { ok: true, frame: await screenPicture(frame, t, placed, request) }
      const small = smallFrame(frame, t, Math.min(width, placed.crop.width), placed.crop)
      const scale = small.width / placed.crop.width
      paintOver(small.bytes, small, request.masks.map((mask) => scaled(placed.within(mask), scale, small)))
      return { ok: true, frame: small }
    } finally {
      frame.close()
    }
  }

  close(): void {
    this.#isClosed = true
    this.#keep(undefined)
    void this.#reader.cancel()
  }

  async #watch(): Promise<void> {
    for (;;) {
      const { value } = await this.#reader.read()
      if (!value) return
      if (this.#isClosed) return value.close()
      this.#keep({ frame: value, t: Date.now() })
      this.#begun.resolve(null)
    }
  }

  #keep(taken: Taken | undefined): void {
    this.#newest?.frame.close()
    this.#newest = taken
  }
}

/** Every pixel that the mask touches, and a seam around it: a scaled pixel is made of its neighbours, too. */
function scaled({ x, y, width, height }: Rect, scale: number, within: { readonly width: number; readonly height: number }): Rect {
  if (width === 0 || height === 0) return { x: 0, y: 0, width: 0, height: 0 }
  const left = Math.max(0, Math.floor(x * scale) - 1)
  const top = Math.max(0, Math.floor(y * scale) - 1)
  const right = Math.min(within.width, Math.ceil((x + width) * scale) + 1)
  const bottom = Math.min(within.height, Math.ceil((y + height) * scale) + 1)
  return { x: left, y: top, width: right - left, height: bottom - top }
}
