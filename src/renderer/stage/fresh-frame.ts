/** Frames that a processor may hold back: the newest alone. */
const HELD = 1

/**
 * The first frame of a track that comes after `ready` has resolved; frames that come before are thrown
 * away. The caller closes it.
 * @returns undefined when the track ended or the signal was given
 */
export async function freshFrame(
  track: MediaStreamTrack,
  ready: Promise<unknown>,
  signal: AbortSignal,
): Promise<VideoFrame | undefined> {
  const state = { ready: false }
  void ready.then(() => (state.ready = true))
  for await (const frame of frames(track, signal)) {
    if (state.ready) return frame
    frame.close()
  }
  return undefined
}

/** The track's frames as they come, each to be closed by the caller, until it ends or the signal is given. */
export async function* frames(track: MediaStreamTrack, signal: AbortSignal): AsyncGenerator<VideoFrame, void> {
  const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: HELD }).readable.getReader()
  const stop = (): void => void reader.cancel()
  signal.addEventListener('abort', stop, { once: true })
  try {
    if (signal.aborted) return
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    signal.removeEventListener('abort', stop)
    await reader.cancel()
  }
}
