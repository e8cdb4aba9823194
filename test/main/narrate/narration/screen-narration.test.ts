import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { watchScreen, type View } from '../../../support/app/narration-screen'

const START: View = { lines: { 2: 'Arrivals', 5: 'The ferry from Ostend is expected' } }
/** Views by when they begin, milliseconds. */
const screen =
  (...cuts: readonly (readonly [number, View])[]) =>
  (at: number): View =>
    cuts.findLast(([from]) => from <= at)![1]
const and = (view: View, lines: View['lines']): View => ({ ...view, lines: { ...view.lines, ...lines } })

describe('what is said', () => {
  test('nothing of what stood there at the beginning; a minute of it is silence, and nothing is read again', async () => {
    const { texts, log } = await watchScreen({ view: () => START }, 60_000)
    expect(texts).toEqual([])
    expect(log).toEqual(['look', 'read 0–36'])
  })
  test('a new line once, wherever it moves to, by reading its rows alone', async () => {
    const arrived = and(START, { 6: 'The ferry from Dover has arrived' })
    const moved: View = { lines: { 3: 'Arrivals', 6: 'The ferry from Ostend is expected', 7: 'The ferry from Dover has arrived' } }
    const { texts, log } = await watchScreen({ view: screen([0, START], [5000, arrived], [15_000, moved], [25_000, START], [35_000, arrived]) }, 50_000)
    expect(texts).toEqual(['New text: The ferry from Dover has arrived.'])
    expect(log.filter((entry) => entry.startsWith('read'))[1]).toBe('read 5–8')
  })
  test('of what scrolls by the newest forty words, and nothing twice', async () => {
    const all = Array.from({ length: 60 }, (_, i) => `Parcel ${'abcdefghij'[i % 10]}${'klmnop'[Math.floor(i / 10)]} lies ready at counter`)
    const at = (from: number): View => ({ lines: Object.fromEntries(all.slice(from, from + 16).map((text, i) => [4 + 2 * i, text])) })
    // Four lines each half a second, and rest.
    const view = (now: number): View => at(Math.min(40, 4 * Math.floor(Math.max(0, now - 3000) / 500)))
    const { texts } = await watchScreen({ view }, 40_000)
    for (const text of texts) expect(text.split(/\s+/).length).toBeLessThan(45)
    expect(texts.at(-1)).toContain(all[55]!)
    expect(texts.join(' ')).not.toContain(all[22]!)
    for (const line of all) expect(texts.join(' ').split(line).length - 1).toBeLessThanOrEqual(1)
  })
  test('what is read otherwise each time is not said; a slip in a line that was said makes no other line', async () => {
    const arrived = and(START, { 6: 'The ferry from Dover has arrived' })
    let slips = 0
    const noise = await watchScreen({ view: screen([0, START], [4000, and(START, { 9: 'noise' })]), reads: (text) => (text === 'noise' ? `x${slips++}qz` : text) }, 20_000)
    expect(noise.texts).toEqual([])
    const later = and(arrived, { 7: 'Gate is open' })
    const slip = (text: string, at: number): string => (at > 12_000 ? text.replace('Dover has', 'Dovcr bas') : text)
    const { texts } = await watchScreen({ view: screen([0, START], [4000, arrived], [12_000, later]), reads: slip }, 30_000)
    expect(texts).toEqual(['New text: The ferry from Dover has arrived.', 'New text: Gate is open.'])
  })
  test('a window that opens, by its kind and title, which is not read a second time', async () => {
    const dialog = and(START, { 15: 'Save changes?', 17: 'Your work is not saved' })
    const { texts } = await watchScreen({ view: screen([0, START], [5000, dialog]), opens: [[5000, { kind: 'dialog', title: 'Save changes?', appName: 'Editor' }]] }, 20_000)
    expect(texts[0]).toBe('Dialog: Save changes?.')
    expect(texts.slice(1)).toEqual(['New text: Your work is not saved.'])
  })
  test('a picture that comes where no text stands, in the model\'s words, once', async () => {
    const picture = { from: 10, to: 24, says: 'A dog on a sofa.' }
    const { texts } = await watchScreen({ view: screen([0, START], [5000, { ...START, picture }], [20_000, START], [30_000, { ...START, picture }]) }, 45_000)
    expect(texts).toEqual(['A dog on a sofa.'])
  })
})

test('a picture of which the description was given up for a question is described after it', async () => {
  const picture = { from: 10, to: 24, says: 'A dog on a sofa.' }
  // The question comes while it is being described, and another time while the rows are being read.
  for (const asked of [5290, 5240]) {
    const busy = (at: number): boolean => at >= asked && at < 9000
    const { texts, log } = await watchScreen({ view: screen([0, START], [5000, { ...START, picture }]), busy }, 20_000)
    expect(texts).toEqual(['A dog on a sofa.'])
    expect(log.filter((entry) => entry.startsWith('describe')).length).toBeLessThanOrEqual(2)
  }
})

