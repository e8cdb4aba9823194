import { expect, test } from 'vitest'
import { until } from '../support/desktop-session/until'
import { ask, pageFile } from './support/ask'
import { direct, LAYER } from './support/keys'
import { inAWorld } from './support/world'

inAWorld('the window', { before: async () => ({ settings: { firstCloseSaid: false } }) }, (world) => {
  test('its first close says how to come back, and that works; its second says nothing', async () => {
    await world.pages.show(pageFile('article'))
    await world.screen.press(direct('O'))
    await world.screen.waitForFocus('Descry')
    const said = await ask(world, ['alt+F4'], /Shift/)
    expect(said).toMatch(/Control.*Alt.*Shift/)
    await world.screen.waitForFocus('Morning Post')
    await world.screen.press(LAYER)
    await world.screen.waitForFocus('Descry menu')
    await world.screen.press('o')
    await world.screen.waitForFocus('Descry')
    // The window says what has the focus, where no reader does.
    await world.speech.waitFor('Home, heading')
    await world.speech.settled()
    await world.speech.forget()
    await world.screen.press('alt+F4')
    await world.screen.waitForFocus('Morning Post')
    expect(await world.speech.settled()).toEqual([])
    expect(world.app.child.exitCode).toBeNull()
  })

  test('the same key twice opens the answer as text with the caret at its start, and Escape goes back', async () => {
    await ask(world, [direct('D')], 'Harbour bridge')
    await world.screen.press(direct('S'), direct('S'))
    await world.screen.waitForFocus('Answer as text – Descry')
    const home = await world.app.page('home')
    const text = home.locator('textarea:focus')
    await text.waitFor()
    expect(await text.inputValue()).toContain('Harbour bridge opens after nine years')
    expect(await text.evaluate((area: HTMLTextAreaElement) => area.selectionEnd)).toBe(0)
    await world.screen.press('Escape')
    await world.screen.waitForFocus('Morning Post')
  })

  test('it shows the last answer with its picture', async () => {
    await ask(world, [direct('D')], 'Harbour bridge')
    await world.screen.press(direct('O'))
    await world.screen.waitForFocus('Descry')
    const answer = (await world.app.page('home')).locator('#answer')
    await until('the answer in the window', async () => (await answer.innerText()).includes('Harbour bridge'))
    const picture = answer.getByRole('img')
    const named = (await picture.getAttribute('aria-label')) ?? (await picture.getAttribute('alt'))
    expect(named?.length).toBeGreaterThan(10)
    await world.screen.press('alt+F4')
  })

  test('every view is reached by keyboard, and its heading gets the focus', async () => {
    await world.screen.press(direct('O'))
    await world.screen.waitForFocus('Descry')
    const home = await world.app.page('home')
    for (const name of ['Settings', 'Models', 'Help', 'History', 'Home']) {
      const button = home.getByRole('navigation').getByRole('button', { name, exact: true })
      await button.focus()
      await world.screen.press('Return')
      await home.locator('h1:focus').waitFor()
      expect(await button.getAttribute('aria-current')).toBe('page')
    }
  })
})

inAWorld('the first run', { before: async () => ({ settings: null }) }, (world) => {
  test('opens the window at its first step, and the key describes the built-in picture within it', async () => {
    await world.screen.waitForFocus(/Descry$/)
    const home = await world.app.page('home')
    const heading = home.locator('h1:visible, h2:visible').first()
    await heading.waitFor()
    // Nothing else reads the window where no reader runs.
    await world.speech.waitFor(/introduction.*Tab.*Enter/i)
    const text = await ask(world, [direct('D')], /tabby/)
    expect(text.length).toBeGreaterThan(10)
  })
})
