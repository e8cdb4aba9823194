import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BeamSearch, mostProbable, type Fate } from '../../../../src/main/engine/audio/beam-search'

const END = 0
const whole = (ids: readonly number[]): Fate => (ids.at(-1) === END ? { whole: ids.length - 1 } : 'open')
const WIDE = { width: 4, within: 1e9, fate: whole }

/** What may come after a text, by probability; what is not named ends it. */
type Grammar = Readonly<Record<string, Readonly<Record<number, number>>>>

function searched(grammar: Grammar, options = WIDE) {
  const search = new BeamSearch<string>(options)
  let asked = 0
  while (search.open.length > 0 && asked < 100) {
    search.advance(
      search.open.map(({ ids }) => {
        asked++
        const next = Object.entries(grammar[ids.join(' ')] ?? { [END]: 1 })
        return { next: next.map(([id, probability]) => ({ id: Number(id), probability })), state: ids.join(' ') }
      }),
    )
  }
  return { best: search.best, asked }
}

/** The first word that is heard best leads astray. */
const ASTRAY: Grammar = { '': { 1: 0.6, 2: 0.4 }, '1': { 3: 0.5, 4: 0.5 }, '2': { 5: 1 } }

test('finds the text that is the most probable as a whole, where one token at a time does not', () => {
  expect(searched(ASTRAY).best).toMatchObject({ ids: [2, 5], probabilities: [0.4, 1] })
  expect(searched(ASTRAY, { ...WIDE, width: 1 }).best?.ids).toEqual([1, 3])
})

test('gives up what is so much less probable than the best that nobody looks for it', () => {
  const sure: Grammar = { '': { 1: 0.99, 2: 0.01 }, '1': { 3: 1 }, '2': { 4: 1 } }
  expect(searched(sure).asked).toBeGreaterThan(searched(sure, { ...WIDE, within: 50 }).asked)
  expect(searched(sure, { ...WIDE, within: 50 }).best?.ids).toEqual([1, 3])
})

test('a text that is stuck is none; without another one nothing is left', () => {
  const stuck = (on: number) => ({ ...WIDE, fate: (ids: readonly number[]): Fate => (ids.at(-1) === on ? 'stuck' : whole(ids)) })
  expect(searched(ASTRAY, stuck(2)).best?.ids[0]).toBe(1)
  expect(searched({ '': { 1: 1 } }, stuck(1)).best).toBeNull()
})

test('a text may be whole with less than was looked at', () => {
  const cut = { ...WIDE, fate: (ids: readonly number[]): Fate => (ids.length === 3 ? { whole: 1 } : 'open') }
  const search = searched({ '': { 1: 1 }, '1': { 2: 1 }, '1 2': { 3: 0.5 } }, cut)
  expect(search.best).toMatchObject({ ids: [1], probabilities: [1] })
})

test('where none is whole yet, the best beginning is what there is; each is gone on with from its own state', () => {
  const search = new BeamSearch<string>(WIDE)
  expect(search.best?.ids).toEqual([])
  search.advance([{ next: [{ id: 1, probability: 0.3 }, { id: 2, probability: 0.7 }], state: 'begun' }])
  expect(search.best?.ids).toEqual([2])
  expect(search.open.map(({ ids, state }) => [ids, state])).toEqual([
    [[2], 'begun'],
    [[1], 'begun'],
  ])
})

test('the most probable tokens are those of the highest scores, in order, with the probabilities that softmax gives', () => {
  fc.assert(
    fc.property(fc.array(fc.float({ min: -30, max: 30, noNaN: true }), { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 6 }), (scores, count) => {
      const sum = scores.reduce((all, score) => all + Math.exp(score), 0)
      const top = mostProbable(Float32Array.from(scores), count)
      expect(top.map(({ id }) => scores[id])).toEqual(scores.toSorted((a, b) => b - a).slice(0, count))
      for (const { id, probability } of top) expect(probability).toBeCloseTo(Math.exp(scores[id] ?? 0) / sum, 5)
    }),
  )
})
