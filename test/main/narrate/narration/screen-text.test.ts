import { describe, expect, test } from 'vitest'
import { isCount, isGrown, readingOf } from '../../../../src/main/narrate/narration/alike'
import { newest, ScreenText } from '../../../../src/main/narrate/narration/screen-text'
import { lineAt } from '../../../support/app/narration-film'

const ALL = { top: 0, bottom: 1000 }
const read = (text: ScreenText, lines: readonly ReturnType<typeof lineAt>[], now = 0, typed = 0, again = false): string[] => {
  text.read(lines, ALL, { now, again, typed })
  return text.fresh().map((line) => line.text)
}

describe('one line, however it was read', () => {
  test.each([
    ['the ferry from dover', 'the feny frorn d0ver'.replace('feny', 'ferry')],
    ['platform seven', 'pIatform seven'.toLowerCase()],
    ['room 105 is free', 'room 1o5 is free'],
  ])('"%s" and "%s"', (a, b) => {
    expect(readingOf(a)).toBe(readingOf(b))
  })
  test.each([
    ['platform seven', 'platform eleven'],
    ['track 12 at nine', 'track 13 at nine'],
    ['cat', 'cot'],
  ])('"%s" and "%s" are two', (a, b) => {
    expect(readingOf(a)).not.toBe(readingOf(b))
  })
  test('no two digits are one', () => {
    expect(new Set([...'0123456789'].map((digit) => readingOf(`number ${digit}`))).size).toBe(10)
  })
  test.each([
    ['45 of 80 files', '46 of 80 files', true],
    ['45 of 80 files', '45 of 80 pages', false],
    ['no number', 'no numbers', false],
  ])('"%s" to "%s" counts: %s', (a, b, counts) => {
    expect(isCount(a, b)).toBe(counts)
  })
  test.each([
    ['good mor', 'good morning to all', true],
    ['good morning', 'good mo', true],
    ['invoice', 'a letter', false],
  ])('"%s" to "%s" is typed: %s', (a, b, grown) => {
    expect(isGrown(a, b)).toBe(grown)
  })
})

describe('what is new on a screen', () => {
  test('only what was read twice, and only where it was read', () => {
    const text = new ScreenText()
    text.begin([lineAt('Arrivals', 100, 50)], 0)
    expect(read(text, [lineAt('Arrivals', 100, 50), lineAt('The door is open', 100, 200)])).toEqual([])
    expect(text.wantsMore).toBe(true)
    expect(read(text, [lineAt('Arrivals', 100, 50), lineAt('The door is open', 100, 200)], 600, 0, true)).toEqual(['The door is open'])
    expect(text.wantsMore).toBe(false)
    // Rows that do not hold it take nothing away.
    text.read([], { top: 0, bottom: 100 }, { now: 700, again: false, typed: 0 })
    expect(text.fresh()).toHaveLength(1)
    text.read([], { top: 100, bottom: 400 }, { now: 800, again: false, typed: 0 })
    expect(text.fresh()).toEqual([])
  })
  test('what another window leaves of a line is not new, nor is the whole of it when that has gone', () => {
    const text = new ScreenText()
    text.begin([lineAt('The ferry from Ostend is expected', 100, 200)], 0)
    for (const again of [false, true]) expect(read(text, [lineAt('The ferry fro', 100, 200, 120)], 1000, 0, again)).toEqual([])
    for (const again of [false, true]) expect(read(text, [lineAt('The ferry from Ostend is expected', 100, 200)], 2000, 0, again)).toEqual([])
  })
  test('what was said is new again after ten minutes', () => {
    const text = new ScreenText()
    text.begin([], 0)
    const line = lineAt('The door is open', 100, 200)
    for (const again of [false, true]) read(text, [line], 1000, 0, again)
    text.remember([line], 1000)
    expect(text.fresh()).toEqual([])
    read(text, [], 2000)
    for (const again of [false, true]) expect(read(text, [line], 9 * 60_000, 0, again)).toEqual([])
    read(text, [], 10 * 60_000)
    for (const again of [false, true]) read(text, [line], 20 * 60_000, 0, again)
    expect(text.fresh()).toHaveLength(1)
  })
  test('unclear lines, and marks that are no words, are left out', () => {
    const text = new ScreenText()
    text.begin([], 0)
    const lines = [{ ...lineAt('Hardly read', 100, 200), confidence: 0.6 }, lineAt('•', 100, 300)]
    for (const again of [false, true]) expect(read(text, lines, 1000, 0, again)).toEqual([])
  })
})

test('the newest of many lines are whole ones from the end, and the last one always', () => {
  const lines = ['one two three', 'four five', 'six'].map((text) => lineAt(text))
  expect(newest(lines, 3).map(({ text }) => text)).toEqual(['four five', 'six'])
  expect(newest(lines, 0).map(({ text }) => text)).toEqual(['six'])
})
