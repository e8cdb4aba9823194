import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { until } from '../support/desktop-session/until'
import { ask, pageFile } from './support/ask'
import { direct } from './support/keys'
import { inAWorld } from './support/world'

/** Lines of a window that are Descry's own words, long enough to be no accident. */
async function wordsOf(page: Page): Promise<string[]> {
  const lines = await page.evaluate(() => document.body.innerText.split('\n'))
  return lines.map((line) => line.trim()).filter((line) => line.length >= 12)
}

inAWorld('Descry’s own windows', {}, (world) => {
  test('the home window is on the screen and not in the picture', async () => {
    await world.pages.show(pageFile('article'))
    await world.screen.press(direct('O'))
    await world.screen.waitForFocus('Descry')
    const put = ['windowsize', '640', '440', 'windowmove', '500', '240']
    await world.session.output('xdotool', ['getactivewindow', ...put])
    const home = await world.app.page('home')
    const own = await wordsOf(home)
    expect(own.length).toBeGreaterThan(5)
    const text = await ask(world, [direct('D')], 'Harbour bridge')
    expect(own.filter((line) => text.includes(line))).toEqual([])
    const all = await ask(world, [direct('T')], 'Harbour bridge')
    expect(own.filter((line) => all.includes(line))).toEqual([])
  })

  test('the window command is about the window behind it', async () => {
    await world.screen.waitForFocus('Descry')
    const text = await ask(world, [direct('W')], 'Harbour bridge')
    expect(text).toMatch(/^Chromium\b/)
  })

  test('the caption bar shows the answer, never has the focus, and is not in the next picture', async () => {
    await world.screen.press('alt+F4')
    await world.screen.waitForFocus('Morning Post')
    await ask(world, [direct('D')], 'Harbour bridge')
    const caption = await world.app.page('caption')
    await until('the answer on the caption bar', async () =>
      (await caption.evaluate(() => document.body.innerText)).includes('Harbour bridge'),
    )
    expect(await world.screen.focused()).toBe('Morning Post')
    const shown = await world.pages.show(pageFile('pocket'))
    const text = await ask(world, [direct('D')], 'Pumpkin soup')
    expect(text).not.toContain('Harbour')
    await shown.close()
  })
})
