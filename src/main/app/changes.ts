import type { Result } from '../../shared/codes'
import type { TakenPicture } from './answering'
import type { FeatureParts } from './features'

/** "What changed?" */
export interface Changes {
  /** Takes a new picture of what the last answer was about, and says what differs. @param layer the picture that the layer key took */
  tell(layer: Promise<Result<{ taken: TakenPicture }>> | null): void
}

export function createChanges(_parts: FeatureParts): Changes {
  return { tell: () => undefined }
}
