import type { Box } from '../../../../shared/text-line'
import { DisjointSets } from '../disjoint-sets'
import type { Rule, Rules } from './rules'

/** A cell that lines enclose: its place in its frame's grid. */
export interface Place {
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
  readonly box: Box
}

/** Lines that meet, as a grid of enclosed places; a lone box has one. */
export interface Frame {
  readonly rows: number
  readonly columns: number
  readonly box: Box
  /** Where columns begin, and the last one ends. */
  readonly edges: readonly number[]
  readonly places: readonly Place[]
}

/** Lines that meet end this near each other, pixels: a round corner is open. */
const TOUCH = 6
/** Lines of one row or column lie this near, pixels. */
const NEAR = 5
/** Part of a place's side that must be drawn. */
const CLOSED = 0.7
/** Larger grids are no table that is walked. */
const MOST_ROWS = 300
const MOST_COLUMNS = 60

/** The frames of a picture: tables with lines round their cells, and boxes. */
export function framesOf(rules: Rules): Frame[] {
  return meeting(rules).flatMap((group) => {
    const { horizontal, vertical } = withSides(group)
    const ys = placesOf(horizontal)
    const xs = placesOf(vertical)
    if (ys.length < 2 || xs.length < 2 || ys.length > MOST_ROWS || xs.length > MOST_COLUMNS) return []
    return enclosed({ xs, ys, horizontal, vertical })
  })
}

/** Groups of rules that meet or cross. */
function meeting({ horizontal, vertical }: Rules): { horizontal: Rule[]; vertical: Rule[] }[] {
  const sets = new DisjointSets(horizontal.length + vertical.length)
  for (const [i, across] of horizontal.entries()) {
    for (const [j, down] of vertical.entries()) {
      if (down.at < across.from - TOUCH || down.at > across.to + TOUCH) continue
      if (across.at < down.from - TOUCH || across.at > down.to + TOUCH) continue
      sets.join(horizontal.length + j, i)
    }
  }
  const groups = new Map<number, { horizontal: Rule[]; vertical: Rule[] }>()
  const groupOf = (i: number): { horizontal: Rule[]; vertical: Rule[] } => {
    const group = groups.get(sets.find(i)) ?? { horizontal: [], vertical: [] }
    groups.set(sets.find(i), group)
    return group
  }
  horizontal.forEach((rule, i) => groupOf(i).horizontal.push(rule))
  vertical.forEach((rule, j) => groupOf(horizontal.length + j).vertical.push(rule))
  return [...groups.values()].filter((group) => group.horizontal.length > 1 && group.vertical.length > 0)
}

/** With sides where several lines end at one place: a table may have lines between its cells alone. */
function withSides({ horizontal, vertical }: Rules): Rules {
  const sides = (rules: readonly Rule[], others: readonly Rule[]): Rule[] => {
    const ends = [Math.min(...rules.map(({ from }) => from)), Math.max(...rules.map(({ to }) => to))]
    return ends.flatMap((at, i) => {
      const ending = rules.filter((rule) => Math.abs((i === 0 ? rule.from : rule.to) - at) <= TOUCH).map((rule) => rule.at)
      if (ending.length < 2) return []
      const lengthwise = others.flatMap(({ from, to }) => [from, to])
      return [{ at, from: Math.min(...ending, ...lengthwise), to: Math.max(...ending, ...lengthwise) }]
    })
  }
  return {
    horizontal: [...horizontal, ...sides(vertical, horizontal)],
    vertical: [...vertical, ...sides(horizontal, vertical)],
  }
}