describe('what never rests', () => {
  const blinking = (at: number): readonly number[] => (Math.floor(at / 500) % 2 === 0 ? [700, 701] : [])
  test('a caret is looked at for some seconds, then left alone, and news beside it is said', async () => {
    const view = (at: number): View => ({ ...(at < 40_000 ? START : and(START, { 20: 'Dinner is ready' })), marks: blinking(at) })
    const { texts, log } = await watchScreen({ view }, 60_000)
    expect(texts).toEqual(['New text: Dinner is ready.'])
    expect(log.filter((entry) => entry.startsWith('read')).length).toBeLessThan(25)
  })
  test('a clock with seconds and one with minutes are not said, nor a share that goes up', async () => {
    const view = (at: number): View => {
      const seconds = Math.floor(at / 1000)
      const clock = `12:${String(10 + Math.floor(seconds / 60)).padStart(2, '0')}`
      return and(START, { 1: clock, 3: `${clock}:${String(seconds % 60).padStart(2, '0')}`, 9: `${Math.floor(seconds / 3)} %` })
    }
    expect((await watchScreen({ view }, 200_000)).texts).toEqual([])
  })
  test('a line that counts is said once, not at each number', async () => {
    const view = (at: number): View => and(START, { 9: `Copied ${Math.floor(at / 8000)} of 20 files` })
    const { texts } = await watchScreen({ view }, 160_000)
    expect(texts).toEqual(['New text: Copied 1 of 20 files.'])
  })
  test('a film over most of the screen is read more and more seldom, and new text in it is said', async () => {
    const film = (at: number): readonly number[] => Array.from({ length: 900 }, (_, i) => (i * 7 + Math.floor(at / 200) * 13) % 1500)
    const view = (at: number): View => ({ ...(at < 60_000 ? START : and(START, { 33: 'To be continued' })), marks: film(at) })
    const { texts, log } = await watchScreen({ view }, 140_000)
    expect(texts).toEqual(['New text: To be continued.'])
    expect(log.filter((entry) => entry.startsWith('read')).length).toBeLessThan(20)
  })
  test('the subtitles of a film are said, and a message beside it at once; the film itself is not babbled about', async () => {
    const film = (at: number): readonly number[] => Array.from({ length: 500 }, (_, i) => 8 * 64 + Math.floor(((i * 7 + Math.floor(at / 200) * 13) % 800) / 40) * 64 + (i * 7 + Math.floor(at / 200) * 13) % 40)
    const words = ['I never said that I would come back', 'But you promised her, did you not', 'That was before the harbour burned', 'Listen, somebody is at the door', 'Put out the lamp and be quiet', 'It is only the wind, my dear', 'The wind does not knock three times', 'Then open it, if you are so brave']
    const shown = (at: number): string | undefined => ((at - 10_000) % 4000 < 3300 ? words[Math.floor((at - 10_000) / 4000)] : undefined)
    const view = (at: number): View => {
      const [subtitle, message] = [shown(at), at > 50_000 ? 'Anna writes: wait for it' : undefined]
      return { ...and(START, { ...(subtitle && { 26: subtitle }), ...(message && { 34: message }) }), marks: film(at) }
    }
    const { said, texts } = await watchScreen({ view }, 70_000)
    expect(texts.filter((text) => words.some((one) => text.includes(one))).length).toBeGreaterThanOrEqual(6)
    const message = said.filter(({ text }) => text.includes('Anna'))
    expect(message).toHaveLength(1)
    expect(message[0]!.at).toBeLessThan(53_000)
    expect(texts.filter((text) => !text.startsWith('New text: '))).toEqual([])
  })
})

