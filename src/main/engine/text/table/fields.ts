import { CLEAR } from '../../../../shared/confidence'
import type { Box } from '../../../../shared/text-line'
import { centreX, centreY, holds, inOrder, median, union, type Numbered } from './draft'
import type { Frame } from './frames'
import { hasInk, type Lightness } from './lightness'
import type { Rules } from './rules'

/** A label and its value, before their sureness is known. */
export interface DraftField {
  readonly label: string
  readonly value: string
  /** Of a check box or radio button. */
  readonly checked?: boolean
  /** Something else than text is filled in: the dots of a password. Of its lines the first alone is one then. */
  readonly marked?: true
  readonly box: Box
  readonly lines: readonly number[]
}

/** Heights of a box that is filled in, in lines: one line, or a few. */
const LOWEST = 1.05
const HIGHEST = 9
const HIGHEST_EMPTY = 3.5
/** Difference of lightness between a box and what it stands on, seen so many pixels from its edge. */
const PALE = 36
const INSET = 4
/** What is filled in begins this near, in lines, to the box's edge, and ends so much further from the other. */
const PADDING = 1.3
const SHIFT = 0.5
/** It is so much wider than high, at least. */
const WIDE = 2
/** Heights of a line between a label and its box: above, and at the left of it. */
const ABOVE = 1.1
const BESIDE = 14
/** Heights by which a label above begins before and behind its box's edge: an entry of a list begins further in. */
const EDGE = { before: 0.7, behind: 0.25 } as const
/** A box beside its label is no higher than this. */
const HIGHEST_BESIDE = 3.2
const LONGEST_LABEL = 60
/** Least marks of a password. */
const MARKS = 3
/** Pixels by which marks differ that are drawn alike. */
const ALIKE = 1
/** A line that is filled in is this many heights long; what stands on it begins so many above. */
const UNDERLINE = 4
const OVER = 1.9

/** Boxes and lines to fill in, with the words above or at the left of them. */
export function boxedFields(lines: readonly Numbered[], frames: readonly Frame[], rules: Rules, light: Lightness): DraftField[] {
  const height = median(lines.map(({ line }) => line.box.height))
  const boxes = frames.flatMap((frame) => (frame.places.length === 1 ? [frame.box] : []))
  const blanks = boxes.filter((box) => isBlank(box, lines, height) && isPale(box, light))
  const free = lines.filter(({ line }) => !blanks.some((box) => holds(box, line.box)))
  const labels = new Map<number, { readonly blank: Box; readonly far: number }>()
  for (const blank of [...blanks, ...underlines(lines, boxes, rules, height)]) {
    const label = labelOf(blank, free, height)
    const other = label && labels.get(label.index)
    if (label && (!other || other.far > label.far)) labels.set(label.index, { blank, far: label.far })
  }
  const taken = new Set(labels.keys())
  return [...labels].flatMap(([index, { blank }]) => {
    const label = lines.find((each) => each.index === index)
    if (!label) return []
    const written = lines.filter((each) => !taken.has(each.index) && holds(blank, each.line.box))
    const inside = inOrder(written)
    const value = inside.map((each) => lines.find((line) => line.index === each)?.line.text ?? '').join(' ')
    const box = union([label.line.box, blank])
    const field = { label: bare(label.line.text), box }
    if (written.every(({ line }) => line.confidence < CLEAR) && isMarked(blank, light, height, written.length > 0)) {
      return [{ ...field, value: '', marked: true as const, lines: [index, ...inside] }]
    }
    return [{ ...field, value, lines: [index, ...inside] }]
  })
}

/**
 * Whether several marks stand in a box from its left edge on: a caret is one, and a list's arrow stands at the right.
 * @param isEven those alone that are alike and equally far from each other, where they were read as letters
 */
function isMarked({ x, y, width, height: high }: Box, light: Lightness, height: number, isEven: boolean): boolean {
  const row = { x, y: y + INSET, width, height: high - 2 * INSET }
  const first = Math.round(x + INSET)
  const ink = Array.from({ length: Math.max(0, Math.round(width) - 2 * INSET) }, (_, at) => hasInk(light, row, first + at))
  const begins = ink.flatMap((is, at) => (is && ink[at - 1] !== true ? [at] : []))
  const ends = ink.flatMap((is, at) => (is && ink[at + 1] !== true ? [at] : []))
  if (begins.length < MARKS || (begins[0] ?? Infinity) >= height * PADDING) return false
  const isAlike = (values: readonly number[]): boolean => Math.max(...values) - Math.min(...values) <= ALIKE
  return !isEven || (isAlike(begins.map((at, i) => (ends[i] ?? at) - at)) && isAlike(begins.slice(1).map((at, i) => at - (begins[i] ?? 0))))
}

/** Whether a box is one to fill in: empty, or with text from its left edge on; no button, card or striped row. */
function isBlank(box: Box, lines: readonly Numbered[], height: number): boolean {
  const inside = lines.filter(({ line }) => holds(box, line.box)).map(({ line }) => line.box)
  if (box.height < height * LOWEST || box.width < box.height * WIDE) return false
  const [first] = inside
  if (!first) return box.height <= height * HIGHEST_EMPTY
  if (box.height > height * HIGHEST) return false
  if (inside.some((one) => inside.some((other) => other.x > one.x + one.width && sameRow(one, other)))) return false
  const left = Math.min(...inside.map(({ x }) => x)) - box.x
  const right = box.x + box.width - Math.max(...inside.map(({ x, width }) => x + width))
  return left < height * PADDING && right - left > height * SHIFT
}