/** Places across of all rules, those that lie near as one. */
function placesOf(rules: readonly Rule[]): number[] {
  const places: number[] = []
  let group: number[] = []
  for (const at of rules.map((rule) => rule.at).sort((a, b) => a - b)) {
    if (group.length > 0 && at - (group[0] ?? 0) > NEAR) {
      places.push(mean(group))
      group = []
    }
    group.push(at)
  }
  return group.length > 0 ? [...places, mean(group)] : places
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

interface Lattice {
  readonly xs: readonly number[]
  readonly ys: readonly number[]
  readonly horizontal: readonly Rule[]
  readonly vertical: readonly Rule[]
}

/** Whether the rules at a place across are drawn from one end to the other. */
function isDrawn(rules: readonly Rule[], at: number, from: number, to: number): boolean {
  let drawn = 0
  for (const rule of rules) {
    if (Math.abs(rule.at - at) > NEAR) continue
    drawn += Math.max(0, Math.min(rule.to, to) - Math.max(rule.from, from))
  }
  return drawn >= (to - from) * CLOSED
}

/** The closed regions of a lattice as frames: one for each group of regions that share sides. */
function enclosed({ xs, ys, horizontal, vertical }: Lattice): Frame[] {
  const columns = xs.length - 1
  const rows = ys.length - 1
  const outside = rows * columns
  const sets = new DisjointSets(outside + 1)
  const at = (row: number, column: number): number =>
    row < 0 || column < 0 || row >= rows || column >= columns ? outside : row * columns + column
  for (let row = 0; row <= rows; row++) {
    for (let column = 0; column <= columns; column++) {
      const [left = 0, right = 0] = [xs[column], xs[column + 1]]
      const [top = 0, bottom = 0] = [ys[row], ys[row + 1]]
      const open = (a: number, b: number): void => sets.join(a, b)
      if (column < columns && !isDrawn(horizontal, top, left, right)) open(at(row - 1, column), at(row, column))
      if (row < rows && !isDrawn(vertical, left, top, bottom)) open(at(row, column - 1), at(row, column))
    }
  }
  const regions = new Map<number, Region>()
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const root = sets.find(at(row, column))
      if (root === sets.find(outside)) continue
      const region = regions.get(root) ?? { top: row, bottom: row + 1, left: column, right: column + 1, area: 0 }
      region.top = Math.min(region.top, row)
      region.bottom = Math.max(region.bottom, row + 1)
      region.left = Math.min(region.left, column)
      region.right = Math.max(region.right, column + 1)
      region.area++
      regions.set(root, region)
    }
  }
  const whole = [...regions.values()].filter(
    ({ top, bottom, left, right, area }) => area === (bottom - top) * (right - left),
  )
  return neighbours(whole).flatMap((group) => frameOf(group, xs, ys) ?? [])
}

interface Region {
  top: number
  bottom: number
  left: number
  right: number
  area: number
}

/** Groups of regions that have a side in common. */
function neighbours(regions: readonly Region[]): Region[][] {
  const rest = new Set(regions)
  const groups: Region[][] = []
  for (const seed of regions) {
    if (!rest.delete(seed)) continue
    const group = [seed]
    for (const region of group) {
      for (const other of rest) {
        const across = Math.min(region.right, other.right) - Math.max(region.left, other.left)
        const down = Math.min(region.bottom, other.bottom) - Math.max(region.top, other.top)
        if (across < 0 || down < 0 || across + down === 0) continue
        rest.delete(other)
        group.push(other)
      }
    }
    groups.push(group)
  }
  return groups
}

/** A group as a grid without the lines that no region of it ends at; null where it leaves places out. */
function frameOf(group: readonly Region[], xs: readonly number[], ys: readonly number[]): Frame | null {
  const sorted = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b)
  const across = sorted(group.flatMap(({ left, right }) => [left, right]))
  const down = sorted(group.flatMap(({ top, bottom }) => [top, bottom]))
  const places = group.map(({ top, bottom, left, right }) => {
    const box = boxOf(xs[left] ?? 0, ys[top] ?? 0, xs[right] ?? 0, ys[bottom] ?? 0)
    const [row, column] = [down.indexOf(top), across.indexOf(left)]
    return { row, column, rowSpan: down.indexOf(bottom) - row, columnSpan: across.indexOf(right) - column, box }
  })
  const [rows, columns] = [down.length - 1, across.length - 1]
  const covered = places.reduce((sum, { rowSpan, columnSpan }) => sum + rowSpan * columnSpan, 0)
  if (covered !== rows * columns) return null
  places.sort((a, b) => a.row - b.row || a.column - b.column)
  const box = boxOf(xs[across[0] ?? 0] ?? 0, ys[down[0] ?? 0] ?? 0, xs[across.at(-1) ?? 0] ?? 0, ys[down.at(-1) ?? 0] ?? 0)
  return { rows, columns, box, edges: across.map((place) => xs[place] ?? 0), places }
}

const boxOf = (left: number, top: number, right: number, bottom: number): Box => ({
  x: left,
  y: top,
  width: right - left,
  height: bottom - top,
})
