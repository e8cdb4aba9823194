import type { Box } from '../../../../shared/text-line'
import { markIn, type ControlMark } from './control-mark'
import { outlineOf, type Outline } from './control-outline'
import { centreX, centreY } from './draft'
import type { Lightness } from './lightness'

/** A check box or radio button as it is drawn. */
export interface Control {
  readonly box: Box
  readonly checked: boolean
  /** Place in the caller's list of the line that begins right after it. */
  readonly label: number
}

/** Sizes: pixels, and heights of its label's line. */
const SIZE = { least: 9, most: 48, low: 0.4, high: 1.5 } as const
/** Heights of the line that its middle may be off. */
const LEVEL = 0.35
/** Free at both sides: heights of the line, and pixels. */
const FREE = { heights: 0.1, pixels: 2 } as const
/** Letters of one word are nearer to each other than this, in heights. */
const APART = 0.18
/** Heights between it and its label at most, and how far on the left of a line it is looked for. */
const NEAR = 1.3
const REACH = 2.6
/** An edge is this part of the size at most where there are gaps behind it, and so many parts a control has. */
const THIN = 0.3
const MOST_PARTS = 5
/** Difference of lightness that is drawn. */
const DRAWN = 14
/** Part of a line's height round its middle in which its letters and controls are parted. */
const BAND = 0.2
/** Twins: pixels that places may be apart, part of the size by which sizes may differ, and sizes that lie between them. */
const TWIN = { place: 2.5, size: 0.1, far: 14 } as const

/**
 * The check boxes and radio buttons that stand before words. One that might be a letter, a picture or a list's mark
 * is none: a radio button has another one in line, and what is no usual tick counts beside an empty one only.
 *
 * @param lines boxes of the picture's text, a control may be in them
 */
export function controlsOf(light: Lightness, lines: readonly Box[]): Control[] {
  const all = lines.flatMap((line, label) => candidatesIn(light, line, label))
  return all.flatMap((one) => {
    // Two lines may meet at one control: it is of the one whose words begin right after it.
    if (all.some((other) => other !== one && other.outline.box.x === one.outline.box.x && other.outline.box.y === one.outline.box.y && (other.gap < one.gap || (other.gap === one.gap && other.label > one.label)))) return []
    const twins = all.filter((other) => other !== one && isTwin(one.outline, other.outline))
    return isProven(one, twins) ? [{ box: one.outline.box, checked: one.mark !== 'none', label: one.label }] : []
  })
}

interface Candidate {
  readonly outline: Outline
  readonly mark: ControlMark
  readonly label: number
  /** Pixels to the words after it. */
  readonly gap: number
  /** It is as round and as high as an O before them. */
  readonly isLetter: boolean
}

function isProven({ outline: { shape }, mark, isLetter }: Candidate, twins: readonly Candidate[]): boolean {
  if (shape === 'square' && (mark === 'none' || mark === 'tick')) return true
  if (mark === 'none') return twins.some((twin) => twin.mark !== 'none' || !(isLetter || twin.isLetter))
  return twins.some((twin) => twin.mark === 'none')
}

function isTwin(a: Outline, b: Outline): boolean {
  if (a.shape !== b.shape || Math.abs(a.box.width - b.box.width) > Math.max(1, a.box.width * TWIN.size)) return false
  const [across, down] = [Math.abs(centreX(a.box) - centreX(b.box)), Math.abs(centreY(a.box) - centreY(b.box))]
  const far = a.box.width * TWIN.far
  return across + down > a.box.width && ((across <= TWIN.place && down <= far) || (down <= TWIN.place && across <= far))
}

interface Stretch {
  readonly from: number
  readonly to: number
}

