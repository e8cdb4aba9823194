import type { Device, Precision } from '../../../shared/devices'

/** What a graph does: an encoder sees all of a picture at once, a decoder reads all its weights a token. */
export type GraphUse = 'encoder' | 'decoder'

type Orders = Readonly<Record<GraphUse, readonly Precision[]>>

/** Eight bits are the fastest for an encoder and four bits lose detail; a decoder waits for memory. */
const ON_PROCESSOR: Orders = {
  encoder: ['quantized', 'fp32', 'q4', 'bnb4', 'fp16', 'q4f16'],
  decoder: ['quantized', 'q4', 'fp32', 'bnb4', 'fp16', 'q4f16'],
}
/** Half floats are what a graphics card is fast at; eight bits it computes on the processor. */
const ON_CARD: Orders = {
  encoder: ['fp16', 'fp32', 'q4f16', 'q4', 'quantized', 'bnb4'],
  decoder: ['q4f16', 'q4', 'fp16', 'fp32', 'quantized', 'bnb4'],
}

/** Which precision of a graph is taken, the best first, of those that a model's folder holds. */
export const PRECISION_ORDER: Readonly<Record<Device, Orders>> = {
  cuda: ON_CARD,
  dml: ON_CARD,
  coreml: ON_CARD,
  webgpu: ON_CARD,
  cpu: ON_PROCESSOR,
}
