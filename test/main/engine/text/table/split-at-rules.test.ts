import { expect, test } from 'vitest'
import { drawingOf } from '../../../../../src/main/engine/text/table/drawing'
import { splitAtColumns } from '../../../../../src/main/engine/text/table/split-at-columns'
import { splitAtRules } from '../../../../../src/main/engine/text/table/split-at-rules'
import type { Box } from '../../../../../src/shared/text-line'
import { drawn } from './support'

const box: Box = { x: 20, y: 40, width: 160, height: 20 }
/** Words as bars of ink. */
const words = (y: number, ...places: readonly (readonly [number, number])[]): [number, number, number, number][] =>
  places.flatMap(([x, width]) => Array.from({ length: Math.floor(width / 4) }, (_, i): [number, number, number, number] => [x + i * 4, y + 5, 2, 10]))

const ends = (boxes: readonly Box[]): [number, number][] => boxes.map(({ x, width }) => [Math.round(x), Math.round(x + width)])

test('a box is parted at a line that goes through it, and parts without ink are left out', () => {
  const { light, runs } = drawingOf(drawn(300, 200, [...words(40, [30, 40], [120, 40]), [80, 20, 1, 60], [110, 20, 1, 60]]))
  const parts = splitAtRules(light, box, runs.vertical)
  expect(parts).toHaveLength(2)
  expect(ends(parts)[0]?.[1]).toBeLessThan(80)
  expect(ends(parts)[1]?.[0]).toBeGreaterThan(110)
})

test('the stem of a letter does not part it', () => {
  const { light, runs } = drawingOf(drawn(300, 200, [...words(40, [30, 40], [90, 60]), [82, 42, 2, 16]]))
  expect(splitAtRules(light, box, runs.vertical)).toEqual([box])
})

test('a line that ends right below goes on hidden, where no letter is in its way', () => {
  const { light, runs } = drawingOf(drawn(300, 200, [...words(40, [30, 40], [100, 50]), [85, 62, 1, 80]]))
  expect(splitAtRules(light, box, runs.vertical)).toHaveLength(2)
  const covered = drawingOf(drawn(300, 200, [...words(40, [30, 120]), [85, 62, 1, 80]]))
  expect(splitAtRules(covered.light, box, covered.runs.vertical)).toEqual([box])
})

test('cells as close as wide words are parted where other rows begin, and prose is not', () => {
  const rows: Box[] = [box, { ...box, y: 70, x: 86, width: 60 }, { ...box, y: 100, x: 86, width: 60 }]
  const { light } = drawingOf(drawn(300, 200, [...words(40, [22, 48], [88, 60]), ...words(70, [88, 50]), ...words(100, [88, 50])]))
  expect(splitAtColumns(light, rows)).toHaveLength(4)
  const prose = rows.map((each) => ({ ...each, x: 20, width: 160 }))
  const other = drawingOf(drawn(300, 200, [...words(40, [22, 48], [88, 60]), ...words(70, [22, 120]), ...words(100, [22, 120])]))
  expect(splitAtColumns(other.light, prose)).toEqual(prose)
})
