import { expect, test } from 'vitest'
import { movingAreas } from '../../../../src/main/narrate/narration/moving-areas'
import { SIGNATURE } from '../../../../src/shared/engine-protocol'

const box = (x: number, y: number, width: number, height: number): number[] =>
  Array.from({ length: width * height }, (_, i) => (y + Math.floor(i / width)) * SIGNATURE.columns + x + (i % width))

test('a caret, a clock and a spinner are small, each by itself, however many there are', () => {
  const small = [...box(3, 3, 1, 1), ...box(20, 3, 5, 2), ...box(40, 3, 3, 3), ...box(3, 20, 2, 2), ...box(60, 33, 4, 3)]
  expect(movingAreas(new Set(small))).toEqual({ small: new Set(small), films: new Set() })
})
test('a film is one with all that it lies around and its edge, and takes nothing else along', () => {
  const film = box(10, 10, 12, 8)
  const lively = film.filter((_, i) => i % 2 === 0 || i === film.length - 1)
  const areas = movingAreas(new Set([...lively, ...box(40, 3, 3, 3)]))
  expect([...areas.films].sort((a, b) => a - b)).toEqual(box(9, 9, 14, 10))
  expect(areas.small).toEqual(new Set(box(40, 3, 3, 3)))
})
test('where a line of text comes and goes is no small thing', () => {
  expect(movingAreas(new Set(box(8, 30, 14, 1))).small.size).toBe(0)
})
test('nothing that moves, no areas', () => {
  expect(movingAreas(new Set())).toEqual({ small: new Set(), films: new Set() })
})
