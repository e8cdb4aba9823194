import { expect, test } from 'vitest'
import type { AppState } from '../../../src/shared/app-state'
import type { OpenPage } from '../../support/renderer/browser'
import { stateOf } from '../../support/renderer/states'
import { describePages } from '../../support/renderer/suite'

const said = async ({ invokes }: OpenPage, what: string): Promise<string[]> =>
  (await invokes('window:said')).map(({ args }) => args[0] as { what: string; text: string }).flatMap((one) => (one.what === what ? one.text : []))

const fresh: Partial<AppState> = { answer: null, answers: { count: 0, position: 0 } }

/** Each view, what has the focus in it at first, what its help is called, and how that begins. */
const VIEWS = [
  { view: 'home', at: /^h1: Home/, name: 'Home', text: /^This view shows the last answer/ },
  { view: 'text', at: /^textarea/, name: 'Answer as text', text: /^Here the answer stands as plain text/ },
  { view: 'ask', at: /^(?:h1|input|textarea)(?!: Home)/, name: 'Ask a question', text: /^Here you type a question/ },
  { view: 'settings', at: /^h1: Settings/, name: 'Settings', text: /^Here you choose who speaks/ },
  { view: 'models', at: /^h1: Models/, name: 'Models', text: /^A model is what Descry sees/ },
  { view: 'help', at: /^h1: Help/, name: 'Help', text: /^This view is the manual/ },
  { view: 'first-run', at: /^h1: Welcome/, name: 'Introduction', text: /^This is the introduction/ },
] as const

describePages('help on a view', (pages) => {
  test.each(VIEWS)('opens by F1 in the view $view, begins at its text, and Escape brings the focus back', async ({ view, at, name, text }) => {
    const state = view === 'first-run' ? stateOf(fresh, { firstRunDone: false }) : stateOf({ asking: { about: 'The screen, now' } })
    const opened = await pages().open('home', state)
    const { page, push, focused, audit } = opened
    await push('home:view', { view, focus: 'heading' })
    await expect.poll(focused).toMatch(at)
    const before = await focused()
    await page.keyboard.press('F1')
    const dialog = page.getByRole('dialog', { name: `Help on this view: ${name}` })
    await dialog.waitFor()
    await expect.poll(focused).toMatch(/^document: Help on this view/)
    const texts = await dialog.locator('p').allTextContents()
    expect(texts.length).toBeGreaterThan(2)
    expect(texts[0]).toMatch(text)
    expect(texts.join(' ')).not.toMatch(/[{}]/)
    expect(texts.at(-1)).toBe('Escape closes this help.')
    expect(await audit()).toEqual([])
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
    expect(await focused()).toBe(before)
    expect(await opened.invokes('text:close')).toEqual([])
    await page.context().close()
  })

  test('opens by a button that tells of its key, and goes by another', async () => {
    const { page, focused } = await pages().open('home', stateOf())
    const button = page.getByRole('button', { name: 'Help on this view' })
    expect(await button.getAttribute('aria-keyshortcuts')).toBe('F1')
    await button.press('Enter')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('button: Close the help')
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('button: Help on this view')
  })

  test('is said whole, once, and its text is not said again as what has the focus', async () => {
    const opened = await pages().open('home', stateOf({ reader: false, saysFocus: true }))
    await expect.poll(async () => (await said(opened, 'focus')).length).toBe(1)
    await opened.page.keyboard.press('F1')
    await expect.poll(async () => (await said(opened, 'help')).length).toBe(1)
    const [text = ''] = await said(opened, 'help')
    expect(text).toMatch(/^Help on this view: Home\. This view shows the last answer.*Down and up read through the window.*Escape closes this help\.$/)
    await opened.page.keyboard.press('Tab')
    await expect.poll(async () => (await said(opened, 'focus')).slice(1)).toEqual(['Help on this view: Home, dialog. Close the help, button'])
    await opened.page.keyboard.press('Escape')
    await expect.poll(async () => (await said(opened, 'focus')).at(-1)).toBe('Home, heading level 1')
  })

  test('opens in the layer menu, whose keys are quiet meanwhile', async () => {
    const { page, push, focused, invokes } = await pages().open('menu', stateOf(), { viewport: { width: 420, height: 700 } })
    await push('menu:opened', {})
    await expect.poll(focused).toBe('menuitem: Describe the screen, D')
    await page.keyboard.press('F1')
    await expect.poll(focused).toMatch(/^document: Help on this view: Descry menu/)
    await page.keyboard.press('d')
    await page.keyboard.press('Escape')
    await expect.poll(focused).toBe('menuitem: Describe the screen, D')
    expect(await invokes('command:run')).toEqual([])
    expect(await invokes('menu:close')).toEqual([])
    await page.keyboard.press('d')
    expect(await invokes('command:run')).toEqual([{ name: 'command:run', args: ['describe-screen'] }])
  })

  test('speaks German', async () => {
    const { page } = await pages().open('home', stateOf({ locale: 'de' }, { locale: 'de' }))
    await page.keyboard.press('F1')
    const dialog = page.getByRole('dialog', { name: 'Hilfe zu dieser Ansicht: Start' })
    await dialog.getByText('mit Strg V einfügen').waitFor()
  })
})

