import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Tensor } from 'onnxruntime-node'
import { failure, type Result } from '../../../shared/codes'
import { SAMPLE_RATE } from '../../../shared/engine-protocol'
import { highestId, openTokenizer, TokenStream, type TextTokenizer } from '../language/tokenizer'
import { isLoop } from '../language/repetition'
import { floatsOf } from '../runtime/floats'
import { openGraph, type Graph } from '../runtime/session'
import type { Stages, Turn } from '../turn'
import { BeamSearch, mostProbable, type Fate, type NextToken } from './beam-search'
import { saidTwice } from './said-twice'
import { speechCaches, type SpeechCache } from './speech-caches'
import { understood, type SpokenToken, type Understood } from './transcript-words'

const FILES = { encoder: 'encoder_model.ort', decoder: 'decoder_model_merged.ort', tokenizer: 'tokenizer.json' } as const
/** Ids of the beginning and the end of a text (useful-moonshine-onnx, moonshine_onnx/model.py). */
const BEGIN = 1
const END = 2
/**
 * Tokens a second of speech, at most: its authors' own guard against text that goes on without sound
 * (huggingface.co/UsefulSensors/moonshine-tiny, "Generate"); and some for what is very short.
 */
const TOKENS_A_SECOND = 6.5
const TOKENS_BESIDES = 4
/**
 * Texts that are looked at side by side, and how many times less probable than the best one a text may be to be among
 * them: measured on 44 questions, clean and in noise (docs/performance.md).
 */
const WIDTH = 4
const WITHIN = 150
/** The encoder's first three convolutions need this much, samples; less is made up with silence. */
const LEAST_SAMPLES = SAMPLE_RATE / 4

type Past = Readonly<Record<string, Tensor>>

interface Parts {
  readonly encoder: Graph
  readonly decoder: Graph
  readonly caches: readonly SpeechCache[]
  readonly tokenizer: TextTokenizer
}

/** Moonshine: an encoder of sound and a decoder that answers it with English text, token by token. */
export class Moonshine {
  readonly #parts: Parts

  private constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Errors: `model-file-missing`, `model-damaged`, `model-unsupported`, `engine-out-of-memory`. */
  static async open(folder: string, threads: number): Promise<Result<{ recogniser: Moonshine }>> {
    const json = await readJson(join(folder, FILES.tokenizer))
    if (!json.ok) return json
    const opened = openTokenizer(withoutMerges(json.value), {})
    if (!opened.ok) return opened
    const encoder = await openGraph(join(folder, FILES.encoder), { threads, arena: false })
    if (!encoder.ok) return encoder
    const decoder = await openGraph(join(folder, FILES.decoder), { threads, arena: false })
    if (!decoder.ok) return decoder
    const caches = speechCaches(encoder.graph, decoder.graph, highestId(json.value))
    if (!caches.ok) return caches
    const { tokenizer } = opened
    return { ok: true, recogniser: new Moonshine({ encoder: encoder.graph, decoder: decoder.graph, caches: caches.caches, tokenizer }) }
  }

  /**
   * By beam search, to the most probable whole text, or to the token limit. Yields between tokens; when the job is
   * cancelled it ends at the next of them.
   *
   * @param sound 16 kHz, -1 to 1
   * @param stages filled with the milliseconds of `encoder` and `decoder`
   */
  async transcribe(sound: Float32Array, turn: Turn, stages: Stages): Promise<Understood> {
    const started = performance.now()
    const samples = padded(sound)
    const mask = new Tensor('int64', new BigInt64Array(samples.length).fill(1n), [1, samples.length])
    const input = new Tensor('float32', samples, [1, samples.length])
    const { last_hidden_state: states } = await this.#parts.encoder.session.run({ input_values: input, attention_mask: mask }, ['last_hidden_state'])
    if (!states) throw new TypeError('there is no last_hidden_state')
    const encoded = performance.now()
    stages['encoder'] = encoded - started
    await turn.pause()
    const search = new BeamSearch<Past>({ width: WIDTH, within: WITHIN, fate })
    const limit = Math.ceil((sound.length / SAMPLE_RATE) * TOKENS_A_SECOND) + TOKENS_BESIDES
    for (let length = 0; length < limit && search.open.length > 0 && !turn.cancelled(); length++) {
      const steps: { next: readonly NextToken[]; state: Past }[] = []
      for (const { ids, state } of search.open) steps.push(await this.#step(states, mask, ids.at(-1) ?? BEGIN, state))
      search.advance(steps)
      await turn.pause()
    }
    stages['decoder'] = performance.now() - encoded
    const { ids = [], probabilities = [] } = search.best ?? {}
    const stream = new TokenStream(this.#parts.tokenizer)
    return understood(ids.map((id, i): SpokenToken => ({ text: stream.push(id), probability: probabilities[i] ?? 0 })))
  }

  async close(): Promise<void> {
    await Promise.all([this.#parts.encoder.session.release(), this.#parts.decoder.session.release()])
  }

  /** What may come after `id`, and the caches that hold it. @param past null before the first token */
  async #step(states: Tensor, mask: Tensor, id: number, past: Past | null): Promise<{ next: NextToken[]; state: Past }> {
    const { decoder, caches } = this.#parts
    // The branch with a cache gives the encoder's keys and values as empty tensors: those of the first run stay.
    const taken = past ? caches.filter(({ of }) => of === 'decoder') : caches
    const before = past ?? Object.fromEntries(caches.map(({ input, empty }) => [input, empty]))
    const feeds = {
      ...before,
      input_ids: new Tensor('int64', BigInt64Array.of(BigInt(id)), [1, 1]),
      encoder_hidden_states: states,
      encoder_attention_mask: mask,
      use_cache_branch: new Tensor('bool', Uint8Array.of(past ? 1 : 0), [1]),
    }
    const outputs = await decoder.session.run(feeds, ['logits', ...taken.map(({ output }) => output)])
    const state: Record<string, Tensor> = { ...before }
    for (const { input, output } of taken) {
      const present = outputs[output]
      if (!present) throw new TypeError(`there is no ${output}`)
      state[input] = present
    }
    return { next: mostProbable(floatsOf(outputs['logits'], 'logits'), WIDTH), state }
  }
}

/** A text is whole at its end, and where it says the same again; a loop is none. */
function fate(ids: readonly number[]): Fate {
  if (ids.at(-1) === END) return { whole: ids.length - 1 }
  if (isLoop(ids)) return 'stuck'
  const again = saidTwice(ids)
  return again > 0 ? { whole: ids.length - again } : 'open'
}

async function readJson(file: string): Promise<Result<{ value: object }>> {
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) return failure('model-file-missing', `${FILES.tokenizer} is missing`)
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return { ok: true, value }
  } catch {
    // Not JSON is as damaged as another JSON.
  }
  return failure('model-damaged', `${FILES.tokenizer} is not a tokenizer`)
}

/** Ids become text, never text ids: the merges of that are left out, 12 MiB of heap. */
function withoutMerges(json: object): object {
  const { model } = json as { readonly model?: unknown }
  return typeof model === 'object' && model !== null ? { ...json, model: { ...model, merges: [] } } : json
}

function padded(sound: Float32Array): Float32Array {
  if (sound.length >= LEAST_SAMPLES) return sound
  const all = new Float32Array(LEAST_SAMPLES)
  all.set(sound)
  return all
}
