import type { TextLine } from '../../../shared/text-line'
/** Which side text runs off, as the camera sees it, or that it is too near to be seen whole. */
export type Aim = Side | 'close'

const SIDES = ['left', 'right', 'top', 'bottom'] as const
type Side = (typeof SIDES)[number]

/** What is surely text, and not a pattern that looks like some: the recogniser's word on it, and letters or digits. */
const SURELY = { confidence: 0.8, letters: 3 } as const
/** Share of the frame's width or height within which a line touches its edge. */
const EDGE = 0.008
/** Share of the frame's height from which a line is worth aiming at, and from which it is too large. */
const HEIGHT = { least: 0.025, most: 0.3 } as const

/**
 * What is to be done so that the text in a picture can be read whole; null where it can, or there is none.
 * By the recogniser's boxes, so it costs nothing. Pure.
 *
 * @param width pixels of the picture, as is `height`
 */
export function aimOf(lines: readonly TextLine[], width: number, height: number): Aim | null {
  const text = lines.filter((line) => isSurelyText(line) && line.box.height >= HEIGHT.least * height)
  const off = (side: Side): number => text.filter((line) => TOUCHES[side](line, width, height)).length
  const isLarge = text.some(({ box }) => box.height >= HEIGHT.most * height)
  if (isLarge || (off('left') > 0 && off('right') > 0) || (off('top') > 0 && off('bottom') > 0)) return 'close'
  const worst = SIDES.reduce((most, side) => (off(side) > off(most) ? side : most))
  return off(worst) > 0 ? worst : null
}

function isSurelyText({ text, confidence }: TextLine): boolean {
  return confidence >= SURELY.confidence && (text.match(/[\p{L}\p{N}]/gu) ?? []).length >= SURELY.letters
}

/** Whether a line touches no edge, so that nothing of it is cut off. Pure. */
export function isWhole(line: TextLine, width: number, height: number): boolean {
  return !SIDES.some((side) => TOUCHES[side](line, width, height))
}

const TOUCHES: Readonly<Record<Side, (line: TextLine, width: number, height: number) => boolean>> = {
  left: ({ box }, width) => box.x <= EDGE * width,
  right: ({ box }, width) => box.x + box.width >= (1 - EDGE) * width,
  top: ({ box }, _, height) => box.y <= EDGE * height,
  bottom: ({ box }, _, height) => box.y + box.height >= (1 - EDGE) * height,
}
