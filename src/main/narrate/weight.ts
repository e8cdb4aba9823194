import { CLEAR, NOISE } from '../../shared/confidence'
import type { TextLine } from '../../shared/text-line'

export { CLEAR, NOISE }

/** A headline is at least this much larger than the usual line. */
const STANDS_OUT = 1.18
/** Most lines that one headline runs over. */
const HEADLINE_LINES = 3
/** Letters that a headline has at least; numbers alone are figures, however large. */
const HEADLINE_LETTERS = 3
/** Characters of a label, and how many labels side by side make a bar of them. */
const LABEL = 16
const BAR = 3

export interface WeighedText {
  /** The lines that name the picture; none where nothing stands out. */
  readonly headline: readonly TextLine[]
  /** The other clear lines: what the picture is about in reading order, then menus and side bars. */
  readonly body: readonly TextLine[]
  readonly unclear: readonly TextLine[]
}

/**
 * Orders recognised lines by how much they matter: the headline, the content, the labels around it.
 *
 * @param lines in reading order
 * @param width pixels of the picture
 * @param height pixels of the picture
 */
export function weigh(lines: readonly TextLine[], width: number, height: number): WeighedText {
  const spoken = lines.filter((line) => /[\p{L}\p{N}]{2}/u.test(line.text))
  const clear = spoken.filter((line) => line.confidence >= CLEAR)
  const headline = findHeadline(clear, height)
  const rest = clear.filter((line) => !headline.includes(line))
  const labels = new Set(rest.filter((line) => isLabel(line, rest, width, height)))
  return {
    headline,
    body: [...rest.filter((line) => !labels.has(line)), ...rest.filter((line) => labels.has(line))],
    unclear: spoken.filter((line) => line.confidence < CLEAR && line.confidence >= NOISE),
  }
}

/**
 * Size of print, pixels: the box's height and the mean width of a character, since the one depends on
 * which letters a line has and the other on how wide the typeface runs.
 */
function printSize({ box, text }: TextLine): number {
  return Math.sqrt(box.height * ((2 * box.width) / Math.max(3, text.length)))
}

function findHeadline(lines: readonly TextLine[], height: number): readonly TextLine[] {
  const usual = median(lines.map(printSize))
  const candidates = lines.filter((line) => letters(line) >= HEADLINE_LETTERS)
  const score = (line: TextLine): number => (printSize(line) / usual) ** 2 * place(line, height)
  const best = greatest(candidates, score)
  if (!best) return []
  if (printSize(best) < usual * STANDS_OUT) return titleLine(lines)
  // A long headline runs over several lines of the same print, one under the other.
  const block = candidates.filter((line) => sameHeadline(best, line))
  const at = block.indexOf(best)
  return adjoining(block, at).slice(0, HEADLINE_LINES)
}

/** Where nothing stands out: the line on top, if it stands alone there like a window's title. */
function titleLine(lines: readonly TextLine[]): readonly TextLine[] {
  const top = greatest(lines, (line) => 1 / (1 + line.box.y))
  const alone = top && lines.filter((line) => sameRow(line, top)).length < BAR
  return alone && letters(top) >= HEADLINE_LETTERS ? [top] : []
}

/** Headlines are in the upper part; print of the same size further down is a figure or a name. */
function place({ box }: TextLine, height: number): number {
  const y = (box.y + box.height / 2) / height
  return y < 0.5 ? 1 : 1 - 0.7 * (y - 0.5)
}

function sameHeadline(a: TextLine, b: TextLine): boolean {
  const ratio = printSize(a) / printSize(b)
  const apart = Math.abs(a.box.x - b.box.x) > a.box.height * 4 && Math.abs(centre(a) - centre(b)) > a.box.height * 2
  return a === b || (ratio > 0.8 && ratio < 1.25 && !apart)
}

/** The lines around one that follow each other without a gap. */
function adjoining(lines: readonly TextLine[], at: number): readonly TextLine[] {
  const near = (i: number): boolean => {
    const [a, b] = [lines[i], lines[i + 1]]
    return !!a && !!b && b.box.y - (a.box.y + a.box.height) < a.box.height * 0.9 && b.box.y > a.box.y + a.box.height / 2
  }
  let from = at
  let to = at
  while (near(from - 1)) from--
  while (near(to)) to++
  return lines.slice(from, to + 1)
}

/** Menus, tool bars and side bars: short lines in a row at an edge, or in a narrow column at one. */
function isLabel(line: TextLine, lines: readonly TextLine[], width: number, height: number): boolean {
  if (line.text.length > LABEL) return false
  const { box } = line
  const atEnd = box.y < height * 0.06 || box.y + box.height > height * 0.95
  if (atEnd && lines.filter((other) => sameRow(line, other) && other.text.length <= LABEL).length >= BAR) return true
  const atSide = box.x + box.width < width * 0.2 || box.x > width * 0.85
  const column = lines.filter((other) => Math.abs(other.box.x - box.x) < box.height)
  return atSide && column.length >= BAR && column.every((other) => other.text.length <= LABEL * 2)
}

function sameRow(a: TextLine, b: TextLine): boolean {
  return Math.abs(a.box.y + a.box.height / 2 - (b.box.y + b.box.height / 2)) < Math.min(a.box.height, b.box.height) / 2
}

function centre({ box }: TextLine): number {
  return box.x + box.width / 2
}

function letters({ text }: TextLine): number {
  return text.replace(/[^\p{L}]/gu, '').length
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 1
}

function greatest<T>(items: readonly T[], score: (item: T) => number): T | undefined {
  let found: T | undefined
  let most = 0
  for (const item of items) {
    const value = score(item)
    if (value > most) [most, found] = [value, item]
  }
  return found
}
