import { spawn } from 'node:child_process'
import type { Session } from './session'

/** Samples a second of what is recorded. */
const RATE = 44_100
/** Ten milliseconds. */
const WINDOW = RATE / 100
/** Louder than this, 0 to 1, a window is not silent: the null sink's own silence is exactly 0. */
const AUDIBLE = 0.001

export interface Recording {
  /** Resolves when samples come in; from then on the sink works in short steps. */
  readonly ready: Promise<unknown>
  /** Resolves when something audible was recorded after the call. */
  heard(): Promise<void>
  /** Ends the recording. */
  stop(): Promise<Sounds>
}

interface Sounds {
  /** Seconds of windows with sound in them. */
  readonly audible: number
  /** Milliseconds since the epoch of the last window with sound; undefined when all was silent. */
  readonly lastHeardAt: number | undefined
}

/** Records what a session's null sink plays. */
export function record(session: Session): Recording {
  const args = [
    '--device=probe.monitor',
    '--raw',
    '--format=s16le',
    '--channels=1',
    `--rate=${RATE}`,
    '--latency-msec=10',
  ]
  const child = spawn('parecord', args, { env: session.env, stdio: ['ignore', 'pipe', 'ignore'] })
  let rest = Buffer.alloc(0)
  let audible = 0
  let lastHeardAt: number | undefined
  let waiting: (() => void)[] = []
  const ready = Promise.withResolvers<undefined>()
  child.stdout.on('data', (bytes: Buffer) => {
    ready.resolve(undefined)
    rest = Buffer.concat([rest, bytes])
    const arrived = Date.now()
    const windows = Math.floor(rest.length / (WINDOW * 2))
    for (let w = 0; w < windows; w++) {
      const from = w * WINDOW * 2
      if (loudness(rest.subarray(from, from + WINDOW * 2)) <= AUDIBLE) continue
      audible += 0.01
      // The last window of this piece was recorded as it arrived, those before earlier.
      lastHeardAt = arrived - (windows - 1 - w) * 10
      for (const tell of waiting.splice(0)) tell()
    }
    rest = rest.subarray(windows * WINDOW * 2)
  })
  return {
    ready: ready.promise,
    heard: () => new Promise((resolve) => (waiting = [...waiting, resolve])),
    async stop() {
      const gone = new Promise((resolve) => child.once('close', resolve))
      child.kill('SIGTERM')
      await gone
      return { audible, lastHeardAt }
    },
  }
}

function loudness(pcm: Buffer): number {
  let peak = 0
  for (let i = 0; i + 1 < pcm.length; i += 2) peak = Math.max(peak, Math.abs(pcm.readInt16LE(i)))
  return peak / 32_768
}
