import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lineChanges } from '../../../../src/main/narrate/changed/line-changes'
import type { TextLine } from '../../../../src/shared/text-line'

const line = (text: string, row = 0, confidence = 0.99): TextLine => ({
  text,
  confidence,
  box: { x: 20, y: row * 40, width: text.length * 10, height: 20 },
  block: 0,
})
const SCREEN = { isSamePlace: () => false, isCamera: false }
const CAMERA = { isSamePlace: () => false, isCamera: true }

/** The changes as texts. */
function changes(before: readonly TextLine[], after: readonly TextLine[], how = SCREEN) {
  const { added, changed, removed } = lineChanges(before, after, how)
  return { added: added.map(({ text }) => text), changed: changed.map((pair) => [pair.before.text, pair.after.text]), removed: removed.map(({ text }) => text) }
}
const NOTHING = { added: [], changed: [], removed: [] }

describe('what changed of a text', () => {
  test('is a line in the place of another, one more, and one less', () => {
    const before = [line('Total: 12', 0), line('Paid', 1), line('Thank you', 2)]
    const after = [line('Total: 13', 0), line('Thank you', 2), line('Come again', 3)]
    expect(changes(before, after)).toEqual({ added: ['Come again'], changed: [['Total: 12', 'Total: 13']], removed: ['Paid'] })
  })

  test('is only what is new at the end when a page was scrolled', () => {
    const page = ['One', 'Two', 'Three', 'Four', 'Five'].map((text, row) => line(text, row))
    const scrolled = ['Three', 'Four', 'Five', 'Six'].map((text, row) => line(text, row))
    expect(changes(page, scrolled)).toEqual({ added: ['Six'], changed: [], removed: ['One', 'Two'] })
  })

  test('is nothing where the pixels are the same, however they were read', () => {
    expect(changes([line('lnbox 3')], [line('Inbox 3')], { isSamePlace: () => true, isCamera: false })).toEqual(NOTHING)
  })

  test('is nothing that could not be read clearly', () => {
    expect(changes([], [line('x3 ~', 0, 0.6)])).toEqual(NOTHING)
  })

  test('is no line that moved and was read a little otherwise, but one whose number is another', () => {
    expect(changes([line('Save your changes before closing', 1)], [line('Save your changes before c1osing'.replace('1', 'l'), 5)])).toEqual(NOTHING)
    expect(changes([line('Your order of 12 books', 1)], [line('Your order of 13 books', 5)])).toMatchObject({ added: ['Your order of 13 books'] })
  })

  test('before a camera is no line that was read a little otherwise in its place', () => {
    expect(changes([line('Beware of the dog')], [line('Beware of the dag')], CAMERA)).toEqual(NOTHING)
    expect(changes([line('Beware of the dog')], [line('Beware of the dag')], SCREEN).changed).toHaveLength(1)
  })

  test('is nothing between a text and itself, and each line is told of once', () => {
    const text = fc.array(fc.record({ text: fc.string({ minLength: 1, maxLength: 12 }), row: fc.nat(8) }), { maxLength: 8 })
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [a, b] = [one, other].map((lines) => lines.map(({ text: words, row }) => line(words, row))) as [TextLine[], TextLine[]]
        expect(changes(a, a)).toEqual(NOTHING)
        const found = lineChanges(a, b, SCREEN)
        const told = [...found.added, ...found.changed.map((pair) => pair.after)]
        expect(new Set(told).size).toBe(told.length)
        expect(told.every((told1) => b.includes(told1))).toBe(true)
      }),
    )
  })
})