function candidatesIn(light: Lightness, line: Box, label: number): Candidate[] {
  const middle = Math.round(centreY(line))
  const paper = paperOf(light, line)
  const stretches = stretchesOf(light, line, middle, paper)
  return stretches.flatMap((_, first): Candidate[] => {
    for (let last = Math.min(stretches.length - 2, first + MOST_PARTS - 1); last >= first; last--) {
      const whole = wholeOf(stretches.slice(first, last + 1), line.height)
      const next = stretches[last + 1]
      const gap = whole && next ? next.from - whole.to : Infinity
      if (!whole || !next || gap > line.height * NEAR || next.to <= line.x) continue
      const box = heightOf(light, whole, middle, paper, line.height)
      if (!box || Math.abs(centreY(box) - centreY(line)) > line.height * LEVEL) continue
      const outline = outlineOf(light, box, paper)
      if (!outline || (outline.shape === 'circle' && gap < line.height * APART)) continue
      const mark = markIn(light, outline, paper)
      const isLetter = mark === 'none' && outline.shape === 'circle' && isAsHigh(light, box, next, middle, paper, line.height)
      if (mark) return [{ outline, mark, label, gap, isLetter }]
    }
    return []
  })
}

/** Stretches as one control: what encloses something has a thin edge at one end at least. Null where they cannot be one. */
function wholeOf(parts: readonly Stretch[], height: number): Stretch | null {
  const [first, last] = [parts[0], parts.at(-1)]
  if (!first || !last) return null
  const size = last.to - first.from
  if (size < Math.max(SIZE.least, height * SIZE.low) || size > Math.min(SIZE.most, height * SIZE.high)) return null
  const thin = Math.max(3, size * THIN)
  if (parts.length > 1 && Math.min(first.to - first.from, last.to - last.from) > thin) return null
  return { from: first.from, to: last.to }
}

/** The commonest lightness in a line: what it stands on. */
function paperOf({ width, height, values }: Lightness, { x, y, width: across, height: down }: Box): number {
  const counts = new Uint32Array(256)
  const [right, bottom] = [Math.min(width, x + across), Math.min(height, y + down)]
  for (let row = Math.max(0, Math.floor(y)); row < bottom; row += 2) {
    for (let column = Math.max(0, Math.floor(x)); column < right; column++) {
      const value = values[row * width + column] ?? 0
      counts[value] = (counts[value] ?? 0) + 1
    }
  }
  return counts.indexOf(Math.max(...counts))
}

/** What is drawn along the middle of a line and on its left, parted where nothing is. */
function stretchesOf({ width, height, values }: Lightness, line: Box, middle: number, paper: number): Stretch[] {
  const band = Math.max(2, Math.round(line.height * BAND))
  const [top, bottom] = [Math.max(0, middle - band), Math.min(height, middle + band + 1)]
  const end = Math.min(width, Math.ceil(line.x + line.width))
  const free = Math.max(FREE.pixels, Math.round(line.height * FREE.heights))
  const stretches: { from: number; to: number }[] = []
  for (let x = Math.max(0, Math.floor(line.x - line.height * REACH)); x < end; x++) {
    let isDrawn = false
    for (let y = top; y < bottom && !isDrawn; y++) isDrawn = Math.abs((values[y * width + x] ?? 0) - paper) >= DRAWN
    if (!isDrawn) continue
    const last = stretches.at(-1)
    if (last && x - last.to < free) last.to = x + 1
    else stretches.push({ from: x, to: x + 1 })
  }
  return stretches
}

/** A stretch with the rows that it is drawn in, up and down from the line's middle; null where it does not end. */
function heightOf(light: Lightness, { from, to }: Stretch, middle: number, paper: number, height: number): Box | null {
  const isDrawn = (y: number): boolean => {
    if (y < 0 || y >= light.height) return true
    for (let x = from; x < to; x++) if (Math.abs((light.values[y * light.width + x] ?? 0) - paper) >= DRAWN) return true
    return false
  }
  let [top, bottom] = [middle, middle]
  const far = height * SIZE.high
  while (middle - top < far && isDrawn(top - 1)) top--
  while (bottom - middle < far && isDrawn(bottom + 1)) bottom++
  return middle - top >= far || bottom - middle >= far ? null : { x: from, y: top, width: to - from, height: bottom + 1 - top }
}

/** Whether something round begins and ends where the letters after it do: it is a letter, too. */
function isAsHigh(light: Lightness, box: Box, next: Stretch, middle: number, paper: number, height: number): boolean {
  const letters = heightOf(light, { from: next.from, to: Math.min(next.to, next.from + Math.round(box.width)) }, middle, paper, height)
  return letters !== null && Math.abs(letters.y - box.y) <= 1 && Math.abs(letters.y + letters.height - box.y - box.height) <= 1
}
