import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lineAt, watchFilm, type Shot } from '../../../support/app/narration-film'

const CAT: Shot = { view: 1, says: ['A cat on a sofa.'] }
const CUP: Shot = { view: 2, says: ['A cup of coffee on a table.'] }
const BLACK: Shot = { view: 3, empty: 'black', measures: { light: 2, contrast: 4, sharpness: 3 } }
/** Shots by when they begin, milliseconds. */
const film =
  (...cuts: readonly (readonly [number, Shot])[]) =>
  (at: number): Shot =>
    cuts.findLast(([from]) => from <= at)![1]

describe('what is said', () => {
  test('one view: one sentence, then silence, and nothing is described again', async () => {
    const { texts, log } = await watchFilm({ shot: () => CAT }, 60_000)
    expect(texts).toEqual(['A cat on a sofa.'])
    expect(log).toEqual(['describe 1'])
  })
  test('each view once, also when it comes back and the model says it in other words', async () => {
    const again: Shot = { view: 1, says: ['A tabby lying on a couch.'] }
    const { texts } = await watchFilm({ shot: film([0, CAT], [10_000, CUP], [20_000, again], [30_000, CUP]) }, 50_000)
    expect(texts).toEqual(['A cat on a sofa.', 'A cup of coffee on a table.'])
  })
  test('the same thing in another view is no news, a new thing is', async () => {
    const shots = film([0, CAT], [10_000, { view: 5, says: ['A photo of a cat on the sofa.'] }], [20_000, { view: 6, says: ['A dog on the sofa.'] }])
    expect((await watchFilm({ shot: shots }, 30_000)).texts).toEqual(['A cat on a sofa.', 'A dog on the sofa.'])
  })
  test('a flash of one frame is not described', async () => {
    const { log } = await watchFilm({ shot: (at) => (at > 10_000 && at < 10_250 ? CUP : CAT) }, 20_000)
    expect(log).toEqual(['describe 1'])
  })
  test('a film that never rests is described as it passes', async () => {
    const { log } = await watchFilm({ shot: (at) => ({ view: 10 + Math.floor(at / 100) % 200, says: [`Thing ${at}`] }) }, 9000)
    expect(log.length).toBeGreaterThanOrEqual(2)
    expect(log.length).toBeLessThanOrEqual(5)
  })
  test('a view that was gone before it could be said is said when it comes back', async () => {
    const shots = film([0, CAT], [1000, CUP], [3000, CAT], [12_000, CUP])
    const { texts } = await watchFilm({ shot: shots }, 20_000)
    expect(texts).toEqual(['A cat on a sofa.', 'A cup of coffee on a table.'])
  })
})

describe('text', () => {
  test('that is read the same in two frames is said once', async () => {
    const sign: Shot = { view: 1, lines: [lineAt('Platform seven')] }
    const { texts, log } = await watchFilm({ shot: () => sign }, 30_000)
    expect(texts).toEqual(['It says: Platform seven.'])
    expect(log).toEqual(['describe 1', 'read 1'])
  })
  test('that waits to be said is said once, however often it is read meanwhile, and its rising tone with it', async () => {
    let reads = 0
    const shots = film([0, { view: 1, lines: [lineAt('tform seven', 0)] }], [6000, { view: 2 }])
    const shot = (at: number): Shot => (at < 6000 ? shots(at) : { view: 2, lines: [lineAt('Platform seven'), lineAt(reads++ < 3 ? `Xx${reads}` : 'Mind the gap', 300, 400)] })
    const idle = (at: number): number => (at > 5000 && at < 12_000 ? 0 : 9)
    const { texts, log } = await watchFilm({ shot, idle }, 20_000)
    expect(texts).toEqual(['Text runs off the left. Move it right.', 'It says: Platform seven. Mind the gap.'])
    expect(log.filter((entry) => entry === 'in sight')).toHaveLength(1)
  })
  test('that is read otherwise each time is not said, and not read for ever', async () => {
    let reads = 0
    const { texts, log } = await watchFilm({ shot: () => ({ view: 1, lines: [lineAt(`Noise ${reads++}`)] }) }, 30_000)
    expect(texts).toEqual([])
    expect(log).toHaveLength(4)
  })
  test('that runs off an edge is not read: how to move it is said once; then a tone, and it is read', async () => {
    const cut: Shot = { view: 1, lines: [lineAt('tform seven', 0)] }
    const whole: Shot = { view: 2, lines: [lineAt('Platform seven')] }
    const { texts, log } = await watchFilm({ shot: film([0, cut], [12_000, whole]) }, 30_000)
    expect(texts).toEqual(['Text runs off the left. Move it right.', 'It says: Platform seven.'])
    expect(log.filter((entry) => entry === 'in sight')).toHaveLength(1)
  })
})

