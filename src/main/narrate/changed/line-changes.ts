import type { Box, TextLine } from '../../../shared/text-line'
import { CLEAR } from '../weight'

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
  const earlier = before.filter((line) => isLegible(line) && !isSamePlace(line.box))
  const later = after.filter((line) => isLegible(line) && !isSamePlace(line.box))
  // Word for word first, so that a line is not taken for its neighbour's.
  const exact = unmatched(earlier, later, (a, b) => plain(a.text) === plain(b.text))
  const moved = unmatched(exact.earlier, exact.later, (a, b) => (isCamera || share(a.box, b.box) === 0) && isMisread(a.text, b.text))
  const changed: ChangedLine[] = []
  const placed = unmatched(moved.earlier, moved.later, (a, b) => {
    const isThere = share(a.box, b.box) >= SAME_PLACE
    if (isThere) changed.push({ before: a, after: b })
    return isThere
  })
  return { added: placed.later, changed, removed: placed.earlier }
}

/** What is left of both when each line has found one of the other text that fits, if there is one. */
function unmatched(
  earlier: readonly TextLine[],
  later: readonly TextLine[],
  fits: (a: TextLine, b: TextLine) => boolean,
): { earlier: TextLine[]; later: TextLine[] } {
  const left = [...earlier]
  const rest = later.filter((line) => {
    const at = left.findIndex((one) => fits(one, line))
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  return { earlier: left, later: rest }
}

/** Without what the recogniser is unsure of from one reading to the next: spaces and case. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '')
}

/** One line read twice: numbers agree, and nearly all letters. */
function isMisread(a: string, b: string): boolean {
  const numbers = (text: string): string => (text.match(/\d+/g) ?? []).join()
  if (numbers(a) !== numbers(b)) return false
  const [one, other] = [plain(a), plain(b)]
  return distance(one, other) <= Math.max(one.length, other.length) * MISREAD
}

/** Letters to be added, taken or exchanged to make one text of the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min((row[j] ?? 0) + (letter === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

/** Share of the smaller box that the other one covers. */
function share(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  const smaller = Math.min(a.width * a.height, b.width * b.height)
  return width > 0 && height > 0 && smaller > 0 ? (width * height) / smaller : 0
}
