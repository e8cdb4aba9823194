/**
 * Where a graph can be computed, by onnxruntime's names of its execution providers. The processor comes
 * last: it is what is left when nothing faster gives the same answers.
 */
export const DEVICES = ['cuda', 'dml', 'coreml', 'webgpu', 'cpu'] as const
export type Device = (typeof DEVICES)[number]

/** Precisions of a graph by the suffix of its file (docs/models.md). */
export const PRECISIONS = ['fp32', 'fp16', 'quantized', 'q4', 'q4f16', 'bnb4'] as const
export type Precision = (typeof PRECISIONS)[number]
