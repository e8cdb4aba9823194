import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { ask, pageFile } from './support/ask'
import { axeFindings, inLook, LOOKS } from './support/axe'
import { direct, LAYER } from './support/keys'
import { inAWorld, type World } from './support/world'

const go = (name: string) => async (world: World): Promise<Page> => {
  const home = await world.app.page('home')
  await home.getByRole('navigation').getByRole('button', { name, exact: true }).click()
  await home.locator('h1:focus').waitFor()
  return home
}

/** Every view, and how it is reached; the answer is there before, so that no view is empty. */
const VIEWS: Readonly<Record<string, (world: World) => Promise<Page>>> = {
  home: go('Home'),
  settings: go('Settings'),
  models: go('Models'),
  help: go('Help'),
  text: async (world) => {
    const home = await go('Home')(world)
    await home.getByRole('button', { name: 'Show as plain text' }).click()
    await home.locator('.text-view').waitFor()
    return home
  },
  caption: (world) => world.app.page('caption'),
  menu: async (world) => {
    await world.screen.press('Escape')
    await world.screen.press(LAYER)
    const menu = await world.app.page('menu')
    await menu.locator('[role=menuitem]:focus').waitFor()
    return menu
  },
}

/** WCAG 1.4.10: pixels of a window's width at 400 % on a screen of 1280. */
const NARROW = 320

async function overflow(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page)
  const metrics = { width: NARROW, height: 256, deviceScaleFactor: 4, mobile: false }
  await devtools.send('Emulation.setDeviceMetricsOverride', metrics)
  const width = await page.evaluate(() => document.scrollingElement?.scrollWidth ?? 0)
  await devtools.send('Emulation.clearDeviceMetricsOverride')
  await devtools.detach()
  return width
}

inAWorld('accessibility', {}, (world) => {
  test('an answer is there, and the window is open', async () => {
    await world.pages.show(pageFile('article'))
    await ask(world, [direct('D')], 'Harbour bridge')
    await world.screen.press(direct('O'))
    await world.screen.waitForFocus('Descry')
  })

  const views = Object.entries(VIEWS).map(([view, reach]) => ({ view, reach }))

  test.each(views)('axe finds nothing in $view, in any theme, at 100 and 200 %', async ({ view, reach }) => {
    const page = await reach(world)
    for (const look of LOOKS) {
      const findings = await inLook(page, look, () => axeFindings(page, view === 'caption' || view === 'menu'))
      expect({ look, findings }).toEqual({ look, findings: [] })
    }
  })

  test.each(views)('$view reflows at 400 %: nothing to scroll sideways', async ({ reach }) => {
    expect(await overflow(await reach(world))).toBeLessThanOrEqual(NARROW)
  })
})

inAWorld('accessibility of the first run', { before: async () => ({ settings: null }) }, (world) => {
  test('axe finds nothing in it, in any theme, at 100 and 200 %, and it reflows at 400 %', async () => {
    const home = await world.app.page('home')
    await home.locator('h1').waitFor()
    for (const look of LOOKS) {
      const findings = await inLook(home, look, () => axeFindings(home))
      expect({ look, findings }).toEqual({ look, findings: [] })
    }
    expect(await overflow(home)).toBeLessThanOrEqual(NARROW)
  })
})
