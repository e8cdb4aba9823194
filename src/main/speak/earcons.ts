import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RESOURCES } from '../resources'
import type { Playback, SoundSink } from './player'
import { pcmOf, quieter, type Pcm } from './wav'

/** Short sounds with a meaning; scripts/make-earcons.mjs makes the files. */
export const EARCONS = ['began', 'tick', 'done', 'failure', 'off', 'narration-on', 'narration-off', 'in-sight', 'listening', 'heard'] as const
export type Earcon = (typeof EARCONS)[number]

/** Plays earcons beside the voice; nothing waits for them. */
export interface EarconPlayer {
  /** @param volume above 0, up to 1 */
  play(earcon: Earcon, volume: number): void
  /** Resolves when what plays has ended by itself. */
  finish(): Promise<void>
  stop(): Promise<void>
}

/** Earcons by the system's player; without one they are simply not there. */
export class Earcons implements EarconPlayer {
  readonly #sink: SoundSink
  readonly #hasSoundDevice: () => boolean
  readonly #playing = new Set<Playback>()
  readonly #sounds = new Map<Earcon, Pcm | undefined>()

  constructor(sink: SoundSink, hasSoundDevice: () => boolean) {
    this.#sink = sink
    this.#hasSoundDevice = hasSoundDevice
  }

  play(earcon: Earcon, volume: number): void {
    const sound = this.#hasSoundDevice() ? this.#sound(earcon) : undefined
    if (!sound) return
    const playback = this.#sink.play(quieter(sound, volume))
    this.#playing.add(playback)
    void playback.gone.then(() => this.#playing.delete(playback))
  }

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
