import { beforeAll, describe, expect, test } from 'vitest'
import type { TextLine } from '../../../../src/shared/text-line'
import { pixelsOf, screenPath, truthScreens } from '../../../support/screens/read-truth'
import { GROUPS, rates, scoreScreen, sharedArea, type ScreenScore, type TruthScreen } from '../../../support/screens/score'
import { FREE_TURN, MODEL_FOLDER, MODEL_MISSING, openRecogniser, WHY_SKIPPED } from './support'

/** Least part of the characters that must be right; measured values are 0.3 to 0.6 points higher. */
const FLOORS: Readonly<Record<string, number>> = {
  light: 0.994,
  dark: 0.989,
  English: 0.994,
  German: 0.99,
  'up to 11 px': 0.984,
  '12 to 14 px': 0.99,
  '15 to 19 px': 0.995,
  '20 px and more': 0.995,
}

interface ReadScreen {
  readonly screen: TruthScreen
  readonly lines: readonly TextLine[]
  readonly score: ScreenScore
}
const read: ReadScreen[] = []

beforeAll(async () => {
  if (MODEL_MISSING) return
  const recogniser = await openRecogniser(MODEL_FOLDER)
  for (const screen of truthScreens()) {
    const lines = await recogniser.read(await pixelsOf(screenPath(screen.file)), FREE_TURN)
    read.push({ screen, lines, score: scoreScreen(screen, lines) })
  }
}, 180_000)

const allLines = (): readonly { screen: TruthScreen; line: ScreenScore['lines'][number] }[] =>
  read.flatMap(({ screen, score }) => score.lines.map((line) => ({ screen, line })))

describe.skipIf(MODEL_MISSING)(`40 rendered screens${WHY_SKIPPED}`, () => {
  test.each(Object.keys(FLOORS))('of the lines in group "%s" the characters are right', (group) => {
    const belongs = GROUPS[group]
    if (!belongs) throw new Error(`no group ${group}`)
    const lines = allLines().filter(({ screen, line }) => belongs(screen, line.truth))
    expect(lines.length).toBeGreaterThan(100)
    expect(rates(lines.map(({ line }) => line)).characters).toBeGreaterThanOrEqual(FLOORS[group] ?? 1)
  })

  test('the whole text is right in reading order, with what was read where nothing is', () => {
    const errors = read.reduce((sum, { score }) => sum + score.ordered.errors, 0)
    const length = read.reduce((sum, { score }) => sum + score.ordered.length, 0)
    expect(1 - errors / length).toBeGreaterThanOrEqual(0.98)
  })

  test.each(['article', 'settings', 'shop', 'chat', 'terminal', 'dashboard'])('a screen of kind %s is read in its order', (kind) => {
    const screens = read.filter(({ screen }) => screen.kind === kind)
    expect(screens.length).toBeGreaterThan(1)
    for (const { screen, score } of screens) {
      const { errors, length } = score.ordered
      expect(1 - errors / length, screen.file).toBeGreaterThanOrEqual(0.96)
    }
  })

  test('headlines are read letter by letter, but for one at most', () => {
    const bare = (text: string): string => text.replaceAll(/[„“”"\s]/g, '')
    const missed = read.filter(({ screen, lines }) => {
      return !bare(lines.map((line) => line.text).join('')).includes(bare(screen.headline))
    })
    expect(read).toHaveLength(40)
    expect(missed.map(({ screen }) => screen.headline).slice(1)).toEqual([])
  })

  test('boxes lie over the lines that they were read from', () => {
    const shares = allLines()
      .filter(({ line }) => line.errors === 0)
      .map(({ line }) => {
        const [, , width, height] = line.truth.box
        const shared = line.pieces.reduce((sum, piece) => sum + sharedArea(piece.box, line.truth.box), 0)
        return shared / (width * height)
      })
    expect(shares.filter((share) => share > 0.5).length / shares.length).toBeGreaterThan(0.99)
  })

  test('boxes stay inside the picture and confidence between 0 and 1', () => {
    for (const { screen, lines } of read) {
      for (const { box, confidence } of lines) {
        expect(box.x).toBeGreaterThanOrEqual(0)
        expect(box.y).toBeGreaterThanOrEqual(0)
        expect(box.x + box.width).toBeLessThanOrEqual(screen.width + 0.001)
        expect(box.y + box.height).toBeLessThanOrEqual(screen.height + 0.001)
        expect(confidence).toBeGreaterThan(0)
        expect(confidence).toBeLessThanOrEqual(1)
      }
    }
  })

  test('blocks are numbered from 0 in reading order', () => {
    for (const { lines } of read) {
      let next = 0
      for (const { block } of lines) {
        expect([next - 1, next]).toContain(block)
        next = block + 1
      }
    }
  })

  test('wrong lines are less sure than right ones', () => {
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
    const sure = (right: boolean): number[] =>
      allLines().flatMap(({ line }) => ((line.errors === 0) === right && line.confidence !== null ? [line.confidence] : []))
    expect(mean(sure(true))).toBeGreaterThan(mean(sure(false)) + 0.02)
    expect(sure(true).filter((value) => value < 0.85).length / sure(true).length).toBeLessThan(0.005)
  })
})
