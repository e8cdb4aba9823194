import { expect, test } from 'vitest'
import { until } from '../support/desktop-session/until'
import { ask, pageFile, times } from './support/ask'
import { direct, LAYER } from './support/keys'
import { inAWorld } from './support/world'

const FIELD = 'Ask a question – Descry'

inAWorld('asking a question', {}, (world) => {
  const field = async () => (await world.app.page('home')).locator('.ask-view input')
  const said = async (): Promise<string> => (await world.speech.settled()).map(({ text }) => text).join(' ')

  /** Presses the keys that open the field, and waits until that has the focus. */
  async function open(keys: readonly string[] = [direct('A')]): Promise<void> {
    for (const key of keys) {
      await world.screen.press(key)
      if (key === LAYER) await world.screen.waitForFocus('Descry menu')
    }
    await world.screen.waitForFocus(FIELD)
    await (await world.app.page('home')).locator('.ask-view input:focus').waitFor()
    // What an attempt that failed has typed is still there.
    await (await field()).fill('')
  }

  /** Types, and waits until all of it has arrived and what is said of it is over. */
  async function type(text: string): Promise<void> {
    await world.screen.type(text)
    await until('the question in the field', async () => (await (await field()).inputValue()) === text)
    await world.speech.settled()
  }

  /** Types a question and Enter, and gives all that is spoken from then on. */
  async function put(question: string, expected: string | RegExp): Promise<string> {
    await type(question)
    await world.speech.forget()
    await world.screen.press('Return')
    await world.speech.waitFor(expected)
    return said()
  }

  const isShown = async (): Promise<boolean> => (await world.screen.titles()).some((title) => title.endsWith('Descry'))

  test('A opens a field with the focus, about the screen as it was; Enter asks, and the focus is back on the page', async () => {
    const shown = await world.pages.show(pageFile('minutes'))
    await world.screen.press(direct('O'))
    await world.screen.waitForFocus('Descry')
    await world.screen.press('alt+F4')
    await world.screen.waitForFocus('Minutes')
    await open()
    expect((await world.app.state()).asking?.about).toMatch(/^About the screen, (?:now|from \d+ seconds ago)\.$/)
    const text = await put('Read the second line', 'Line 2 of')
    await world.screen.waitForFocus('Minutes')
    expect(text).toMatch(/^About the screen, (?:now|from (?:one second|\d+ seconds) ago)\. Line 2 of \d+:/)
    expect(times(text, 'Line 2 of')).toBe(1)
    expect(await world.app.state()).toMatchObject({ asking: null, answer: { command: 'ask', complete: true, failed: false } })
    expect(await isShown()).toBe(false)
    await shown.close()
  })

  test('a further question is about the same picture, though the screen shows something else by now', async () => {
    const shown = await world.pages.show(pageFile('pocket'))
    await world.screen.waitForFocus('Recipe box')
    await open()
    expect((await world.app.state()).asking?.about).toMatch(/^About the screen, from /)
    const text = await put('Does it say lettuce?', 'line')
    expect(text).toMatch(/Yes, in one line: .*lettuce|Yes, in \d+ lines; the first one: .*lettuce/i)
    expect(text).not.toContain('Pumpkin')
    await shown.close()
  })

  test('what the model cannot tell is not guessed at', async () => {
    const shown = await world.pages.show(pageFile('article'))
    await open()
    await put('Is there a horse?', "I can't tell.")
    await world.screen.waitForFocus('Morning Post')
    await shown.close()
  })

  test('the answer is said again by S, word for word, and is in the window as text', async () => {
    const again = await ask(world, [direct('S')], "I can't tell.")
    expect(again).toMatch(/^About the screen, from .* ago\. I can't tell\. The model in use answers no questions about screens, only about their text\.$/)
  })

  test('Escape asks nothing, and the focus is back on the page; the window was hidden and is hidden', async () => {
    const shown = await world.pages.show(pageFile('article'))
    await world.screen.waitForFocus('Morning Post')
    const before = (await world.app.state()).answers.count
    await open()
    await type('Is there')
    await world.speech.forget()
    await world.screen.press('Escape')
    await world.screen.waitForFocus('Morning Post')
    expect(await isShown()).toBe(false)
    expect(await said()).toBe('')
    expect(await world.app.state()).toMatchObject({ asking: null, answers: { count: before } })
    await shown.close()
  })

  test('from the layer menu it is the same: A there, Escape, and the focus is back', async () => {
    const shown = await world.pages.show(pageFile('article'))
    await world.screen.waitForFocus('Morning Post')
    await open([LAYER, 'a'])
    await world.screen.press('Escape')
    await world.screen.waitForFocus('Morning Post')
    await shown.close()
  })

  test('an empty question is a sentence, and the field keeps the focus', async () => {
    const shown = await world.pages.show(pageFile('article'))
    await world.screen.waitForFocus('Morning Post')
    await open()
    await world.speech.forget()
    await world.screen.press('Return')
    await world.speech.waitFor('The question is empty')
    expect(times(await said(), 'The question is empty')).toBe(1)
    await (await world.app.page('home')).locator('.ask-view input:focus').waitFor()
    await put('How many lines are there?', 'lines of text were read.')
    await world.screen.waitForFocus('Morning Post')
    await shown.close()
  })

  test('a window of Descry that is open stays, and the focus is back where it was, in it or in front of it', async () => {
    await world.screen.press(direct('O'))
    const home = await world.app.page('home')
    await home.locator('h1:focus').waitFor()
    await home.getByRole('button', { name: 'Settings' }).focus()
    await open()
    await world.screen.press('Escape')
    await home.getByRole('button', { name: 'Settings', exact: true }).and(home.locator(':focus')).waitFor()
    const shown = await world.pages.show(pageFile('article'))
    await world.screen.waitForFocus('Morning Post')
    await open()
    await world.screen.press('Escape')
    await world.screen.waitForFocus('Morning Post')
    expect(await isShown()).toBe(true)
    await shown.close()
  })
})
