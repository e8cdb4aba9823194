import { failure, type Result } from '../../shared/codes'
import type { Rect } from '../../shared/rect'
import type { FramePicture } from './frame-pixels'
import { inTime } from './in-time'
import { paintOver } from './masks'
import { placedIn, screenPicture, type ScreenRequest } from './screen-picture'
import { smallFrame } from './small-frame'

/** Wait for the first frame of a film, milliseconds. */
const FIRST = 2000
/** Wait for a frame that is there already, milliseconds: of a screen on which nothing moves none may come. */
const NEXT = 15

/** Frames that may lie ready: one that was waited for in vain, and the newest. */
const READY = 2

/** The screen's stream while it is looked at again and again: its newest frame, small or with every pixel. */
export class ScreenFilm {
  readonly #track: MediaStreamTrack
  readonly #reader: ReadableStreamDefaultReader<VideoFrame>
  /** A frame that was waited for in vain: the next request gets it. */
  #coming: Promise<ReadableStreamReadResult<VideoFrame>> | undefined
  #newest: { readonly frame: VideoFrame; readonly t: number } | undefined

  constructor(track: MediaStreamTrack) {
    this.#track = track
    // Of the frames that nobody takes, the newest alone is kept.
    this.#reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 1 }).readable.getReader()
  }

  isOf(track: MediaStreamTrack): boolean {
    return this.#track === track
  }

  /** The newest frame's crop, painted over as asked. */
  async frame(request: ScreenRequest): Promise<Result<{ frame: FramePicture }>> {
    for (let ready = 0; ready < READY && (await this.#advance()); ready++);
    if (!this.#newest) return failure('screen-lost', 'no frame in time')
    const { frame, t } = this.#newest
    const found = placedIn(frame, request)
    if (!found.ok) return found
    const { placed } = found
    const width = request.film?.width
    if (width === undefined) return { ok: true, frame: await screenPicture(frame, t, placed, request) }
    const small = smallFrame(frame, t, Math.min(width, placed.crop.width), placed.crop)
    const scale = small.width / placed.crop.width
    paintOver(small.bytes, small, request.masks.map((mask) => scaled(placed.within(mask), scale, small)))
    return { ok: true, frame: small }
  }

  close(): void {
    this.#newest?.frame.close()
    this.#newest = undefined
    void this.#coming?.then(({ value }) => value?.close(), () => undefined)
    void this.#reader.cancel()
  }

  /** @returns whether there was one that is newer */
  async #advance(): Promise<boolean> {
    this.#coming ??= this.#reader.read()
    const read = await inTime(this.#coming, this.#newest ? NEXT : FIRST)
    if (!read) return false
    this.#coming = undefined
    if (!read.value) return false
    this.#newest?.frame.close()
    this.#newest = { frame: read.value, t: Date.now() }
    return true
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
