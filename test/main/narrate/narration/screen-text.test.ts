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

test('what is typed is no news, though a clock beside it goes on', () => {
  const text = new ScreenText()
  text.begin([lineAt('Arrivals', 300, 100), lineAt('09:50:14', 700, 100, 120)], 0)
  const typed = [lineAt('Arrivals', 300, 100), lineAt('09:50:16', 700, 100, 120), lineAt('good morning to all', 300, 500)]
  expect(read(text, typed, 2000, 60)).toEqual([])
  expect(read(text, typed, 4000)).toEqual([])
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
  const both = (text: ScreenText, lines: readonly ReturnType<typeof lineAt>[], now: number, typed = 0): string[] => {
    const out = [false, true].map((again) => read(text, lines, now, typed, again))
    text.remember(lines, now)
    return out[1]!
  }
  const view = ['The door is open', 'The cat is out', 'The tea is ready', 'The lamp is lit'].map((line, i) => lineAt(line, 100, 200 + 60 * i))
  test('a view that one comes back to is not new, but after ten minutes', () => {
    const text = new ScreenText()
    text.begin([], 0)
    expect(both(text, view, 1000)).toHaveLength(4)
    text.read([], ALL, { now: 2000, again: false, typed: 0 })
    expect(both(text, view, 9 * 60_000)).toEqual([])
    text.read([], ALL, { now: 10 * 60_000, again: false, typed: 0 })
    expect(both(text, view, 20 * 60_000)).toHaveLength(4)
  })
  test('a message that comes again by itself is said again, a few times, and not where keys brought it back', () => {
    const text = new ScreenText()
    text.begin([], 0)
    const said: number[] = []
    for (let at = 1000; at < 300_000; at += 30_000) {
      if (both(text, [lineAt('Battery is low', 100, 200)], at).length > 0) said.push(at)
      text.read([], ALL, { now: at + 4000, again: false, typed: 0 })
    }
    expect(said).toEqual([1000, 31_000, 61_000])
    expect(both(text, view.slice(0, 1), 300_000)).toHaveLength(1)
    text.read([], ALL, { now: 301_000, again: false, typed: 0 })
    expect(both(text, view.slice(0, 1), 320_000, 10)).toEqual([])
  })
  test('a state that changes to and fro is said each time', () => {
    const text = new ScreenText()
    const [online, offline] = [lineAt('Status: Online', 100, 200, 140), lineAt('Status: Offline', 100, 200, 150)]
    text.begin([online], 0)
    expect(both(text, [offline], 5000)).toEqual(['Status: Offline'])
    expect(both(text, [online], 9000)).toEqual(['Status: Online'])
    expect(both(text, [offline], 14_000)).toEqual(['Status: Offline'])
  })
  test('the same once more below it is new, a third and fourth time; what moved is not', () => {
    const text = new ScreenText()
    text.begin([lineAt('Carla: ok', 100, 200)], 0)
    const at = (...tops: readonly number[]): ReturnType<typeof lineAt>[] => tops.map((top) => lineAt('Carla: ok', 100, top))
    expect(both(text, at(140), 5000)).toEqual([])
    expect(both(text, at(140, 200), 10_000)).toEqual(['Carla: ok'])
    expect(both(text, at(80, 140, 200), 15_000)).toEqual(['Carla: ok'])
    // That many are a page's furniture.
    expect(both(text, at(20, 80, 140, 200), 20_000)).toEqual([])
  })
  test('a line at the edge of what was read is one, not two', () => {
    const text = new ScreenText()
    text.begin([lineAt('Carla: ok', 100, 201)], 0)
    for (const again of [false, true]) text.read([lineAt('Carla: ok', 100, 203)], { top: 200, bottom: 400 }, { now: 5000, again, typed: 0 })
    expect(text.fresh()).toEqual([])
  })
  test('the end of a word in place of the whole is another state, not a rest of it', () => {
    const text = new ScreenText()
    text.begin([lineAt('Not connected', 100, 200, 130)], 0)
    expect(both(text, [lineAt('Connected', 100, 200, 90)], 5000)).toEqual(['Connected'])
    // The right end of a line that another window covers the rest of.
    text.read([lineAt('Not connected', 100, 200, 130)], ALL, { now: 6000, again: false, typed: 0 })
    const right = new ScreenText()
    right.begin([lineAt('Not connected', 100, 200, 130)], 0)
    expect(both(right, [lineAt('connected', 140, 200, 90)], 5000)).toEqual([])
  })
  test('lines that differ in their numbers alone do not count where they stand below one another', () => {
    const text = new ScreenText()
    const orders = (first: number): ReturnType<typeof lineAt>[] => [0, 1, 2].map((i) => lineAt(`Order ${first + i} is ready`, 100, 200 + 40 * i))
    text.begin(orders(1), 0)
    expect([2, 3, 4].flatMap((first) => both(text, orders(first), first * 10_000))).toEqual([4, 5, 6].map((n) => `Order ${n} is ready`))
  })
  test('a price is no time of day', () => {
    const text = new ScreenText()
    text.begin([lineAt('Total 45.20', 100, 200)], 0)
    expect(both(text, [lineAt('Total 52.10', 100, 200)], 5000)).toEqual(['Total 52.10'])
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
