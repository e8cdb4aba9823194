import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RESOURCES } from '../resources'
import type { Playback, SoundSink } from './player'
import { pcmOf, quieter, type Pcm } from './wav'

/** Short sounds with a meaning; scripts/make-earcons.mjs makes the files. */
export const EARCONS = ['began', 'tick', 'done', 'failure', 'off'] as const
export type Earcon = (typeof EARCONS)[number]

/** Plays earcons beside the voice; nothing waits for them, and without a player they are simply not there. */
export class Earcons {
  readonly #sink: SoundSink
  readonly #volume: number
  readonly #playing = new Set<Playback>()
  readonly #sounds = new Map<Earcon, Pcm | undefined>()

  /** @param volume 0 (off) to 1 */
  constructor(sink: SoundSink, volume: number) {
    this.#sink = sink
    this.#volume = volume
  }

  play(earcon: Earcon): void {
    if (this.#volume === 0) return
    const sound = this.#sound(earcon)
    if (!sound) return
    const playback = this.#sink.play(quieter(sound, this.#volume))
    this.#playing.add(playback)
    void playback.gone.then(() => this.#playing.delete(playback))
  }

  /** Resolves when what plays has ended by itself. */
  async finish(): Promise<void> {
    await Promise.all([...this.#playing].map((playback) => playback.gone))
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#playing].map((playback) => playback.stop()))
  }

  #sound(earcon: Earcon): Pcm | undefined {
    if (!this.#sounds.has(earcon)) this.#sounds.set(earcon, read(earcon))
    return this.#sounds.get(earcon)
  }
}

function read(earcon: Earcon): Pcm | undefined {
  try {
    return pcmOf(readFileSync(join(RESOURCES, 'earcons', `${earcon}.wav`)))
  } catch {
    return undefined
  }
}
