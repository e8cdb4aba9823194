import { Tensor } from 'onnxruntime-node'

/** Numbers of an embedding, a feature or of logits; half floats where the graph computes in them. */
export type Floats = Float32Array | Float16Array

export function floatTensor(data: Floats, dims: readonly number[]): Tensor {
  if (data instanceof Float32Array) return new Tensor('float32', data, dims)
  // The binding's types know half floats as their bits only.
  return feedable(new Tensor('float16', data as unknown as Uint16Array, dims))
}

/**
 * A tensor that can be fed: onnxruntime-node 1.30 reads no bytes from a Float16Array ("not enough
 * space: expected N, got 0"), only from the same bits as a Uint16Array.
 */
export function feedable(tensor: Tensor): Tensor {
  const data: unknown = tensor.data
  if (!(data instanceof Float16Array)) return tensor
  const bits = new Uint16Array(data.buffer, data.byteOffset, data.length)
  return Object.defineProperty(tensor, 'cpuData', { value: bits })
}

/** The numbers of a float tensor; anything else is a graph that does not keep its own metadata. */
export function floatsOf(tensor: Tensor | undefined, name: string): Floats {
  const data: unknown = tensor?.data
  if (data instanceof Float32Array || data instanceof Float16Array) return data
  throw new TypeError(`${name} is not a float tensor`)
}
