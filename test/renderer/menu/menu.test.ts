import { expect, test } from 'vitest'
import { commandSpec, MENU_COMMANDS } from '../../../src/shared/commands'
import { stateOf } from '../../support/renderer/states'
import { describePages } from '../../support/renderer/suite'

describePages('the layer menu', (pages) => {
  const openMenu = async (locale: 'en' | 'de' = 'en') => {
    const menu = await pages().open('menu', stateOf({ locale }), { viewport: { width: 420, height: 600 } })
    await menu.page.getByRole('menu').waitFor()
    return menu
  }
  const ran = async (menu: Awaited<ReturnType<typeof openMenu>>) =>
    (await menu.invokes()).filter((i) => i.name !== 'app:state').map((i) => [i.name, ...i.args].join(' '))

  test('has one item a command, each named with its letter', async () => {
    const { page, complaints } = await openMenu()
    const items = await page.getByRole('menuitem').all()
    expect(items).toHaveLength(MENU_COMMANDS.length)
    await page.getByRole('menuitem', { name: 'Describe the screen, D', exact: true }).waitFor()
    await page.getByRole('menuitem', { name: 'Previous answer, comma', exact: true }).waitFor()
    await page.getByRole('menuitem', { name: 'Narrate less often, left bracket', exact: true }).waitFor()
    expect(await complaints()).toEqual([])
  })

  test('is an application with nothing but the menu in it, so that no reader is in browse mode there', async () => {
    const { page } = await openMenu()
    const roles = await page.evaluate(() =>
      [...document.querySelectorAll('[role], h1, h2, main, [aria-live]')].map((e) => e.getAttribute('role') ?? e.localName),
    )
    expect(roles).toEqual(['application', 'menu', ...MENU_COMMANDS.map(() => 'menuitem')])
    await page.getByRole('application', { name: 'Descry menu', exact: true }).getByRole('menu', { name: 'Commands', exact: true }).waitFor()
  })

  test('runs each command by its letter, once for each opening, but those that leave it open as often as they are pressed', async () => {
    const menu = await openMenu()
    const wanted: string[] = []
    for (const id of MENU_COMMANDS) {
      await menu.push('menu:opened', {})
      const letter = commandSpec(id).letter.toLowerCase()
      await menu.page.keyboard.press(letter)
      await menu.page.keyboard.press(letter)
      const staysOpen = commandSpec(id).kind === 'tune'
      wanted.push(...(staysOpen ? [id, id] : [id]))
    }
    expect(await ran(menu)).toEqual(wanted.map((id) => `command:run ${id}`))
    // Held down, a letter goes on where there is a scale, and is one press where there is none.
    const { keyboard } = menu.page
    await menu.push('menu:opened', {})
    for (let i = 0; i < 5; i++) await keyboard.down('u')
    await keyboard.up('u')
    await keyboard.down('6')
    const goesOn = async (): Promise<number> => {
      await keyboard.down('6')
      return (await ran(menu)).slice(wanted.length).filter((line) => line.endsWith('louder')).length
    }
    await expect.poll(goesOn).toBeGreaterThan(2)
    await keyboard.up('6')
    expect((await ran(menu)).filter((line) => line.endsWith('quiet'))).toHaveLength(3)
  })

  test('takes brackets that are printed by AltGr or Option, and the keys of their places where letters are foreign', async () => {
    const menu = await openMenu()
    const press = (key: string, code: string, held: object) =>
      menu.page.evaluate(
        ([k, c, h]) => document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: k, code: c, bubbles: true, cancelable: true, ...h })),
        [key, code, held] as const,
      )
    await press('[', 'Digit8', { ctrlKey: true, altKey: true })
    await press(']', 'Digit6', { altKey: true })
    await press('х', 'BracketLeft', {})
    await press('ě', 'Digit2', {})
    // Alt with a letter is no letter of the menu.
    await press('d', 'KeyD', { altKey: true })
    expect(await ran(menu)).toEqual(['narration-less', 'narration-more', 'narration-less', 'faster'].map((id) => `command:run ${id}`))
  })

  test('parts its groups for the eye alone', async () => {
    const { page } = await openMenu()
    const apart = await page.locator('.begins-group').evaluateAll((items) => items.map((item) => item.getAttribute('data-key')))
    expect(apart).toEqual(['ask', 'again', 'narration-less', 'stop'])
  })

  test('shows the item that has the focus, however many there are', async () => {
    const { page, push, focused } = await openMenu()
    await push('menu:opened', {})
    await expect.poll(focused).toContain('Describe the screen')
    const isSeen = () =>
      page.evaluate(() => {
        const { top, bottom } = document.activeElement?.getBoundingClientRect() ?? { top: -1, bottom: -1 }
        return top >= 0 && bottom <= window.innerHeight
      })
    for (const id of MENU_COMMANDS) {
      expect(await focused()).toBe(`menuitem: ${await page.locator(`[data-key="${id}"]`).getAttribute('aria-label')}`)
      // It is scrolled to with the next picture of the page.
      await expect.poll(isSeen, { message: await focused() }).toBe(true)
      await page.keyboard.press('ArrowDown')
    }
    await page.keyboard.press('End')
    await expect.poll(isSeen).toBe(true)
  })

  test('takes capital letters, and letters while the layer key’s prefix is still held', async () => {
    const menu = await openMenu()
    await menu.page.keyboard.press('Shift+W')
    await menu.push('menu:opened', {})
    await menu.page.keyboard.press('Control+Alt+Shift+T')
    expect(await ran(menu)).toEqual(['command:run describe-window', 'command:run read-text'])
  })

  test('takes foreign letters by the place of their key', async () => {
    const menu = await openMenu()
    await menu.page.evaluate(() =>
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'в', code: 'KeyD', bubbles: true, cancelable: true }),
      ),
    )
    expect(await ran(menu)).toEqual(['command:run describe-screen'])
  })

  test('hears a letter before it has drawn anything', async () => {
    const { page, invokes } = await openMenu()
    // A page whose state never comes: nothing is drawn, and the letters work all the same.
    await page.addInitScript(() => window.fake.answer('app:state', new Promise(() => {})))
    await page.reload()
    expect(await page.getByRole('menuitem').count()).toBe(0)
    await page.keyboard.press('d')
    expect(await invokes('command:run')).toEqual([{ name: 'command:run', args: ['describe-screen'] }])
  })

  test('focuses its first item each time it opens, and goes round by arrows, Home and End', async () => {
    const { page, push, focused } = await openMenu()
    await push('menu:opened', {})
    await expect.poll(focused).toBe('menuitem: Describe the screen, D')
    await page.keyboard.press('ArrowDown')
    expect(await focused()).toBe('menuitem: Describe the window, W')
    await page.keyboard.press('End')
    expect(await focused()).toBe('menuitem: Learn the keys, H')
    await page.keyboard.press('ArrowDown')
    expect(await focused()).toBe('menuitem: Describe the screen, D')
    await page.keyboard.press('ArrowUp')
    expect(await focused()).toBe('menuitem: Learn the keys, H')
    await page.keyboard.press('Home')
    expect(await focused()).toBe('menuitem: Describe the screen, D')
    await page.keyboard.press('End')
    await push('menu:opened', {})
    await expect.poll(focused).toBe('menuitem: Describe the screen, D')
    await page.keyboard.press('ArrowDown')
    expect(await focused()).toBe('menuitem: Describe the window, W')
  })

  test('is at its first item again before it opens, and stays the same menu: one that appears is read out whole', async () => {
    const { page, push, focused } = await openMenu()
    await push('menu:opened', {})
    await page.keyboard.press('End')
    await page.evaluate(() => {
      const changes: string[] = []
      Object.assign(window, { changes })
      new MutationObserver((all) => changes.push(...all.map((c) => c.type))).observe(document.body, { childList: true, subtree: true })
      // What the browser does when another window gets the keyboard.
      window.dispatchEvent(new Event('blur'))
    })
    expect(await focused()).toBe('menuitem: Describe the screen, D')
    await push('menu:opened', {})
    await page.keyboard.press('ArrowDown')
    expect(await focused()).toBe('menuitem: Describe the window, W')
    expect(await page.evaluate(() => (window as unknown as { changes: string[] }).changes)).toEqual([])
  })

  test('leaves the focus alone when it opens under the pointer', async () => {
    const { page, push, focused } = await openMenu()
    await page.mouse.move(200, 10)
    await page.getByRole('menuitem', { name: 'Say more, M' }).hover()
    await push('menu:opened', {})
    await page.mouse.move(200, 300)
    expect(await focused()).toBe('menuitem: Describe the screen, D')
  })

  test('runs the focused item by Enter and by a click', async () => {
    const menu = await openMenu()
    await menu.push('menu:opened', {})
    await expect.poll(menu.focused).toContain('Describe the screen')
    await menu.page.keyboard.press('ArrowDown')
    await menu.page.keyboard.press('Enter')
    await menu.push('menu:opened', {})
    await menu.page.getByRole('menuitem', { name: 'Say more, M' }).click()
    expect(await ran(menu)).toEqual(['command:run describe-window', 'command:run more'])
  })

  test('closes by Escape, and runs nothing after that', async () => {
    const menu = await openMenu()
    await menu.page.keyboard.press('Escape')
    await menu.page.keyboard.press('d')
    expect(await ran(menu)).toEqual(['menu:close'])
  })

  test('stays as it is when a key is no command', async () => {
    const menu = await openMenu()
    await menu.push('menu:opened', {})
    await expect.poll(menu.focused).toContain('Describe the screen')
    for (const key of ['R', '0', '?', 'Tab', 'Shift+Tab', 'Control+d', 'F5']) await menu.page.keyboard.press(key)
    expect(await ran(menu)).toEqual([])
    expect(await menu.focused()).toBe('menuitem: Describe the screen, D')
  })

  test('speaks German', async () => {
    const { page } = await openMenu('de')
    await page.getByRole('menuitem', { name: 'Nächste Antwort, Punkt', exact: true }).waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de')
    expect(await page.title()).toBe('Descry-Menü')
  })
})
