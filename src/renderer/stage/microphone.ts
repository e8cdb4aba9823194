import { failure, type Failure, type Result } from '../../shared/codes'
import { SAMPLE_RATE } from '../../shared/sound'
import { mediaFailure, MICROPHONE_FAILURES } from './media-failure'
import { Resampler } from './resampler'

/**
 * One voice near a microphone. Where the system can, all that its loudspeaker says is taken out, a screen reader's voice,
 * too; elsewhere what this program says, if anything. macOS would ask the user whether all sound may be recorded.
 */
const SPEECH: MediaTrackConstraints = {
  channelCount: 1,
  echoCancellation: navigator.platform.startsWith('Mac') ? true : { ideal: 'all' },
  noiseSuppression: true,
  autoGainControl: true,
}
/** Samples that are told at a time: a tenth of a second. */
const PIECE = SAMPLE_RATE / 10
/** Pieces of some ten milliseconds that may wait while the page does something else. */
const HELD = 200

interface MicrophoneEvents {
  /** SECURITY: valid during the call only: it is wiped afterwards. 16 kHz, one channel, -1 to 1. */
  readonly sound: (samples: Float32Array<ArrayBuffer>) => void
  /** The microphone that was held is gone. */
  readonly ended: () => void
}

interface Held {
  readonly track: MediaStreamTrack
  readonly reader: ReadableStreamDefaultReader<AudioData>
}

/** One open microphone, whose sound is told as it comes until it is let go. SECURITY: nothing of it is kept. */
export class Microphone {
  readonly #events: MicrophoneEvents
  #held: Held | undefined
  #opening: AbortController | undefined

  constructor(events: MicrophoneEvents) {
    this.#events = events
  }

  /** Resolves when it is open; the signal and `release` let it go at once. */
  async hold(signal: AbortSignal): Promise<Result<object>> {
    this.release()
    const opening = (this.#opening = new AbortController())
    const given = AbortSignal.any([signal, opening.signal])
    const opened = await openTrack(given)
    if (!opened.ok) return opened
    const { track } = opened
    const reader = new MediaStreamTrackProcessor<AudioData>({ track, maxBufferSize: HELD }).readable.getReader()
    const held: Held = { track, reader }
    this.#held = held
    track.addEventListener('ended', () => this.#lose(held))
    void this.#pump(held)
    return { ok: true }
  }

  release(): void {
    this.#opening?.abort()
    this.#opening = undefined
    const held = this.#held
    this.#held = undefined
    held?.track.stop()
    void held?.reader.cancel()
  }

  async #pump(held: Held): Promise<void> {
    const pieces = new Pieces((samples) => {
      if (this.#held === held) this.#events.sound(samples)
    })
    try {
      for (;;) {
        const { value, done } = await held.reader.read()
        if (done) break
        try {
          pieces.push(value)
        } finally {
          value.close()
        }
      }
    } catch {
      // What cannot be read any more has gone.
    } finally {
      pieces.clear()
      this.#lose(held)
    }
  }

  #lose(held: Held): void {
    if (this.#held !== held) return
    this.release()
    this.#events.ended()
  }
}

async function openTrack(signal: AbortSignal): Promise<Result<{ track: MediaStreamTrack }>> {
  let stream: MediaStream
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: SPEECH, video: false })
  } catch (error) {
    return signal.aborted ? failure('cancelled') : mediaFailure(error, MICROPHONE_FAILURES, 'microphone-lost')
  }
  const [track] = stream.getAudioTracks()
  if (track && !signal.aborted) return { ok: true, track }
  for (const one of stream.getTracks()) one.stop()
  return lost(signal)
}

function lost(signal: AbortSignal): Failure {
  return signal.aborted ? failure('cancelled') : failure('microphone-lost', 'no sound')
}

/** Sound of any rate and number of channels as pieces of one length, rate and channel. */
class Pieces {
  readonly #tell: MicrophoneEvents['sound']
  readonly #piece = new Float32Array(PIECE)
  #count = 0
  #rate = 0
  #resampler = new Resampler(SAMPLE_RATE, SAMPLE_RATE)

  constructor(tell: MicrophoneEvents['sound']) {
    this.#tell = tell
  }

  push(data: AudioData): void {
    if (data.sampleRate !== this.#rate) {
      this.#resampler.clear()
      this.#rate = data.sampleRate
      this.#resampler = new Resampler(this.#rate, SAMPLE_RATE)
    }
    const mixed = mono(data)
    const samples = this.#resampler.push(mixed)
    mixed.fill(0)
    for (let at = 0; at < samples.length; ) {
      const part = samples.subarray(at, at + PIECE - this.#count)
      this.#piece.set(part, this.#count)
      this.#count += part.length
      at += part.length
      if (this.#count < PIECE) continue
      this.#tell(this.#piece)
      this.#piece.fill(0)
      this.#count = 0
    }
    samples.fill(0)
  }

  clear(): void {
    this.#piece.fill(0)
    this.#count = 0
    this.#resampler.clear()
  }
}

/** The mean of all channels. */
function mono(data: AudioData): Float32Array {
  const { numberOfChannels, numberOfFrames } = data
  const mixed = new Float32Array(numberOfFrames)
  const plane = new Float32Array(numberOfFrames)
  for (let channel = 0; channel < numberOfChannels; channel++) {
    data.copyTo(plane, { planeIndex: channel, format: 'f32-planar' })
    for (let i = 0; i < numberOfFrames; i++) mixed[i] = (mixed[i] ?? 0) + (plane[i] ?? 0) / numberOfChannels
  }
  plane.fill(0)
  return mixed
}
