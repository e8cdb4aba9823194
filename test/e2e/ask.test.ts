import { expect, test } from 'vitest'
import { ask, pageFile, times } from './support/ask'
import { direct, LAYER } from './support/keys'
import { inAWorld } from './support/world'

const TITLE = 'Ask a question – Descry'

inAWorld('asking a question', {}, (world) => {
  /** Presses the key that opens the field, and types once that has the focus. */
  async function type(question: string, keys: readonly string[] = [direct('A')]): Promise<void> {
    for (const key of keys) {
      await world.screen.press(key)
      if (key === LAYER) await world.screen.waitForFocus('Descry menu')
    }
    await world.screen.waitForFocus(TITLE)
    const home = await world.app.page('home')
    await home.locator('.ask-view input:focus').waitFor()
    await world.screen.type(question)
    expect(await home.locator('.ask-view input').inputValue()).toBe(question)
  }

  test('A, a question, Enter: the answer is spoken with what it is about, and the focus is back on the page', async () => {
    const shown = await world.pages.show(pageFile('minutes'))
    await world.screen.waitForFocus('Minutes')
    await type('Read the second line')
    expect((await world.app.state()).asking?.about).toMatch(/^About the screen, /)
    await world.speech.forget()
    await world.screen.press('Return')
    await world.speech.waitFor('Line 2 of')
    await world.screen.waitForFocus('Minutes')
    const text = (await world.speech.settled()).map((m) => m.text).join(' ')
    expect(text).toMatch(/^About the screen, (?:now|from \d+ seconds ago)\. .*Line 2 of \d+:/)
    expect(times(text, 'Line 2 of')).toBe(1)
    expect((await world.app.state()).answer).toMatchObject({ command: 'ask', complete: true, failed: false })
    await shown.close()
  })
})