/** Whether it stands out of its surroundings by no more than what is written on does: a button or an event does. */
function isPale(box: Box, { width, height, values }: Lightness): boolean {
  const at = (x: number, y: number): number =>
    values[Math.min(height - 1, Math.max(0, Math.round(y))) * width + Math.min(width - 1, Math.max(0, Math.round(x)))] ?? 0
  // Beside the left edge, where no letters are.
  const inside = at(box.x + INSET, centreY(box))
  const outside = at(box.x - INSET, centreY(box))
  return Math.abs(inside - outside) <= PALE
}

const sameRow = (one: Box, other: Box): boolean => Math.abs(centreY(one) - centreY(other)) < one.height * 0.5

/** The words that stand next to a box: at its left in its row, else above its left edge. */
function labelOf(blank: Box, lines: readonly Numbered[], height: number): { index: number; far: number } | null {
  let best: { index: number; far: number } | null = null
  for (const { index, line } of lines) {
    if (line.text.length > LONGEST_LABEL) continue
    const { box } = line
    const left = blank.x - (box.x + box.width)
    const beside = blank.height < height * HIGHEST_BESIDE && Math.abs(centreY(box) - centreY(blank)) < height * 0.5 && left > -height * 0.3 && left < height * BESIDE
    const up = blank.y - (box.y + box.height)
    const above = box.x - blank.x > -height * EDGE.before && box.x - blank.x < height * EDGE.behind && up > -height * 0.35 && up < height * ABOVE
    if (!beside && !above) continue
    // A label beside its box is meant, however near the one above is.
    const far = beside ? Math.max(0, left) / BESIDE : height + Math.max(0, up)
    if (!best || far < best.far) best = { index, far }
  }
  return best
}

/** Lines to write on, with a label that ends in a colon at their left. */
function underlines(lines: readonly Numbered[], boxes: readonly Box[], { horizontal }: Rules, height: number): Box[] {
  return horizontal.flatMap(({ at, from, to }) => {
    if (to - from < height * UNDERLINE) return []
    if (boxes.some((box) => at >= box.y - 3 && at <= box.y + box.height + 3 && from >= box.x - 3 && to <= box.x + box.width + 3)) return []
    const blank = { x: from, y: at - height * OVER, width: to - from, height: height * OVER }
    const label = lines.find(({ line: { box, text } }) => {
      const left = from - (box.x + box.width)
      return /[:：]$/.test(text) && centreY(box) > blank.y && centreY(box) < at && left > -height && left < height * BESIDE
    })
    // As high as the label's row, so that both have one middle.
    return label ? [{ ...blank, y: centreY(label.line.box) - height * 0.6, height: at - centreY(label.line.box) + height * 0.6 }] : []
  })
}

const bare = (text: string): string => text.replace(/\s*[:：*]+$/, '')

/** "Name: Ada" in one line; the label begins with a capital letter and has a few words. */
const PAIR = /^(\p{Lu}[^:.!?;,(){}=]{1,39}):\s*(\S.*)$/u
const ONLY_LABEL = /^(\p{L}[^:.!?;,(){}=]{1,39}):$/u
/** Ends of lines of code. */
const CODE = /[;{},]$/

/** Labels with a colon and what follows, where at least two stand below each other. */
export function colonFields(lines: readonly Numbered[]): DraftField[] {
  const pairs = lines.flatMap((each) => pairOf(each, lines))
  const isNext = ({ box, label }: DraftField, other: DraftField): boolean => {
    const [top, bottom] = [centreY(box), centreY(other.box)].sort((a, b) => a - b)
    if (top === undefined || bottom === undefined || label === other.label) return false
    if (bottom - top < box.height * 0.5 || bottom - top > box.height * 3.2) return false
    if (Math.abs(other.box.x - box.x) > box.height) return false
    return !lines.some(({ line }) => {
      const middle = centreY(line.box)
      return middle > top + box.height * 0.5 && middle < bottom - box.height * 0.5 && line.box.x < box.x + box.width && line.box.x + line.box.width > box.x
    })
  }
  return pairs.filter((pair) => pairs.some((other) => other !== pair && isNext(pair, other)))
}

function pairOf({ index, line }: Numbered, lines: readonly Numbered[]): DraftField[] {
  const whole = PAIR.exec(line.text)
  const [, label = '', value = ''] = whole ?? []
  if (whole && label.split(' ').length <= 4 && !CODE.test(value) && !value.startsWith('//')) {
    return [{ label, value, box: line.box, lines: [index] }]
  }
  if (!ONLY_LABEL.test(line.text)) return []
  const beside = lines
    .filter(({ line: { box } }) => Math.abs(centreY(box) - centreY(line.box)) < line.box.height * 0.4 && centreX(box) > centreX(line.box))
    .sort((a, b) => a.line.box.x - b.line.box.x)[0]
  // Another label, or a pair of its own, is no value.
  if (!beside || ONLY_LABEL.test(beside.line.text) || PAIR.test(beside.line.text)) return []
  return [{ label: bare(line.text), value: beside.line.text, box: union([line.box, beside.line.box]), lines: [index, beside.index] }]
}
