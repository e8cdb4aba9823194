import type { Result } from '../../shared/codes'
import type { TakenPicture } from './answering'
import type { FeatureParts } from './features'

/** Questions that are spoken. */
export interface Listening {
  /** Begins to listen, or ends it and answers. @param layer the picture that the layer key took */
  toggle(layer: Promise<Result<{ taken: TakenPicture }>> | null): void
  /** Stop: nothing is asked, the microphone is let go. */
  stop(): void
  readonly isOn: boolean
}

export function createListening(_parts: FeatureParts): Listening {
  return { toggle: () => undefined, stop: () => undefined, isOn: false }
}
