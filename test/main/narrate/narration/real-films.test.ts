import { afterAll, beforeAll, expect, test } from 'vitest'
import { createNarrator, type ModelNarrator } from '../../../../src/main/narrate/narrator'
import { buildBeforeAll, sample } from '../../../cli/e2e/support/run-cli'
import { narrateFilm, type Moment } from '../../../support/app/real-film'

// Films of photographs with a sensor's noise, the real engine, and a clock that is the film's own.
buildBeforeAll()

let narrator: ModelNarrator
beforeAll(() => {
  narrator = createNarrator()
})
afterAll(() => narrator.close())

const CAT: Moment = { photograph: sample('chelsea.png') }
const CUP: Moment = { photograph: sample('coffee.png') }

test('a minute of one view: one sentence, then silence', async () => {
  const { texts, looks } = await narrateFilm(narrator, { seconds: 60, shot: () => CAT })
  expect(texts).toHaveLength(1)
  expect(texts[0]).toMatch(/cat|tabby/i)
  expect(looks).toBeGreaterThan(250)
}, 120_000)
test.each([
  ['a tube of a failing ballast, five times a second', 5],
  ['a lamp on mains that the camera beats with, nine times a second', 9],
])('light that flickers is one view: %s', async (_, hertz) => {
  const shot = (at: number): Moment => ({ ...CUP, light: 1 + 0.18 * Math.sin((2 * Math.PI * hertz * at) / 1000) })
  const { texts } = await narrateFilm(narrator, { seconds: 30, shot })
  expect(texts).toHaveLength(1)
}, 120_000)
test('single frames that flash white or black change nothing', async () => {
  const shot = (at: number): Moment => {
    const frame = Math.floor(at / 200)
    return frame > 10 && frame % 23 === 0 ? { ...CAT, light: 3 } : frame > 10 && frame % 31 === 0 ? { ...CAT, light: 0 } : CAT
  }
  const { texts } = await narrateFilm(narrator, { seconds: 30, shot })
  expect(texts).toHaveLength(1)
}, 120_000)
test('darkness is said, once, and its end; nothing is said of what cannot be seen', async () => {
  const shot = (at: number): Moment => (at >= 10_000 && at < 22_000 ? { ...CAT, light: 0.01 } : CAT)
  const { texts } = await narrateFilm(narrator, { seconds: 40, shot })
  expect(texts[1]).toMatch(/only black|Too dark/)
  expect(texts[2]).toContain('The camera sees again.')
  expect(texts).toHaveLength(3)
}, 120_000)
