import { expect, test } from 'vitest'
import { until } from '../support/desktop-session/until'
import { direct } from './support/keys'
import { inAWorldWithOrca } from './support/orca'

const HEADLINE = 'Harbour bridge opens after nine years'
/** Milliseconds a word: slow enough to be stopped in the middle of a sentence. */
const SLOW = 400
/** Orca says the names of modifiers as they are pressed. */
const KEY_ECHO = /^(left|right) (control|alt|shift)$/
const ONCE = [1, 1] as const

inAWorldWithOrca('with the real Orca', {}, (world, orca) => {
  test.each(['', ' again, of the same picture'])('with another window in front, an answer is spoken exactly once%s', async () => {
    const page = await orca.shown('article', 'Morning Post')
    await world.screen.press(direct('D'))
    await orca.waitFor('It says')
    expect(await orca.counts('web page', HEADLINE)).toEqual({ 'web page': ONCE, [HEADLINE]: ONCE })
    expect(await world.screen.focused()).toBe('Morning Post')
    await page.close()
  })

  test('with Descry’s own window in front, an answer is spoken exactly once', async () => {
    const page = await orca.shown('article', 'Morning Post')
    await world.screen.press(direct('O'))
    await world.screen.waitForFocus('Descry')
    await orca.quiet()
    await world.screen.press(direct('D'))
    await orca.waitFor('It says')
    expect(await orca.counts(HEADLINE)).toEqual({ [HEADLINE]: ONCE })
    await world.screen.press('alt+F4')
    await page.close()
  })

  test('the history is heard where one goes, and nothing of it unasked; what is forgotten is said once', async () => {
    const page = await orca.shown('pocket', 'Recipe box')
    await world.screen.press(direct('D'))
    await orca.waitFor('Pumpkin soup')
    await world.screen.press(direct('O'))
    await world.screen.waitForFocus('Descry')
    const heard = async (act: () => Promise<unknown>, words: string | RegExp): Promise<void> => {
      await orca.quiet()
      await act()
      await orca.waitFor(words)
      await orca.orca().settled()
    }
    const press = (key: string) => () => world.screen.press(key)
    // As fingers do it: xdotool would let go of Alt first, and Orca would take the digit for a key of its own.
    const view = (digit: string) => () => world.session.run('xdotool', ['keydown', 'alt', 'sleep', '0.1', 'key', digit, 'sleep', '0.1', 'keyup', 'alt'])
    // What had the focus is gone with its view: the new heading is said all the same.
    await heard(view('2'), 'Settings heading level 1')
    await heard(view('5'), /History heading level 1.* In the settings you can have them kept\. (One answer|\d+ answers)/)
    await world.screen.waitForFocus('History – Descry')
    expect(orca.said()).not.toContain('List with')
    await heard(press('Tab'), 'Search the answers entry.')
    await heard(() => world.screen.type('pumpkin'), /answers? found/)
    expect(orca.said()).not.toContain('List with')
    await heard(press('Tab'), /Answers List with \d items? The screen, \d\d:\d\d: .*Pumpkin/)
    await heard(press('Tab'), 'Open as text push button.')
    await heard(press('Tab'), 'Forget this answer push button.')
    await heard(press('Tab'), 'Save all answers as a file push button.')
    await heard(press('shift+Tab'), 'Forget this answer push button.')
    await heard(press('Return'), 'Forgotten.')
    expect(await orca.counts('Forgotten.')).toEqual({ 'Forgotten.': ONCE })
    await world.screen.press('alt+F4')
    await page.close()
  })

  test('an error is a sentence like any other, spoken exactly once', async () => {
    await orca.shown('pocket', 'Recipe box')
    await world.screen.press(direct('V'))
    await orca.waitFor(/clipboard/i)
    await orca.orca().settled()
    const sentence = orca.orca().spoken().findLast((text) => /clipboard/i.test(text)) ?? ''
    expect(await orca.counts(sentence)).toEqual({ [sentence]: ONCE })
    expect(sentence).toMatch(/\.$/)
  })

  test('stop silences Orca in the middle of an answer, and nothing of the rest is spoken', async () => {
    const page = await orca.shown('minutes', 'Minutes')
    world.speech.setPace(SLOW)
    await world.screen.press(direct('D'))
    await world.speech.waitFor('It says')
    await world.screen.press(direct('Q'))
    const ours = async () => (await world.speech.spoken()).filter(({ text }) => !KEY_ECHO.test(text))
    await until('the voice to be cancelled', async () => (await ours()).some(({ end }) => end === 'cancelled'))
    world.speech.setPace(0)
    await world.speech.settled()
    expect((await ours()).at(-1)?.end).toBe('cancelled')
    await page.close()
  })

  test('Control in the middle of an answer: nothing more of it is spoken, and it can be said again', async () => {
    const page = await orca.shown('article', 'Morning Post')
    // What is read of the picture comes late.
    const reading = await world.app.engine('text-audio')
    process.kill(reading, 'SIGSTOP')
    await world.screen.press(direct('D'))
    await orca.waitFor('In front')
    await world.session.run('xdotool', ['keydown', 'ctrl', 'sleep', '0.15', 'keyup', 'ctrl'])
    process.kill(reading, 'SIGCONT')
    await until('the answer to be complete', async () => (await world.app.state()).answer?.complete)
    expect((await orca.counts(HEADLINE))[HEADLINE]).toEqual([0, 0])
    await world.screen.press(direct('S'))
    await orca.waitFor(HEADLINE)
    expect(await orca.counts(HEADLINE)).toEqual({ [HEADLINE]: ONCE })
    await page.close()
  })

  test('a long answer is spoken whole and once, in two messages at most', async () => {
    await world.restart({ settings: { length: 'full' } })
    const page = await orca.shown('minutes', 'Minutes')
    const before = orca.orca().spoken().length
    await world.screen.press(direct('D'))
    await orca.waitFor('safe way home')
    const parts = ['garden club', 'in spite of the rain', 'before Easter', 'safe way home']
    expect(await orca.counts(...parts)).toEqual(Object.fromEntries(parts.map((part) => [part, ONCE])))
    const messages = orca.orca().spoken().slice(before).filter((text) => !KEY_ECHO.test(text))
    expect(messages.length).toBeLessThanOrEqual(2)
    await page.close()
  })

  test('in German, an answer is spoken in German words, exactly once', async () => {
    await world.restart({ settings: { locale: 'de' } })
    const page = await orca.shown('article', 'Morning Post')
    await world.screen.press(direct('D'))
    await orca.waitFor('Da steht')
    expect(await orca.counts(HEADLINE, 'Vorn')).toEqual({ [HEADLINE]: ONCE, 'Vorn': ONCE })
    await page.close()
  })
})
