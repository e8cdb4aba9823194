import { failure, type Failure, type Result } from '../../shared/codes'
import { brightness } from './brightness'
import { framePixels, type FramePicture } from './frame-pixels'
import { frames } from './fresh-frame'
import { CAMERA_FAILURES, mediaFailure } from './media-failure'
import { isSettled, type Brightness } from './settled'

/** Enough for the model and for text held up to the camera, and every camera has something near it. */
const LOOK: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 } }
/** A camera that was opened and sends nothing for so long is not going to, milliseconds. */
const FRAME_DEADLINE = 5000

/**
 * Opens the camera, takes one frame when its exposure has settled, and releases it at once, also when
 * the signal is given. The frame is as the camera sees: never mirrored.
 */
export async function lookThroughCamera(signal: AbortSignal): Promise<Result<{ frame: FramePicture }>> {
  const opened = await openCamera(signal)
  if (!opened.ok) return opened
  const { track, release } = opened
  signal.addEventListener('abort', release, { once: true })
  try {
    return await settledFrame(track, signal)
  } catch (error) {
    return lost(signal, String(error))
  } finally {
    signal.removeEventListener('abort', release)
    release()
  }
}

interface OpenCamera {
  readonly track: MediaStreamTrack
  readonly release: () => void
}

/** @param most frames a second; as many as the camera likes without it */
export async function openCamera(signal: AbortSignal, most?: number): Promise<Result<OpenCamera>> {
  const video = most === undefined ? LOOK : { ...LOOK, frameRate: { ideal: most } }
  let stream: MediaStream
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video, audio: false })
  } catch (error) {
    return signal.aborted ? failure('cancelled') : mediaFailure(error, CAMERA_FAILURES, 'camera-lost')
  }
  const release = (): void => stream.getTracks().forEach((track) => track.stop())
  const [track] = stream.getVideoTracks()
  if (track && !signal.aborted) return { ok: true, track, release }
  release()
  return lost(signal, 'no picture')
}

/** The first frame whose exposure has settled. */
export async function settledFrame(track: MediaStreamTrack, signal: AbortSignal): Promise<Result<{ frame: FramePicture }>> {
  const seen: Brightness[] = []
  const idle = new AbortController()
  const watch = (): ReturnType<typeof setTimeout> => setTimeout(() => idle.abort(), FRAME_DEADLINE)
  let timer = watch()
  try {
    for await (const frame of frames(track, AbortSignal.any([signal, idle.signal]))) {
      clearTimeout(timer)
      timer = watch()
      try {
        const t = Date.now()
        seen.push({ t, level: await brightness(frame) })
        if (isSettled(seen)) return { ok: true, frame: await framePixels(frame, t) }
      } finally {
        frame.close()
      }
    }
    return lost(signal, `the camera ended after ${seen.length} frames`)
  } finally {
    clearTimeout(timer)
  }
}

function lost(signal: AbortSignal, detail: string): Failure {
  return signal.aborted ? failure('cancelled') : failure('camera-lost', detail.slice(0, 500))
}