describe('when it is said', () => {
  test('not while keys are pressed, and then only the newest', async () => {
    const typing = (at: number): number => (at < 15_000 ? 0 : 5)
    const { said } = await watchFilm({ shot: film([0, CAT], [6000, CUP]), idle: typing }, 30_000)
    expect(said.map(({ text }) => text)).toEqual(['A cup of coffee on a table.'])
    expect(said[0]!.at).toBeGreaterThanOrEqual(15_000)
  })
  test('not beside a question; what was seen before it is looked at anew', async () => {
    const { said, log } = await watchFilm({ shot: () => CAT, busy: (at) => at >= 1000 && at < 9000, idle: (at) => (at < 2000 ? 0 : 9) }, 20_000)
    expect(said.map(({ text }) => text)).toEqual(['A cat on a sofa.'])
    expect(said[0]!.at).toBeGreaterThanOrEqual(9000)
    expect(log).toEqual(['describe 1', 'describe 1'])
  })

  test('a question that comes while a frame is waited for keeps it from being described, and what waits from being said', async () => {
    const shot = film([0, CAT], [2000, CUP], [10_100, { view: 3, says: ['A horse.'] }])
    // Of the frame that is only looked at, and of the whole one.
    for (const asked of [10_300, 10_420]) {
      const busy = (at: number): boolean => at >= asked && at < 20_000
      const { said, worked } = await watchFilm({ shot, every: 10, seeing: 150, busy }, 40_000)
      expect(said.map(({ text }) => text)).toEqual(['A cat on a sofa.', 'A horse.'])
      expect(said[1]!.at).toBeGreaterThanOrEqual(20_000)
      expect(worked.filter(busy)).toEqual([])
    }
  })
  test('nothing that waited is said after a stop, whatever is being described then', async () => {
    const shot = film([0, CAT], [2000, CUP], [4500, { view: 3, says: ['A horse.'] }])
    expect((await watchFilm({ shot, describing: 1000 }, 5700)).texts).toEqual(['A cat on a sofa.'])
  })

  const views = fc.array(fc.tuple(fc.integer({ min: 100, max: 3000 }), fc.integer({ min: 1, max: 30 })), { minLength: 1, maxLength: 25 })
  test('never more often than the pace, never two at once, nothing twice, nothing while typing', async () => {
    await fc.assert(
      fc.asyncProperty(
        views,
        fc.integer({ min: 2, max: 10 }),
        fc.integer({ min: 0, max: 12_000 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 9 }),
        async (cuts, every, sounding, tells, hand) => {
          let at = 0
          const times = cuts.map(([time, view]) => [(at += time), view] as const)
          const shot = (now: number): Shot => {
            const view = times.findLast(([from]) => from <= now)?.[1] ?? 1
            return { view, says: [`Thing number${view} here`] }
          }
          // Keys are pressed in every so many-th second.
          const idle = (now: number): number => (Math.floor(now / 1000) % hand === 0 ? 0 : 3)
          const route = tells ? { speaking: sounding } : { handedOver: sounding }
          const { said } = await watchFilm({ shot, every, idle, ...route }, at + 10_000)
          for (const [i, one] of said.entries()) {
            const before = said[i - 1]
            if (before) expect(one.at - before.at).toBeGreaterThanOrEqual(every * 1000)
            if (before) expect(one.at).toBeGreaterThanOrEqual(before.until)
            expect(idle(one.at)).toBeGreaterThanOrEqual(2)
          }
          expect(new Set(said.map(({ text }) => text)).size).toBe(said.length)
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('what hinders the camera', () => {
  test('darkness is said once, nothing is described in it, and its end is said', async () => {
    const { texts, log } = await watchFilm({ shot: film([0, CAT], [8000, BLACK], [30_000, CUP]) }, 50_000)
    expect(texts).toEqual(['A cat on a sofa.', 'The camera sees only black: it is covered, or it is dark.', 'The camera sees again. A cup of coffee on a table.'])
    expect(log).not.toContain('describe 3')
  })
  test('its end is said before a view that is known, too', async () => {
    const { texts } = await watchFilm({ shot: film([0, CAT], [8000, BLACK], [16_000, CAT], [30_000, BLACK]) }, 50_000)
    const black = 'The camera sees only black: it is covered, or it is dark.'
    expect(texts).toEqual(['A cat on a sofa.', black, 'The camera sees again.', black])
  })
  test('a room too dark to see is called that', async () => {
    const dim: Shot = { view: 4, says: ['A horse.'], measures: { light: 9, contrast: 20, sharpness: 8 } }
    expect((await watchFilm({ shot: () => dim }, 20_000)).texts).toEqual(['Too dark to see.'])
  })
  test('darkness that a question kept from being said is said after it', async () => {
    const busy = (at: number): boolean => at >= 5000 && at < 12_000
    const idle = (at: number): number => (at < 6000 ? 0 : 9)
    const { texts } = await watchFilm({ shot: () => BLACK, busy, idle }, 30_000)
    expect(texts).toEqual(['The camera sees only black: it is covered, or it is dark.'])
  })
  test('a blurred picture is described when it is sharp', async () => {
    const blurred: Shot = { ...CAT, measures: { sharpness: 5 } }
    const { texts } = await watchFilm({ shot: film([0, blurred], [10_000, CAT]) }, 30_000)
    expect(texts).toEqual(['The picture is blurred. Hold still.', 'The picture is sharp again. A cat on a sofa.'])
  })
  test('a camera that goes is said to be gone, and narration goes on when it is back', async () => {
    const { texts, ended } = await watchFilm({ shot: film([0, CAT], [8000, { view: 0, gone: true }], [20_000, CUP]) }, 40_000)
    expect(texts).toEqual(['A cat on a sofa.', 'The camera is gone. Narration goes on when it is back.', 'The camera is back.', 'A cup of coffee on a table.'])
    expect(ended.code).toBe('cancelled')
  })
  test('that it is gone does not wait for the pace, but until keys are no longer pressed, also while it is being opened', async () => {
    const shot = film([0, CAT], [2000, { view: 0, gone: true }], [30_000, CUP])
    const soon = await watchFilm({ shot, every: 10 }, 40_000)
    expect(soon.said[1]!.text).toContain('gone')
    expect(soon.said[1]!.at).toBeLessThan(2500)
    const typing = (at: number): number => (at > 1500 && at < 8000 ? 0 : 5)
    const late = await watchFilm({ shot, idle: typing, opening: 15_000 }, 60_000)
    expect(late.texts.filter((text) => text.includes('gone'))).toHaveLength(1)
    expect(late.said[1]!.at).toBeGreaterThanOrEqual(8000)
    expect(late.said[1]!.at).toBeLessThan(9000)
    expect(late.texts.slice(2)).toEqual(['The camera is back.', 'A cup of coffee on a table.'])
  })
  test('an engine that fails again and again ends it', async () => {
    const { ended } = await watchFilm({ shot: (at) => ({ view: Math.floor(at / 500), says: [] }), fails: () => 'engine-given-up' }, 60_000)
    expect(ended.code).toBe('engine-given-up')
  })
})

test('a camera that may have been forgotten is spoken of every ten minutes', async () => {
  const { said } = await watchFilm({ shot: () => CAT }, 21 * 60_000)
  const reminders = said.filter(({ text }) => text.startsWith('The camera is still on'))
  expect(reminders.map(({ at }) => Math.round(at / 60_000))).toEqual([10, 20])
})
test('of a forgotten camera it is spoken later where keys are pressed and news comes first, and not while it is gone', async () => {
  const minute = 60_000
  const idle = (at: number): number => (at > 9.9 * minute && at < 10.5 * minute ? 0 : 9)
  const shot = film([0, CAT], [10.2 * minute, CUP], [19.5 * minute, { view: 0, gone: true }], [22 * minute, CUP])
  const { said } = await watchFilm({ shot, idle }, 23 * minute)
  const reminders = said.filter(({ text }) => text.startsWith('The camera is still on'))
  expect(reminders.map(({ at }) => Math.round(at / minute))).toEqual([11, 22])
  expect(said.map(({ text }) => text)).toContain('A cup of coffee on a table.')
})
test('it looks five times a second at most', async () => {
  const { frames } = await watchFilm({ shot: () => CAT }, 10_000)
  // And once whole, to be described.
  expect(frames).toBeLessThanOrEqual(52)
})
