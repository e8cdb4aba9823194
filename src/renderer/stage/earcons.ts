import { EARCONS } from '../../shared/stage-protocol'

export type Earcon = (typeof EARCONS)[number]

/**
 * An open sound device works without end, also on silence: it is let go so long after the last sound,
 * milliseconds. Ticks come every two seconds and keep it. Begun from rest, a sound is some 50 ms late, else 10.
 */
const LINGER = 4000

/** What is told about a sound. */
export interface EarconEvents {
  /** It begins to be heard `late` milliseconds after it was asked for. */
  readonly sounded: (name: Earcon, late: number) => void
  /** It is over: by itself, stopped, or because it could not be played at all. Once a request. */
  readonly ended: (name: Earcon) => void
}

/** The short sounds of the app, decoded once and played from memory. */
export class Earcons {
  readonly #events: EarconEvents
  readonly #context = new AudioContext({ latencyHint: 'interactive' })
  readonly #sounds = new Map<Earcon, Promise<AudioBuffer | undefined>>()
  readonly #playing = new Set<AudioBufferSourceNode>()
  /** Raised by `stop`: what was asked for before is not played any more. */
  #stops = 0
  #linger: ReturnType<typeof setTimeout> | undefined

  constructor(events: EarconEvents) {
    this.#events = events
    for (const name of EARCONS) this.#sounds.set(name, load(this.#context, name))
    this.#rest()
  }

  /** @param volume 0 to 1 */
  async play(name: Earcon, volume: number): Promise<void> {
    const asked = performance.now()
    const stops = this.#stops
    clearTimeout(this.#linger)
    const [sound] = await Promise.all([this.#sounds.get(name), this.#context.resume()])
    if (!sound || stops !== this.#stops) {
      this.#events.ended(name)
      return
    }
    const source = new AudioBufferSourceNode(this.#context, { buffer: sound })
    const gain = new GainNode(this.#context, { gain: volume })
    source.connect(gain).connect(this.#context.destination)
    this.#playing.add(source)
    source.addEventListener('ended', () => {
      this.#playing.delete(source)
      gain.disconnect()
      if (this.#playing.size === 0) this.#rest()
      this.#events.ended(name)
    })
    source.start()
    const { baseLatency, outputLatency } = this.#context
    this.#events.sounded(name, performance.now() - asked + (baseLatency + outputLatency) * 1000)
  }

  stop(): void {
    this.#stops++
    for (const source of this.#playing) source.stop()
  }

  #rest(): void {
    clearTimeout(this.#linger)
    this.#linger = setTimeout(() => void this.#context.suspend(), LINGER)
  }
}

/** @returns undefined when the sound is not there: nothing waits for it */
async function load(context: AudioContext, name: Earcon): Promise<AudioBuffer | undefined> {
  try {
    const file = await fetch(new URL(`earcons/${name}.wav`, document.baseURI))
    return file.ok ? await context.decodeAudioData(await file.arrayBuffer()) : undefined
  } catch {
    return undefined
  }
}
