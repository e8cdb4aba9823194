import type { Result } from '../../shared/codes'
import type { TakenPicture } from './answering'

/** Questions that are typed in the window. */
export interface Asking {
  /** Decides which picture it is about, and opens the field. @param layer the picture that the layer key took */
  open(layer: Promise<Result<{ taken: TakenPicture }>> | null): void
  /** Asks it; the answer is spoken, and the focus returns to where it was. */
  put(question: string): Promise<Result<object>>
  /** Escape: nothing is asked, and the focus returns to where it was. */
  close(): void
}
