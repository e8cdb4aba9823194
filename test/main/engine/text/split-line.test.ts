import { expect, test } from 'vitest'
import { splitLine } from '../../../../src/main/engine/text/split-line'

/** A line of 20 px with black bars (from, to) on white. */
function line(width: number, bars: readonly (readonly [number, number])[]) {
  const rgb = new Uint8Array(width * 20 * 3).fill(255)
  for (const [from, to] of bars) {
    for (let y = 5; y < 15; y++) rgb.fill(0, (y * width + from) * 3, (y * width + to) * 3)
  }
  return { width, height: 20, rgb }
}
const whole = { x: 0, y: 0, width: 200, height: 20 }

test('a gap wider than words have parts a line, at its ink', () => {
  const parts = splitLine(line(200, [[10, 60], [66, 90], [130, 190]]), whole)
  expect(parts).toEqual([
    { x: 7, y: 0, width: 86, height: 20 },
    { x: 127, y: 0, width: 66, height: 20 },
  ])
})

test('word gaps leave it whole', () => {
  expect(splitLine(line(200, [[10, 60], [70, 120], [132, 190]]), whole)).toEqual([whole])
})

test('a line of nothing stays as it is', () => {
  expect(splitLine(line(200, []), whole)).toEqual([whole])
})