describe('when it is said', () => {
  test('what is typed is no news; what comes after it is', async () => {
    const letters = 'see you at the harbour tonight'
    const typed = (at: number): View => (at < 3000 ? START : and(START, { 30: letters.slice(0, Math.max(1, Math.floor((at - 3000) / 120))) }))
    const view = (at: number): View => (at < 15_000 ? typed(at) : and(typed(at), { 10: 'Anna writes a message' }))
    const idle = (at: number): number => (at >= 3000 && at < 7000 ? 0 : 5)
    expect((await watchScreen({ view, idle }, 30_000)).texts).toEqual(['New text: Anna writes a message.'])
  })
  test('a short line is not taken for typed where taking its picture counts as input', async () => {
    const idle = (_at: number, sinceTaken: number): number => sinceTaken / 1000
    const first = and(START, { 9: 'The door is open' })
    const { texts } = await watchScreen({ view: screen([0, START], [6000, first], [15_000, and(first, { 12: 'The cat is out' })]), idle }, 30_000)
    expect(texts).toEqual(['New text: The door is open.', 'New text: The cat is out.'])
  })
  test('what a command prints while keys are pressed is said when they rest', async () => {
    const printed = and(START, { 10: 'Nine entries in all', 11: 'Letter to the landlord', 12: 'Shopping list for June' })
    const idle = (at: number): number => (at < 9000 ? 0 : 5)
    const { said } = await watchScreen({ view: screen([0, START], [4000, printed]), idle }, 20_000)
    expect(said.map(({ text }) => text)).toEqual(['New text: Nine entries in all. Letter to the landlord. Shopping list for June.'])
    expect(said[0]!.at).toBeGreaterThanOrEqual(9000)
  })
  test('what has gone before it could be said is not said', async () => {
    const idle = (at: number): number => (at < 9000 ? 0 : 5)
    const gone = and(START, { 10: 'This message goes away by itself', 11: 'in a moment or two' })
    expect((await watchScreen({ view: screen([0, START], [3000, gone], [7000, START]), idle }, 20_000)).texts).toEqual([])
  })
  test('not beside a question; what came meanwhile is said after it', async () => {
    const busy = (at: number): boolean => at >= 3000 && at < 12_000
    const { said } = await watchScreen({ view: screen([0, START], [4000, and(START, { 9: 'The door is open' })]), busy }, 20_000)
    expect(said.map(({ text }) => text)).toEqual(['New text: The door is open.'])
    expect(said[0]!.at).toBeGreaterThanOrEqual(12_000)
  })
  test('nothing of a muted program, nor afterwards of what came while it was in front', async () => {
    const muted = (at: number): boolean => at >= 3000 && at < 12_000
    const secret = and(START, { 9: 'Account number follows' })
    const { texts } = await watchScreen({ view: screen([0, START], [5000, secret], [15_000, and(secret, { 11: 'Welcome back' })]), muted }, 25_000)
    expect(texts).toEqual(['New text: Welcome back.'])
  })
  test('never more often than the pace, and nothing more often than it came', async () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 300, max: 4000 }), fc.integer({ min: 0, max: 30 })), { minLength: 1, maxLength: 15 })
    const names = 'amber birch cedar dune elm fjord grove heath iris jade kelp larch maple north oak pine quartz reed sand thyme umber vale willow xenon yarrow zinc ash beech coral dale ember'.split(' ')
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 2, max: 8 }), async (changes, every) => {
        let at = 2000
        const times = changes.map(([time, name]) => [(at += time), name] as const)
        const view = (now: number): View => {
          const name = times.findLast(([from]) => from <= now)?.[1]
          return name === undefined ? START : and(START, { [8 + (name % 20)]: `Something about ${names[name]} here` })
        }
        const { said } = await watchScreen({ view, every }, at + 12_000)
        for (const [i, one] of said.entries()) if (i > 0) expect(one.at - said[i - 1]!.at).toBeGreaterThanOrEqual(every * 1000)
        const came = changes.map(([, name]) => name).filter((name, i, all) => name !== all[i - 1])
        for (const name of new Set(came)) {
          const times = said.filter(({ text }) => text.includes(` ${names[name]} `)).length
          expect(times).toBeLessThanOrEqual(came.filter((one) => one === name).length)
        }
      }),
      { numRuns: 25 },
    )
  })
})

describe('what hinders it', () => {
  test('a minimised window is said once, and that it is back; what is new then, too', async () => {
    const { texts } = await watchScreen({ view: screen([0, START], [5000, { ...START, seen: 'hidden' }], [20_000, and(START, { 9: 'One new message' })]) }, 35_000)
    expect(texts).toEqual(['The window is minimised. Narration goes on when it is back.', 'The window is back.', 'New text: One new message.'])
  })
  test('a window that is closed ends it', async () => {
    expect((await watchScreen({ view: screen([0, START], [5000, { ...START, closed: true }]) }, 20_000)).ended.code).toBe('window-closed')
  })
  test('a window behind others says so, and a screen that is gone', async () => {
    const { texts } = await watchScreen({ view: screen([0, START], [5000, { ...START, seen: 'behind' }], [15_000, { ...START, seen: 'screen-gone' }], [25_000, START]) }, 40_000)
    expect(texts).toEqual([
      'The window is covered by another one. Narration goes on when it can be seen.',
      'The screen cannot be seen now. Narration goes on when it can.',
      'The screen can be seen again.',
    ])
  })
  test('an engine that fails again and again ends it, one that fails once does not', async () => {
    const arrived = and(START, { 9: 'The door is open' })
    const always = await watchScreen({ view: screen([0, START], [5000, arrived]), fails: (at) => (at > 4000 ? 'engine-given-up' : undefined) }, 30_000)
    expect(always.ended.code).toBe('engine-given-up')
    const once = await watchScreen({ view: screen([0, START], [5000, arrived]), fails: (at) => (at > 4000 && at < 5600 ? 'engine-crashed' : undefined) }, 20_000)
    expect(once.texts).toEqual(['New text: The door is open.'])
    const seldom = await watchScreen({ view: screen([0, START], [5000, arrived]), fails: (at) => (at < 350 || (at > 4000 && at < 5300) ? 'engine-crashed' : undefined) }, 20_000)
    expect(seldom.texts).toEqual(['New text: The door is open.'])
  })
})

test('a narration that may have been forgotten is spoken of every ten minutes', async () => {
  const { said } = await watchScreen({ view: () => START }, 21 * 60_000)
  expect(said.map(({ text }) => text)).toEqual(Array(2).fill('Narration of the screen is still on. Stop with Q.'))
  expect(said.map(({ at }) => Math.round(at / 60_000))).toEqual([10, 20])
})
