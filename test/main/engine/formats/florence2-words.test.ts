import { describe, expect, test } from 'vitest'
import { wordsOf } from '../../../../src/main/engine/formats/florence2-words'

const SIZE = { width: 300, height: 90 }
const box = (label: string, x: number, y: number) => ({ label, points: [x - 10, y - 5, x + 10, y + 5] })

describe('the words for places', () => {
  test('name the ninth of the picture that a thing lies in', () => {
    const rows = [15, 45, 75].map((y) => [50, 150, 250].map((x) => wordsOf([box('x', x, y)], 'description_with_bboxes', SIZE)))
    expect(rows).toEqual([
      ['X: top left.', 'X: at the top.', 'X: top right.'],
      ['X: on the left.', 'X: in the middle.', 'X: on the right.'],
      ['X: bottom left.', 'X: at the bottom.', 'X: bottom right.'],
    ])
  })

  test('put equal things together and count them in words, not in digits', () => {
    const regions = [box('car', 150, 45), box('wheel', 50, 80), box('wheel', 250, 80), box('wheel', 250, 80)]
    expect(wordsOf(regions, 'description_with_bboxes', SIZE)).toBe('Car: in the middle. Wheel: bottom left and two bottom right.')
  })

  test('say that something is there where the model gave no name', () => {
    expect(wordsOf([box('', 50, 15)], 'bboxes', SIZE)).toBe('Something: top left.')
  })

  test('are the lines themselves where text was read', () => {
    expect(wordsOf([box('Save changes?', 1, 1), box('Cancel', 2, 2)], 'ocr', SIZE)).toBe('Save changes?\nCancel')
  })

  test('are none where nothing was found', () => {
    expect(wordsOf([], 'description_with_bboxes', SIZE)).toBe('')
  })
})
