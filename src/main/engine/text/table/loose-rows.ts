import type { Columns } from './columns'
import { median } from './draft'
import type { Rule, Rules } from './rules'
import type { Strip } from './strips'

export interface Rows {
  /** The strips of each row, top to bottom. */
  readonly strips: readonly Strip[][]
  /** Lines or edges of stripes lie between most of them. */
  readonly ruled: boolean
  /** Heights of the gaps between rows, pixels. */
  readonly gaps: readonly number[]
}

/** Part of the table's width that a line below a row has at least. */
const LONG = 0.6
/** Gaps within a row are this part, at most, of those between rows that are drawn. */
const WITHIN = 0.75
/** Gaps between rows are so many times those between the lines of a cell. */
const JUMP = 1.45
/** Part of a row that its second and third lines fill at most. */
const FEW = 0.7

/** Strips as rows: a cell of several lines has smaller gaps than rows, or no line drawn in them. */
export function rowsOf(strips: readonly Strip[], columns: Columns, rules: Rules): Rows {
  const between = strips.slice(1).map((strip, i) => ({ size: Math.max(0, strip.top - (strips[i]?.bottom ?? 0)), drawn: isRuled(strips[i], strip, columns, rules.horizontal) }))
  const drawn = between.filter((gap) => gap.drawn)
  const plain = between.filter((gap) => !gap.drawn)
  const limit = limitOf(drawn.map(({ size }) => size), plain.map(({ size }) => size))
  const merged = between.map((gap) => !gap.drawn && gap.size < limit)
  const inner = strips.filter((_, i) => merged[i - 1] === true)
  const mean = inner.reduce((sum, { segments }) => sum + segments.length, 0) / Math.max(1, inner.length)
  const isContinued = inner.length > 0 && mean <= Math.max(1, columns.count * FEW)
  const rows: Strip[][] = []
  const gaps: number[] = []
  for (const [i, strip] of strips.entries()) {
    if (i > 0 && isContinued && merged[i - 1] === true) rows.at(-1)?.push(strip)
    else {
      rows.push([strip])
      if (i > 0) gaps.push(between[i - 1]?.size ?? 0)
    }
  }
  return { strips: rows, ruled: drawn.length >= Math.max(2, gaps.length * 0.5), gaps }
}

function isRuled(above: Strip | undefined, below: Strip, { cores }: Columns, horizontal: readonly Rule[]): boolean {
  if (!above) return false
  const [left, right] = [cores[0]?.from ?? 0, cores.at(-1)?.to ?? 0]
  const slack = (above.bottom - above.top) * 0.15
  let drawn = 0
  for (const rule of horizontal) {
    if (rule.at < above.bottom - slack || rule.at > below.top + slack) continue
    drawn = Math.max(drawn, Math.min(rule.to, right) - Math.max(rule.from, left))
  }
  return drawn >= (right - left) * LONG
}

/** The height below which a gap without a line lies within a row; 0 where none does. */
function limitOf(drawn: readonly number[], plain: readonly number[]): number {
  if (plain.length === 0) return 0
  if (drawn.length >= 2 && drawn.length * 3 >= plain.length) {
    const limit = median(drawn) * WITHIN
    // Where rows without lines are as far apart as those with, lines only part groups of rows.
    if (median(plain) < limit) return limit
    if (drawn.length > plain.length) return limit
  }
  const sizes = [...drawn, ...plain].sort((a, b) => a - b)
  let limit = 0
  let most = JUMP
  for (const [i, size] of sizes.entries()) {
    const next = sizes[i + 1]
    if (next === undefined || next < 2) continue
    const jump = next / Math.max(1, size)
    // A last, lone wide gap is one before a sum, not the one between rows.
    if (jump < most || sizes.length - 1 - i < 2) continue
    most = jump
    limit = (size + next) / 2
  }
  return limit
}
