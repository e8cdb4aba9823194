import type { Tensor } from 'onnxruntime-node'
import { feedable, floatsOf, floatTensor } from '../runtime/floats'
import type { CacheSlot } from './cache-layout'
import { RowBuffer } from './row-buffer'

/** A place in a sequence that it can be taken back to. */
export interface CacheMark {
  readonly length: number
  /** What cannot be cut, as it was there. */
  readonly kept: ReadonlyMap<string, Tensor>
}

/** What the layers remember of one sequence. */
export class DecoderCache {
  readonly #slots: readonly CacheSlot[]
  readonly #rows = new Map<string, RowBuffer>()
  readonly #isShared: boolean
  #kept: Map<string, Tensor>
  #length = 0

  constructor(slots: readonly CacheSlot[]) {
    this.#slots = slots
    this.#kept = new Map()
    this.#isShared = slots.some(({ kind }) => kind === 'shared')
    for (const { kind, input } of slots) {
      if (kind === 'rows' || kind === 'shared') {
        const [, heads, , size] = input.shape
        this.#rows.set(input.name, new RowBuffer(Number(heads), Number(size), input.type === 'float16'))
      } else this.#kept.set(input.name, emptyTensor(input.shape, input.type === 'float16'))
    }
  }

  /** Positions held. */
  get length(): number {
    return this.#length
  }

  /** Positions that a feed has as far as the model can see, filled or not. */
  get capacity(): number {
    const [rows] = this.#rows.values()
    return this.#isShared ? this.#length : (rows?.capacity ?? this.#length)
  }

  /** Whether the last positions can be taken back without a mark. */
  get canRetract(): boolean {
    return this.#kept.size === 0
  }

  /** Inputs by name, for a run of `count` new positions. */
  feeds(count: number): Record<string, Tensor> {
    const feeds: Record<string, Tensor> = {}
    for (const { kind, input } of this.#slots) {
      if (kind === 'shared') this.#rows.get(input.name)?.reserve(this.#length, count)
      const tensor = this.#rows.get(input.name)?.tensor ?? this.#kept.get(input.name)
      if (tensor) feeds[input.name] = tensor
    }
    return feeds
  }

  /** Outputs by name; where a run writes in place, the tensor that it writes into. */
  fetches(count: number): Record<string, Tensor | null> {
    const fetches: Record<string, Tensor | null> = {}
    for (const { kind, input, output } of this.#slots) {
      const rows = this.#rows.get(input.name)
      fetches[output] = (kind === 'shared' ? rows?.tensor : count === 1 ? rows?.row : null) ?? null
    }
    return fetches
  }

  /** Takes what a run of `count` new positions gave. */
  take(outputs: Readonly<Record<string, Tensor>>, count: number): void {
    const kept = new Map<string, Tensor>()
    for (const { kind, input, output } of this.#slots) {
      const given = outputs[output]
      if (kind === 'shared') continue
      if (!given) throw new TypeError(`there is no ${output}`)
      const rows = this.#rows.get(input.name)
      if (rows) rows.append(count === 1 ? rows.written : floatsOf(given, output), count, this.#length)
      else kept.set(input.name, given.location === 'cpu' ? feedable(given) : given)
    }
    this.#kept = kept
    this.#length += count
  }

  mark(): CacheMark {
    return { length: this.#length, kept: this.#kept }
  }

  /** Goes back to a place of this sequence. */
  rewind(mark: CacheMark): void {
    this.#length = mark.length
    this.#kept = new Map(mark.kept)
  }

  /** Takes the last positions back; only where `canRetract`. */
  retract(count: number): void {
    this.#length -= count
  }
}

function emptyTensor(shape: readonly (number | string)[], half: boolean): Tensor {
  // One sequence; no positions yet.
  const dims = shape.map((dim, i) => (i === 0 ? 1 : typeof dim === 'number' ? dim : 0))
  const length = dims.reduce((product, dim) => product * dim, 1)
  return feedable(floatTensor(half ? new Float16Array(length) : new Float32Array(length), dims))
}
