/** The two sizes of a model that its speed goes by; in the catalogue. */
export interface Workload {
  /** Billions of operations from a picture to the first token. */
  readonly gigaflops: number
  /** Millions of parameters that are read for each token. */
  readonly millionParameters: number
}

/** What a model was measured to need on this machine. */
export interface Measured extends Workload {
  readonly firstTokenSeconds: number
  readonly secondsPerToken: number
}

/** Tokens of an ordinary description. */
const DESCRIPTION_TOKENS = 40

/**
 * Seconds on a machine that was measured once (docs/models.md, "Speed": two AVX2 cores, onnxruntime-node
 * 1.30): 5.3 ms a token with 135 million parameters and 10.3 ms with 360, hence a fixed part and one by size;
 * a picture of 215 GFLOP in 1.1 to 1.7 s, and some 15 ms before it.
 */
const referenceToken = ({ millionParameters }: Workload): number => 0.0023 + 0.0000222 * millionParameters
const referencePicture = ({ gigaflops }: Workload): number => 0.015 + 0.0065 * gigaflops

/**
 * Seconds from a picture to the end of a description: what the reference machine would need, by how much
 * faster or slower this machine was with the model that it knows.
 */
export function descriptionSeconds(model: Workload, measured: Measured): number {
  const picture = measured.firstTokenSeconds / referencePicture(measured)
  const token = measured.secondsPerToken / referenceToken(measured)
  return referencePicture(model) * picture + referenceToken(model) * token * DESCRIPTION_TOKENS
}
