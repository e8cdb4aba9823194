import type { TuneCommand } from './commands'
import type { FeatureParts } from './features'

/** Settings that have keys: each press makes one another and says which it is now. */
export interface Tuning {
  tune(command: TuneCommand): void
}

export function createTuning(_parts: FeatureParts): Tuning {
  return { tune: () => undefined }
}
