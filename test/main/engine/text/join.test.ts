import { expect, test } from 'vitest'
import { joinBoxes } from '../../../../src/main/engine/text/join'

const box = (x: number, y: number, width: number, height = 20) => ({ x, y, width, height })

test('pieces of one line that are a word gap apart become one box, in any order', () => {
  const pieces = [box(170, 1, 50), box(10, 0, 80), box(98, 0, 66)]
  const whole = [{ x: 10, y: 0, width: 210, height: 21 }]
  expect(joinBoxes(pieces)).toEqual(whole)
  expect(joinBoxes([...pieces].reverse())).toEqual(whole)
})

test('columns, lines below each other and lines of other sizes stay apart', () => {
  const apart = [box(0, 0, 100), box(140, 0, 100), box(0, 24, 100), box(104, 24, 60, 60)]
  expect(joinBoxes(apart)).toHaveLength(4)
})

test('a piece inside another is part of it', () => {
  expect(joinBoxes([box(0, 0, 100, 40), box(30, 10, 20, 12)])).toEqual([box(0, 0, 100, 40)])
})