describePages('while keys are learned, the window', (pages) => {
  const KEYS: readonly (readonly [press: string, said: string])[] = [
    ['Tab', 'Tab. Goes to the next button or setting.'],
    ['Shift+Tab', 'Shift Tab. Goes to the button or setting before.'],
    ['F6', 'F6. Goes to the next part of the window.'],
    ['Shift+F6', 'Shift F6. Goes to the part of the window before.'],
    ['F1', 'F1. Opens the help on the view you are in.'],
    ['Alt+2', 'Alt 2. Opens a view: Settings.'],
    ['Control+v', 'Control V. Describes the picture that was copied.'],
    ['Control++', 'Control Plus. Makes everything in the window larger.'],
    ['Control+-', 'Control Minus. Makes everything in the window smaller.'],
    ['Control+0', 'Control 0. Makes everything in the window as large as usual.'],
    ['Enter', 'Enter. Presses the button that has the focus.'],
    ['Space', 'Space. Presses the button, or switches the setting on or off.'],
    ['ArrowDown', 'Down Arrow. Reads on in the window; in a choice, goes to the next one.'],
    ['d', 'D. In the Descry menu: Describe the screen.'],
    ['Control+Alt+Shift+r', 'Control Alt Shift R. This key does nothing in Descry.'],
    ['F7', 'F7. This key does nothing in Descry.'],
  ]

  test('says of each key what it does, and does none of it, until Escape', async () => {
    const opened = await pages().open('home', stateOf({ learningKeys: true }))
    const { page, push, focused, invokes } = opened
    await push('home:view', { view: 'help', focus: 'heading' })
    await expect.poll(focused).toBe('h1: Help')
    for (const [press] of KEYS) await page.keyboard.press(press)
    expect(await said(opened, 'key')).toEqual(KEYS.map(([, text]) => text))
    expect(await focused()).toBe('h1: Help')
    for (const name of ['window:zoom', 'command:run', 'keys:learn'] as const) expect(await invokes(name)).toEqual([])
    // It can be read, too.
    expect(await page.locator('.learned-key').textContent()).toBe('F7. This key does nothing in Descry.')
    await page.keyboard.press('Escape')
    expect(await invokes('keys:learn')).toEqual([{ name: 'keys:learn', args: [false] }])
    await page.keyboard.press('F6')
    expect(await focused()).not.toBe('h1: Help')
  })

  test('says nothing of a modifier alone, which begins the key that ends the learning', async () => {
    const opened = await pages().open('home', stateOf({ learningKeys: true }))
    for (const key of ['Control', 'Shift', 'Alt']) await opened.page.keyboard.press(key)
    expect(await said(opened, 'key')).toEqual([])
  })
})

describePages('beside a screen reader that Descry does not know, the window', (pages) => {
  const openHome = () => pages().open('home', stateOf({ reader: false, unknownReader: true }))

  test.each([
    ['Yes, speak', 'speak'],
    ['No, keep quiet', 'quiet'],
  ])('asks once whether to speak: "%s"', async (button, unknownReader) => {
    const { page, focused, invokes, audit, change } = await openHome()
    await expect.poll(focused).toBe('h2: Which voice should speak?')
    expect(await audit()).toEqual([])
    await page.getByRole('button', { name: button }).press('Enter')
    expect((await invokes('settings:change')).map(({ args }) => (args[0] as { voice: object }).voice)).toEqual([expect.objectContaining({ unknownReader })])
    await expect.poll(focused).toBe('h1: Home')
    // Until main has taken note, it is not asked again.
    await change({ unknownReader: true })
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  test('takes Escape for no answer', async () => {
    const { page, focused, invokes } = await openHome()
    await expect.poll(focused).toBe('h2: Which voice should speak?')
    await page.keyboard.press('Escape')
    await expect.poll(focused).toBe('h1: Home')
    expect(await invokes('settings:change')).toEqual([])
  })
})
