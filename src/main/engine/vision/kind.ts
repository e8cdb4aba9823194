import type { PictureKind } from '../../../shared/picture'
import type { Pixels } from './decode'
import { screenLikeness } from './screen-likeness'

/** From here on pixels alone make a screen, and below the other limit a photograph: measured, see the test. */
const SURELY_SCREEN = 0.9
const SURELY_PHOTO = 0.1

/** What the pixels say a picture is, or null where they are not clear and the model is asked. */
export function decideKind(pixels: Pixels): PictureKind | null {
  const likeness = screenLikeness(pixels)
  if (likeness >= SURELY_SCREEN) return 'screen'
  return likeness <= SURELY_PHOTO ? 'photo' : null
}
