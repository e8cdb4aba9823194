import { writeFile } from 'node:fs/promises'
import type { Playback, PlaybackEnd, SoundSink } from './player'
import { wavOf, type Pcm } from './wav'

/** Writes sound to a WAV file instead of playing it; each sound is put behind the last. */
export class SoundFile implements SoundSink {
  readonly failure = 'sound-file-unwritable'
  readonly #path: string
  #sound: Pcm | undefined

  constructor(path: string) {
    this.#path = path
  }

  name(): string {
    return this.#path
  }

  play(sound: Pcm): Playback {
    const before = this.#sound
    const rate = before?.rate ?? sound.rate
    const added = resampled(sound, rate)
    const samples = new Int16Array((before?.samples.length ?? 0) + added.length)
    if (before) samples.set(before.samples)
    samples.set(added, before?.samples.length ?? 0)
    this.#sound = { rate, samples }
    const done = writeFile(this.#path, wavOf(this.#sound)).then(
      (): PlaybackEnd => 'played',
      (): PlaybackEnd => 'failed',
    )
    return { done, gone: done, stop: () => done.then(() => undefined) }
  }
}

/** Samples at another rate, each the nearest in time; two synthesisers may share one file. */
function resampled({ rate: from, samples }: Pcm, to: number): Int16Array {
  if (from === to) return samples
  const length = Math.floor((samples.length * to) / from)
  return Int16Array.from({ length }, (_, i) => samples[Math.floor((i * from) / to)] ?? 0)
}
