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
 * Seconds on a machine that was measured once (docs/performance.md: two threads of an EPYC, descry-nano and
 * SmolVLM-256M and 500M at their true size): the first token after 28, 831 and 940 ms, a token in 1.2 to 2.0,
 * 11.5 and 22.2 ms. Both are a fixed part and one by size; the six figures are met within 20 %.
 */
const referencePicture = ({ gigaflops }: Workload): number => 0.021 + 0.0034 * gigaflops
const referenceToken = ({ millionParameters }: Workload): number => 0.0014 + 0.000058 * millionParameters

/**
 * Seconds from a picture to the end of a description: what the reference machine would need, by how much
 * faster or slower this machine was with the model that it knows.
 */
export function descriptionSeconds(model: Workload, measured: Measured): number {
  const picture = measured.firstTokenSeconds / referencePicture(measured)
  const token = measured.secondsPerToken / referenceToken(measured)
  return referencePicture(model) * picture + referenceToken(model) * token * DESCRIPTION_TOKENS
}
