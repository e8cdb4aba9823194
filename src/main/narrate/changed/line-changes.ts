import type { Box, TextLine } from '../../../shared/text-line'
import { CLEAR } from '../weight'
import { areWithin } from './edits'

interface ChangedLine {
  readonly before: TextLine
  readonly after: TextLine
}

/** What of a text is another one: each line of both texts is in it at most once. */
export interface LineChanges {
  /** In reading order of the later text, as `changed`. */
  readonly added: readonly TextLine[]
  readonly changed: readonly ChangedLine[]
  /** In reading order of the earlier text. */
  readonly removed: readonly TextLine[]
}

interface Comparison {
  /** Whether the pixels there are the same in both pictures; a line is then the same, however it was read. */
  readonly isSamePlace: (box: Box) => boolean
  /** The picture comes from a camera: no two frames are read alike, so nearly the same text is the same. */
  readonly isCamera: boolean
}

/** Share of a line's place that must be another one's, for one to have come in its place. */
const SAME_PLACE = 0.5
/** Share of the letters that two readings of one line may differ by. */
const MISREAD = 0.12

/**
 * Compares two texts line by line. Text that stands elsewhere has moved and is no news: a page that was scrolled
 * has new lines at its end only. Lines that were not read clearly count for nothing. Pure.
 */
export function lineChanges(before: readonly TextLine[], after: readonly TextLine[], { isSamePlace, isCamera }: Comparison): LineChanges {
  const isLegible = (line: TextLine): boolean => line.confidence >= CLEAR && /[\p{L}\p{N}]/u.test(line.text)
  const compared = (lines: readonly TextLine[]): Legible[] => lines.filter((line) => isLegible(line) && !isSamePlace(line.box)).map(legible)
  // Word for word first, so that a line is not taken for its neighbour's.
  const exact = unmatched(compared(before), compared(after), (a, b) => a.plain === b.plain)
  const moved = unmatched(exact.earlier, exact.later, (a, b) => (isCamera || share(a.line.box, b.line.box) === 0) && isMisread(a, b))
  const changed: ChangedLine[] = []
  const placed = unmatched(moved.earlier, moved.later, (a, b) => {
    const isThere = share(a.line.box, b.line.box) >= SAME_PLACE
    if (isThere) changed.push({ before: a.line, after: b.line })
    return isThere
  })
  return { added: placed.later.map(({ line }) => line), changed, removed: placed.earlier.map(({ line }) => line) }
}

/** A line as it is compared. */
interface Legible {
  readonly line: TextLine
  /** Without what the recogniser is unsure of from one reading to the next: spaces and case. */
  readonly plain: string
  /** Its numbers, one after the other. */
  readonly numbers: string
}

function legible(line: TextLine): Legible {
  const plain = line.text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '')
  return { line, plain, numbers: (line.text.match(/\d+/g) ?? []).join() }
}

/** What is left of both when each line has found one of the other text that fits, if there is one. */
function unmatched(
  earlier: readonly Legible[],
  later: readonly Legible[],
  fits: (a: Legible, b: Legible) => boolean,
): { earlier: Legible[]; later: Legible[] } {
  const left = [...earlier]
  const rest = later.filter((line) => {
    const at = left.findIndex((one) => fits(one, line))
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  return { earlier: left, later: rest }
}

/** One line read twice: numbers agree, and nearly all letters. */
function isMisread(a: Legible, b: Legible): boolean {
  const most = Math.floor(Math.max(a.plain.length, b.plain.length) * MISREAD)
  return a.numbers === b.numbers && areWithin(a.plain, b.plain, most)
}

/** Share of the smaller box that the other one covers. */
function share(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  const smaller = Math.min(a.width * a.height, b.width * b.height)
  return width > 0 && height > 0 && smaller > 0 ? (width * height) / smaller : 0
}
