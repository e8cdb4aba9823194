/**
 * How far a device's numbers may be from the processor's, teacher-forced: both are fed the same tokens, so a
 * difference does not grow by what was said before. The processor computes the same files exactly.
 */
export interface DeviceLimits {
  /** Share of the steps whose best token must be the processor's, or one that it scores equally well. */
  readonly topOne: number
  /** Largest difference of a compared score, in standard deviations of the step's scores. */
  readonly worst: number
  /** Tokens that the processor scores this close to its best one count as equally good, in the same unit. */
  readonly tie: number
}

/**
 * `full`: whole floats. Only the order of sums differs. Measured on the tiny models: 0.005, all best tokens.
 * `half`: half floats, whose sums lose three digits. Measured on the processor against transformers.js: 0.002 (fp16), 0.005 (q4f16).
 * `eightBits`: weights in four or eight bits whose activations are rounded to eight, by the device in blocks of
 * its own. Measured: 0.07 (tiny models) and 0.11 (descry-nano) and all best tokens on WebGPU; 0.45 and 13 of 16
 * for the processor's own rounding on the tiny ones, which the product takes for right.
 * `other`: the processor cannot compute the device's files, and its own ones stand in: weights were rounded in
 * another way, which is no fault of the device. It must still be the same model.
 *
 * A device that computes wrongly is far beyond any of these: its best tokens are others from the first step on.
 */
export const DEVICE_LIMITS = {
  full: { topOne: 0.9, worst: 0.1, tie: 0.02 },
  half: { topOne: 0.9, worst: 0.25, tie: 0.05 },
  eightBits: { topOne: 0.8, worst: 0.5, tie: 0.05 },
  other: { topOne: 0.6, worst: 2, tie: 0.1 },
} as const satisfies Readonly<Record<string, DeviceLimits>>
export type LimitsName = keyof typeof DEVICE_LIMITS
