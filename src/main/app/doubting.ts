import type { Result } from '../../shared/codes'
import type { TakenPicture } from './answering'
import type { FeatureParts } from './features'

/** "How sure is that?" */
export interface Doubting {
  /** Reads the picture that a question would be about several times. @param layer the picture that the layer key took */
  read(layer: Promise<Result<{ taken: TakenPicture }>> | null): void
}

export function createDoubting(_parts: FeatureParts): Doubting {
  return { read: () => undefined }
}
