import { expect, test } from 'vitest'
import { ask, pageFile, times } from './support/ask'
import { direct, LAYER } from './support/keys'
import { inAWorld } from './support/world'

/** A page, the kind of screen that it is, and its headline. */
const PAGES = [
  { page: 'article', kind: 'web page', headline: 'Harbour bridge opens after nine years' },
  { page: 'sign-in', kind: 'sign-in form', headline: 'Sign in to Orchard Bank' },
  { page: 'settings', kind: 'settings window', headline: 'Display settings' },
]

inAWorld('describing the screen', {}, (world) => {
  test.each(PAGES)('the layer key and D say what $page is and its headline, once each', async ({ page, kind, headline }) => {
    const shown = await world.pages.show(pageFile(page))
    await world.speech.forget()
    await world.screen.press(LAYER)
    await world.screen.waitForFocus('Descry menu')
    await world.screen.press('d')
    await world.speech.waitFor(headline)
    const text = (await world.speech.settled()).map((m) => m.text).join(' ')
    expect({ text, kind: times(text, kind), headline: times(text, headline) }).toMatchObject({ kind: 1, headline: 1 })
    await shown.close()
  })

  test.each(PAGES)('the direct key says the same about $page', async ({ page, kind, headline }) => {
    const shown = await world.pages.show(pageFile(page))
    const text = await ask(world, [direct('D')], headline)
    expect({ text, kind: times(text, kind), headline: times(text, headline) }).toMatchObject({ kind: 1, headline: 1 })
    await shown.close()
  })

  test('the layer menu has the focus, and Escape gives it back to the window that had it', async () => {
    const shown = await world.pages.show(pageFile('article'))
    await world.screen.waitForFocus('Morning Post')
    await world.speech.forget()
    await world.screen.press(LAYER)
    await world.screen.waitForFocus('Descry menu')
    const menu = await world.app.page('menu')
    const focused = menu.locator('[role=menuitem]:focus')
    await focused.waitFor()
    expect(await focused.textContent()).toContain('Describe the screen')
    await world.screen.press('Escape')
    await world.screen.waitForFocus('Morning Post')
    // No reader runs, so Descry says that the menu is there, where one is in it, and how it works; and nothing else.
    expect((await world.speech.settled()).map(({ text }) => text).join(' ')).toMatch(
      /^Descry menu\. Commands, menu\. Describe the screen, D, 1 of \d+\. A letter chooses, Escape closes, F1 helps\.$/,
    )
    await shown.close()
  })

  test('every sentence carries its language', async () => {
    const shown = await world.pages.show(pageFile('article'))
    await ask(world, [direct('D')], 'Harbour bridge')
    for (const { language } of await world.speech.spoken()) expect(language).toMatch(/^en/)
    await shown.close()
  })
})

inAWorld(
  'describing one of two displays',
  {
    monitors: [
      { x: 0, y: 0, width: 1024, height: 768 },
      { x: 1024, y: 0, width: 1024, height: 768 },
    ],
  },
  (world, onElectron) => {
    test('says which display it is, and nothing of the other one', async () => {
      await world.pages.show(pageFile('article'), { left: 20, top: 30, width: 980, height: 700 })
      await world.pages.show(pageFile('pocket'), { left: 1060, top: 30, width: 940, height: 700 })
      await world.screen.click(500, 500)
      const text = await ask(world, [direct('D')], 'Harbour bridge')
      expect(text).toContain('Display 1 of 2')
      expect(text).not.toContain('Pumpkin')
    })

    test.skipIf(onElectron)('a display that cannot be captured is said so (the Chromium host sees the first one only)', async () => {
      await world.screen.click(1500, 500)
      const text = await ask(world, [direct('D')], 'The screen could not be captured')
      expect(text).not.toMatch(/Pumpkin|Harbour/)
    })

    // Electron captures each display by its own id; where its program is, this is what it must do.
    test.skipIf(!onElectron)('the second display is described as such (needs Electron: the Chromium host sees the first display only)', async () => {
      await world.screen.click(1500, 500)
      expect(await ask(world, [direct('D')], 'Pumpkin soup')).toContain('Display 2 of 2')
    })
  },
)
