// The most tokens a second that memory allows: each token reads every weight and what the layers remember.
import { cacheBytesOf, weightsOf } from '../models/dimensions.mjs'

/** Bytes a weight of the language model's products, and the share of float32 that its cache takes. */
export const STORED = {
  /** MatMulNBits: 32 weights of four bits and a scale in float32. */
  onnx: { weight: (16 + 4) / 32, cache: 1 },
  /** Q4_0: 32 weights of four bits and a scale in half precision; llama.cpp keeps its cache in half precision. */
  gguf: { weight: (16 + 2) / 32, cache: 0.5 },
}

/** @param context positions that the layers remember */
export function bytesPerToken(text, context, { weight, cache }) {
  const { layers, head } = weightsOf(text)
  return (layers + head) * weight + context * cacheBytesOf(text) * cache
}
