import type { Box } from '../../../../shared/text-line'
import type { Lightness } from './lightness'

/** Something drawn along a row or column of pixels: a line, or the edge of a filled cell. Pixels. */
export interface Rule {
  /** Its place across: y of a horizontal one, x of a vertical one. */
  readonly at: number
  readonly from: number
  readonly to: number
}

export interface Rules {
  readonly horizontal: readonly Rule[]
  readonly vertical: readonly Rule[]
}

/** Difference of neighbouring pixels' lightness that makes an edge: a light stripe differs by 10 and more. */
const EDGE = 5
/** Pixels that may be missing in a run: what lies between two dashes. */
const DASH = 4
/** Least lengths: shorter than a column is wide, or a row high. */
const LEAST = { horizontal: 24, vertical: 13 } as const
/** Least part of a run that is drawn: every second pixel of a dotted line. */
const DRAWN = 0.42
/** Part of a run from which it has no gaps. */
const SOLID = 0.9
/** A run with gaps has so many pieces at least, which are so long at most, pixels: the strokes of letters are longer. */
const PIECES = 5
const LONGEST_PIECE = 4.5
/** Both edges of one line, and the neighbours of a double one, lie this near, pixels. */
const THICK = 4
/** Above and below, this part of a line's box has no letters in it. */
const AIR = 0.12
/** More than that is a picture's noise. */
const MOST = 4000

interface Run extends Rule {
  /** Without gaps. */
  readonly solid: boolean
}

/** All rows and columns of edges in a picture: lines, sides of boxes, and strokes of letters. */
export interface Runs {
  readonly horizontal: readonly Run[]
  readonly vertical: readonly Run[]
}

/**
 * The lines and edges of a picture, without those that letters make.
 *
 * @param letters boxes of the picture's text
 */
export function rulesOf({ horizontal, vertical }: Runs, letters: readonly Box[]): Rules {
  if (horizontal.length + vertical.length > MOST * 20) return { horizontal: [], vertical: [] }
  return {
    horizontal: joined(horizontal.filter((run) => !isOfLetters(run, letters, 'horizontal'))).slice(0, MOST),
    vertical: joined(vertical.filter((run) => !isOfLetters(run, letters, 'vertical'))).slice(0, MOST),
  }
}

/** Runs of edges in one pass over the picture: only pixels at an edge cost more than a comparison. */
export function runsOf({ width, height, values }: Lightness): Runs {
  const horizontal: Run[] = []
  const vertical: Run[] = []
  const first = new Int32Array(width)
  const last = new Int32Array(width).fill(-1 - DASH * 2)
  const drawn = new Int32Array(width)
  const parts = new Int32Array(width)
  const close = (runs: Run[], run: Rule, hits: number, pieces: number): void => {
    const length = run.to - run.from
    const solid = hits >= length * SOLID
    const dashed = hits >= length * DRAWN && pieces >= PIECES && hits <= pieces * LONGEST_PIECE
    if (solid || dashed) runs.push({ ...run, solid })
  }
  for (let y = 1; y < height; y++) {
    const row = y * width
    let from = 0
    let to = -1 - DASH * 2
    let hits = 0
    let pieces = 0
    for (let x = 1; x < width; x++) {
      const here = values[row + x] ?? 0
      const down = here - (values[row + x - width] ?? 0)
      if (down >= EDGE || down <= -EDGE) {
        if (x - to > DASH) {
          if (to - from >= LEAST.horizontal) close(horizontal, { at: y, from, to }, hits, pieces)
          from = x
          hits = 0
          pieces = 1
        } else if (x > to) pieces++
        to = x + 1
        hits++
      }
      const across = here - (values[row + x - 1] ?? 0)
      if (across < EDGE && across > -EDGE) continue
      const end = last[x] ?? 0
      if (y - end > DASH) {
        const start = first[x] ?? 0
        if (end - start >= LEAST.vertical) close(vertical, { at: x, from: start, to: end }, drawn[x] ?? 0, parts[x] ?? 0)
        first[x] = y
        drawn[x] = 0
        parts[x] = 1
      } else if (y > end) parts[x] = (parts[x] ?? 0) + 1
      last[x] = y + 1
      drawn[x] = (drawn[x] ?? 0) + 1
    }
    if (to - from >= LEAST.horizontal) close(horizontal, { at: y, from, to }, hits, pieces)
  }
  for (let x = 1; x < width; x++) {
    const run = { at: x, from: first[x] ?? 0, to: last[x] ?? 0 }
    if (run.to - run.from >= LEAST.vertical) close(vertical, run, drawn[x] ?? 0, parts[x] ?? 0)
  }
  return { horizontal, vertical }
}

/** Whether letters make it: it runs inside the box of a line, or with gaps and mostly over such boxes. */
function isOfLetters(run: Run, letters: readonly Box[], axis: keyof Rules): boolean {
  let covered = 0
  for (const box of letters) {
    const air = box.height * AIR
    if (axis === 'horizontal') {
      if (run.at <= box.y + air || run.at >= box.y + box.height - air) continue
      const shared = Math.min(run.to, box.x + box.width) - Math.max(run.from, box.x)
      if (shared > 0) covered += shared
    } else {
      if (run.at < box.x || run.at > box.x + box.width) continue
      const shared = Math.min(run.to, box.y + box.height) - Math.max(run.from, box.y)
      if (shared > 0) covered += shared
    }
  }
  return covered >= (run.to - run.from) * (run.solid ? SOLID : 0.5)
}

/** Edges that lie side by side as one rule, with the pieces of it that follow each other. */
function joined(runs: readonly Run[]): Rule[] {
  const rules: { at: number; from: number; to: number; first: number; last: number }[] = []
  const open: typeof rules = []
  for (const run of [...runs].sort((a, b) => a.at - b.at || a.from - b.from)) {
    let near: (typeof rules)[number] | undefined
    for (let i = open.length - 1; i >= 0; i--) {
      const rule = open[i]
      if (!rule) continue
      if (run.at - rule.first > THICK) {
        open.splice(i, 1)
        continue
      }
      if (run.from <= rule.to + DASH && run.to >= rule.from - DASH) near = rule
    }
    if (near) {
      near.from = Math.min(near.from, run.from)
      near.to = Math.max(near.to, run.to)
      near.last = run.at
    } else {
      const rule = { at: run.at, from: run.from, to: run.to, first: run.at, last: run.at }
      rules.push(rule)
      open.push(rule)
    }
  }
  return rules.map(({ from, to, first, last }) => ({ at: (first + last) / 2, from, to }))
}
