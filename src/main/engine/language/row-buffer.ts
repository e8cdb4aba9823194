import type { Tensor } from 'onnxruntime-node'
import { feedable, floatTensor, type Floats } from '../runtime/floats'

/**
 * A buffer grows by this many positions. A feed is contiguous for each head, so a longer buffer than is
 * filled is fed whole, and what is not filled is masked out.
 */
const BLOCK = 64

/** Keys or values of one layer, [1, heads, capacity, size]; the first `length` positions are filled. */
export class RowBuffer {
  #data: Floats
  #tensor: Tensor
  #capacity = 0
  /** The row of one position, that a run writes into, and its numbers; the same ones each time. */
  readonly row: Tensor
  readonly written: Floats

  constructor(
    readonly heads: number,
    readonly size: number,
    readonly half: boolean,
  ) {
    this.#data = this.#numbers(0)
    this.#tensor = this.#wrap(this.#data, 0)
    this.written = this.#numbers(heads * size)
    this.row = this.#wrap(this.written, 1)
  }

  get capacity(): number {
    return this.#capacity
  }

  /** What is fed: all of the buffer. */
  get tensor(): Tensor {
    return this.#tensor
  }

  /**
   * Writes rows behind the first `length` positions.
   *
   * @param rows [heads × count × size]
   */
  append(rows: Floats, count: number, length: number): void {
    const { heads, size } = this
    this.reserve(length, count)
    for (let head = 0; head < heads; head++) {
      const source = rows.subarray(head * count * size, (head + 1) * count * size)
      this.#data.set(source, (head * this.#capacity + length) * size)
    }
  }

  /** Makes room for more positions behind the first `length`. */
  reserve(length: number, count: number): void {
    if (length + count > this.#capacity) this.#grow(length, length + count)
  }

  #grow(length: number, wanted: number): void {
    const { heads, size } = this
    const capacity = Math.ceil(wanted / BLOCK) * BLOCK
    const data = this.#numbers(heads * capacity * size)
    for (let head = 0; head < heads; head++) {
      const from = head * this.#capacity * size
      data.set(this.#data.subarray(from, from + length * size), head * capacity * size)
    }
    this.#data = data
    this.#capacity = capacity
    this.#tensor = this.#wrap(data, capacity)
  }

  #numbers(length: number): Floats {
    return this.half ? new Float16Array(length) : new Float32Array(length)
  }

  #wrap(data: Floats, positions: number): Tensor {
    return feedable(floatTensor(data, [1, this.heads, positions, this.size]))
  }
}
