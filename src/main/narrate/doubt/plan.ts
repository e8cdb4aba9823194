import type { Reading } from '../../../shared/engine-protocol'
import type { PictureKind } from '../../../shared/picture'

const whole = (words: number): Reading => ({ mirrored: false, words })
const part = (x: number, y: number, width: number, height: number, words: number): Reading => ({ crop: { x, y, width, height }, mirrored: false, words })

/** How a picture is always read first: as a description does. */
export const FIRST: Reading = whole(0)
const MIRRORED: Reading = { mirrored: true, words: 0 }
const OTHER_WORDS: Reading = whole(1)

/**
 * The readings after the first. Other words alone prove little: small models say to each what they said to the
 * first. Another part of the picture is what a guess does not survive (measured with descry-nano: docs/quality.md).
 */
const PARTS: Readonly<Record<PictureKind, readonly Reading[]>> = {
  photo: [part(0.15, 0.15, 0.7, 0.7, 1), part(0, 0, 1, 0.75, 0), part(0, 0.25, 1, 0.75, 1)],
  // What a window is called by its layout is lost where more is cut away.
  screen: [part(0.05, 0.05, 0.9, 0.9, 0), part(0, 0, 1, 0.75, 0), part(0, 0.25, 1, 0.75, 0)],
}

/**
 * Five readings with the first. Mirrored only where left and right, and letters, do not matter: a photograph in which
 * no text was found; a screen has its places and letters, and a mirrored letter is none.
 *
 * @param hasText lines were read, or it is not known
 */
export function laterReadings(kind: PictureKind, hasText: boolean): readonly Reading[] {
  return [kind === 'photo' && !hasText ? MIRRORED : OTHER_WORDS, ...PARTS[kind]]
}
