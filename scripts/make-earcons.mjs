// Makes resources/earcons/*.wav: 16 bits, 22.05 kHz, one channel. Run it after a change and commit the files.
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const RATE = 22_050
const FOLDER = new URL('../resources/earcons/', import.meta.url)

/**
 * Each sound is a list of notes: frequency in hertz (from, to), start and length in seconds, loudness
 * 0 to 1. What begins rises, what ends falls, failure is low and twice; below 1,100 hertz, where age
 * takes little of the hearing.
 */
const EARCONS = {
  began: [{ hz: [523, 659], at: 0, length: 0.09, loudness: 0.45 }],
  tick: [{ hz: [880, 880], at: 0, length: 0.03, loudness: 0.22 }],
  done: [
    { hz: [523, 523], at: 0, length: 0.08, loudness: 0.4 },
    { hz: [784, 784], at: 0.08, length: 0.14, loudness: 0.4 },
  ],
  failure: [
    { hz: [294, 277], at: 0, length: 0.12, loudness: 0.5 },
    { hz: [247, 233], at: 0.16, length: 0.18, loudness: 0.5 },
  ],
  off: [{ hz: [587, 392], at: 0, length: 0.12, loudness: 0.4 }],
  'narration-on': [
    { hz: [392, 392], at: 0, length: 0.07, loudness: 0.4 },
    { hz: [523, 523], at: 0.07, length: 0.07, loudness: 0.4 },
    { hz: [659, 659], at: 0.14, length: 0.12, loudness: 0.4 },
  ],
  'narration-off': [
    { hz: [659, 659], at: 0, length: 0.07, loudness: 0.4 },
    { hz: [523, 523], at: 0.07, length: 0.07, loudness: 0.4 },
    { hz: [392, 392], at: 0.14, length: 0.12, loudness: 0.4 },
  ],
  'in-sight': [{ hz: [440, 880], at: 0, length: 0.2, loudness: 0.35 }],
  // An open question, and its answer: one rises by a fourth and stays, the other falls back.
  listening: [
    { hz: [587, 587], at: 0, length: 0.06, loudness: 0.4 },
    { hz: [784, 784], at: 0.07, length: 0.12, loudness: 0.4 },
  ],
  heard: [
    { hz: [784, 784], at: 0, length: 0.06, loudness: 0.4 },
    { hz: [587, 587], at: 0.07, length: 0.12, loudness: 0.4 },
  ],
}

/** Seconds of fading at both ends, so that nothing clicks. */
const FADE = 0.008

function render(notes) {
  const seconds = Math.max(...notes.map((n) => n.at + n.length))
  const samples = new Float64Array(Math.ceil(seconds * RATE))
  for (const { hz, at, length, loudness } of notes) {
    const count = Math.round(length * RATE)
    let phase = 0
    for (let i = 0; i < count; i++) {
      const t = i / count
      phase += (2 * Math.PI * (hz[0] + (hz[1] - hz[0]) * t)) / RATE
      const fade = Math.min(1, i / (FADE * RATE), (count - i) / (FADE * RATE))
      // A quiet octave above makes it audible on small loudspeakers; the decay makes it gentle.
      const tone = Math.sin(phase) + 0.25 * Math.sin(2 * phase)
      const index = Math.round(at * RATE) + i
      samples[index] = (samples[index] ?? 0) + (tone / 1.25) * fade * loudness * Math.exp(-2 * t)
    }
  }
  return samples
}

function wav(samples) {
  const data = Buffer.alloc(samples.length * 2)
  samples.forEach((s, i) => data.writeInt16LE(Math.round(Math.max(-1, Math.min(1, s)) * 32_767), i * 2))
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + data.length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(RATE, 24)
  header.writeUInt32LE(RATE * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(data.length, 40)
  return Buffer.concat([header, data])
}

mkdirSync(FOLDER, { recursive: true })
for (const [name, notes] of Object.entries(EARCONS)) {
  writeFileSync(fileURLToPath(new URL(`${name}.wav`, FOLDER)), wav(render(notes)))
}
