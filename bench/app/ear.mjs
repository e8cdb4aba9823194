// Hears when something sounds in a session: PulseAudio's monitor, at ten milliseconds.
import { setTimeout as wait } from 'node:timers/promises'

const RATE = 44_100
/** The null sink's own silence is exactly 0. */
const AUDIBLE = 33

/** @returns {Promise<{ next: () => Promise<number> }>} `next`: when the next sound began, ms since the epoch */
export async function listen(session) {
  const args = ['--device=probe.monitor', '--raw', '--format=s16le', '--channels=1', `--rate=${RATE}`, '--latency-msec=10']
  const child = session.start('parecord', args, { stdio: ['ignore', 'pipe', 'ignore'] })
  let waiting = []
  await new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('parecord ended')))
    child.stdout.once('data', resolve)
  })
  child.stdout.on('data', (bytes) => {
    const arrived = Date.now()
    for (let at = 0; at + 1 < bytes.length; at += 2) {
      if (Math.abs(bytes.readInt16LE(at)) < AUDIBLE) continue
      // What came later in this piece was recorded later.
      const began = arrived - ((bytes.length - at) / 2 / RATE) * 1000
      for (const tell of waiting.splice(0)) tell(began)
      return
    }
  })
  return {
    next: () => Promise.race([new Promise((resolve) => waiting.push(resolve)), wait(10_000, NaN, { ref: false })]),
  }
}
