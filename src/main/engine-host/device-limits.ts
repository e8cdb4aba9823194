/**
 * How far a device's numbers may be from the processor's, teacher-forced: both are fed the same tokens, so a
 * difference does not grow by what was said before.
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
 * `full`: the same files in whole floats. Only the order of sums differs; 8-bit activations are rounded to
 * steps, and one that falls on the other side of a step is a difference of its own.
 * `half`: the same files in half floats. Their sums lose three digits; the processor computes the same graph
 * in whole ones.
 * `other`: the processor cannot run the device's files, and its own ones stand in: weights were rounded in
 * another way, which is no fault of the device. It must still be the same model.
 */
export const DEVICE_LIMITS = {
  full: { topOne: 0.9, worst: 0.1, tie: 0.02 },
  half: { topOne: 0.9, worst: 0.25, tie: 0.05 },
  other: { topOne: 0.6, worst: 2, tie: 0.1 },
} as const satisfies Readonly<Record<string, DeviceLimits>>
export type LimitsName = keyof typeof DEVICE_LIMITS
