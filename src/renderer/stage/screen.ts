import { failure, type Failure, type Result } from '../../shared/codes'
import type { FramePicture } from './frame-pixels'
import { freshFrame } from './fresh-frame'
import { mediaFailure, SCREEN_FAILURES } from './media-failure'
import { ScreenFilm } from './screen-film'
import { placedIn, screenPicture, type ScreenRequest } from './screen-picture'

/**
 * Every pixel of the screen, never scaled. `cursor` is asked for where a browser knows it; Chromium 156
 * does not and paints the pointer into the frame.
 */
const WHOLE: MediaTrackConstraints & { readonly cursor: string; readonly resizeMode: string } = {
  width: { ideal: 16_384, max: 16_384 },
  height: { ideal: 16_384, max: 16_384 },
  resizeMode: 'none',
  cursor: 'never',
}
/** A stream that nobody looks at: a picture in ten seconds costs 0.3 % of a core, thirty a second 8 to 16 %. */
const RESTING = { ...WHOLE, frameRate: { max: 0.1 } }
/** A stream that is looked at: the sooner the next frame, the better. */
const AWAKE = { ...WHOLE, frameRate: { ideal: 60, max: 60 } }

/** A stream of which a film is looked at: as many frames as are asked for. */
const FILMED = { ...WHOLE, frameRate: { max: 5 } }

/** Time for a frame after it was asked for, milliseconds; usual are 15 to 60. */
const FRAME_DEADLINE = 2000

/**
 * The screen's stream: opened once, by a user's gesture, and kept, for on some systems opening it asks
 * the user. It rests between pictures. Changing its rate starts the capture anew, so the first frame
 * after that was taken after the request, also of a screen on which nothing moves.
 */
export class Screen {
  readonly #ended: () => void
  #track: MediaStreamTrack | undefined
  /** Which source the stream shows; main knows what it means. */
  #source: string | undefined
  /** Pictures are taken one after the other: they share the stream's rate. */
  #turn: Promise<unknown> = Promise.resolve()
  #film: ScreenFilm | undefined

  /** @param ended the system took the stream away */
  constructor(ended: () => void) {
    this.#ended = ended
  }

  /** Opens the stream of a source unless it is open already; needs a user's gesture. */
  open(source: string): Promise<Result<object>> {
    return this.#next(() => this.#open(source))
  }

  async #open(source: string): Promise<Result<object>> {
    if (this.#track?.readyState === 'live' && this.#source === source) return { ok: true }
    this.#film?.close()
    this.#film = undefined
    this.#track?.stop()
    this.#track = undefined
    try {
      const stream = await navigator.mediaDevices.getDisplayMedia({ video: RESTING, audio: false })
      const [track] = stream.getVideoTracks()
      if (!track) return failure('screen-lost', 'a stream without a picture')
      this.#track = track
      this.#source = source
      track.addEventListener('ended', () => {
        if (this.#track !== track) return
        this.#track = undefined
        this.#ended()
      })
      return { ok: true }
    } catch (error) {
      return mediaFailure(error, SCREEN_FAILURES, 'screen-lost')
    }
  }

  /** A picture of the screen as it is after this call; of a film the newest frame, whose stream goes on as it was. */
  take(request: ScreenRequest, signal: AbortSignal): Promise<Result<{ frame: FramePicture }>> {
    return this.#next(() => (request.film ? this.#filmed(request, signal) : this.#take(request, signal)))
  }

  /** The stream rests again between pictures. */
  endFilm(): void {
    void this.#next(async () => {
      if (!this.#film) return
      this.#film.close()
      this.#film = undefined
      if (this.#track) await rest(this.#track, RESTING)
    })
  }

  async #filmed(request: ScreenRequest, signal: AbortSignal): Promise<Result<{ frame: FramePicture }>> {
    const track = this.#track
    if (signal.aborted) return failure('cancelled')
    if (track?.readyState !== 'live') return failure('screen-lost', 'the screen is not open')
    if (!this.#film?.isOf(track)) {
      this.#film?.close()
      await rest(track, FILMED)
      this.#film = new ScreenFilm(track)
    }
    return this.#film.frame(request)
  }

  async #take(request: ScreenRequest, signal: AbortSignal): Promise<Result<{ frame: FramePicture }>> {
    const track = this.#track
    if (signal.aborted) return failure('cancelled')
    if (track?.readyState !== 'live') return failure('screen-lost', 'the screen is not open')
    const late = AbortSignal.timeout(FRAME_DEADLINE)
    try {
      const frame = await freshFrame(track, awake(track), AbortSignal.any([signal, late]))
      if (!frame) return missing(track, signal)
      const t = Date.now()
      try {
        const found = placedIn(frame, request)
        return found.ok ? { ok: true, frame: await screenPicture(frame, t, found.placed, request) } : found
      } finally {
        frame.close()
      }
    } finally {
      // Nobody waits for it but the next picture.
      this.#turn = this.#turn.then(() => rest(track, this.#film?.isOf(track) ? FILMED : RESTING))
    }
  }

  /** Runs a task when all earlier ones have ended. */
  #next<T>(task: () => Promise<T>): Promise<T> {
    const run = this.#turn.then(task)
    this.#turn = run.catch(() => undefined)
    return run
  }
}

/** Resolves when frames that come from now on were taken after this call. */
async function awake(track: MediaStreamTrack): Promise<void> {
  // A stream that cannot change its rate sends frames at its own.
  await track.applyConstraints(AWAKE).catch(() => undefined)
}

/** Resolves in time even when the system does not: the next picture waits for it. */
async function rest(track: MediaStreamTrack, rate: MediaTrackConstraints): Promise<void> {
  if (track.readyState !== 'live') return
  const resting = track.applyConstraints(rate).catch(() => undefined)
  await Promise.race([resting, new Promise((resolve) => setTimeout(resolve, FRAME_DEADLINE))])
}

function missing(track: MediaStreamTrack, signal: AbortSignal): Failure {
  if (signal.aborted) return failure('cancelled')
  return failure('screen-lost', track.readyState === 'live' ? 'no frame in time' : 'the stream ended')
}
