import { Tensor } from 'onnxruntime-node'
import { failure, type Result } from '../../../shared/codes'
import { SAMPLE_RATE } from '../../../shared/engine-protocol'
import { floatsOf } from '../runtime/floats'
import { openGraph, type Graph } from '../runtime/session'
import { WINDOW } from './speech-span'

/** Samples before a window that the graph is shown with it, at 16 kHz (silero-vad, utils_vad.py, OnnxWrapper). */
const CONTEXT = 64
/** Shape of what the graph remembers from window to window. */
const STATE = [2, 1, 128] as const
const STATE_SIZE = 256

/** Silero VAD: the probability of speech in each window of a sound. */
export class VoiceActivity {
  readonly #graph: Graph

  private constructor(graph: Graph) {
    this.#graph = graph
  }

  /** One thread: a window takes a fraction of a millisecond. Errors: those of `openGraph`, and `model-unsupported`. */
  static async open(file: string): Promise<Result<{ activity: VoiceActivity }>> {
    const opened = await openGraph(file, { threads: 1, arena: false })
    if (!opened.ok) return opened
    const { inputs, outputs } = opened.graph
    const missing = ['input', 'state', 'sr'].find((name) => !inputs.has(name)) ?? ['output', 'stateN'].find((name) => !outputs.has(name))
    if (missing !== undefined) return failure('model-unsupported', `voice activity: there is no ${missing}`)
    return { ok: true, activity: new VoiceActivity(opened.graph) }
  }

  /** A sound from its beginning. */
  stream(): ActivityStream {
    return new ActivityStream(this.#graph)
  }

  async close(): Promise<void> {
    await this.#graph.session.release()
  }
}

const RATE = new Tensor('int64', BigInt64Array.of(BigInt(SAMPLE_RATE)), [])

/** One sound that comes in pieces of any length. */
export class ActivityStream {
  readonly #graph: Graph
  #state = new Float32Array(STATE_SIZE)
  #context = new Float32Array(CONTEXT)
  /** What did not fill a window yet. */
  #rest = new Float32Array(0)

  constructor(graph: Graph) {
    this.#graph = graph
  }

  /**
   * @param sound 16 kHz, -1 to 1
   * @returns the probability of speech in each window that is full by now
   */
  async push(sound: Float32Array): Promise<number[]> {
    const all = new Float32Array(this.#rest.length + sound.length)
    all.set(this.#rest)
    all.set(sound, this.#rest.length)
    const probabilities: number[] = []
    let at = 0
    for (; at + WINDOW <= all.length; at += WINDOW) probabilities.push(await this.#window(all.subarray(at, at + WINDOW)))
    this.#rest = all.slice(at)
    return probabilities
  }

  async #window(window: Float32Array): Promise<number> {
    const input = new Float32Array(CONTEXT + WINDOW)
    input.set(this.#context)
    input.set(window, CONTEXT)
    const feeds = {
      input: new Tensor('float32', input, [1, input.length]),
      state: new Tensor('float32', this.#state, STATE),
      sr: RATE,
    }
    const { output, stateN } = await this.#graph.session.run(feeds, ['output', 'stateN'])
    this.#state = Float32Array.from(floatsOf(stateN, 'stateN'))
    this.#context = input.slice(-CONTEXT)
    return floatsOf(output, 'output')[0] ?? 0
  }
}
