import { expect, test } from 'vitest'
import type { AppState } from '../../../src/shared/app-state'
import { DEFAULT_SETTINGS, type SettingsPatch } from '../../../src/shared/settings'
import type { OpenPage } from '../../support/renderer/browser'
import { ANSWER, stateOf } from '../../support/renderer/states'
import { describePages } from '../../support/renderer/suite'

const alone = (part: Partial<AppState> = {}, settings: SettingsPatch = {}): AppState =>
  stateOf({ reader: false, saysFocus: true, ...part }, settings)

/** What the window had said so far, in order. */
const said = async ({ invokes }: OpenPage): Promise<string[]> =>
  (await invokes('window:said')).map(({ args }) => (args[0] as { text: string }).text)

const last = async (opened: OpenPage): Promise<string | undefined> => (await said(opened)).at(-1)

/** Presses a key and waits for what the window says then. */
async function hear(opened: OpenPage, key: string): Promise<string> {
  const before = (await said(opened)).length
  await opened.page.keyboard.press(key)
  await expect.poll(async () => (await said(opened)).length, { message: key }).toBeGreaterThan(before)
  return (await said(opened)).slice(before).join(' | ')
}

describePages('without a screen reader the home window', (pages) => {
  const openHome = (state = alone()) => pages().open('home', state)

  test('says where one is, then each control that Tab goes to', async () => {
    const opened = await openHome()
    await expect.poll(() => last(opened)).toBe('Descry. Home, heading level 1')
    const way: string[] = []
    for (let i = 0; i < 3; i++) way.push(await hear(opened, 'Tab'))
    expect(way).toEqual([
      'Answer, region. About this answer, group. Say it again, button. Control Alt Shift S',
      'Say more, button. Control Alt Shift M',
      'Copy the answer, button. Control Alt Shift K',
    ])
    await opened.page.keyboard.press('F6')
    await expect.poll(() => last(opened)).toBe('Stop, button. Control Alt Shift Q')
    await opened.page.keyboard.press('F6')
    await expect.poll(() => last(opened)).toBe('Views, navigation. Home, button, this view. Alt 1')
  })

  test('says nothing while a reader runs, and begins when that has gone', async () => {
    const opened = await openHome(stateOf())
    await opened.page.keyboard.press('Tab')
    await opened.page.keyboard.press('Tab')
    expect(await said(opened)).toEqual([])
    await opened.change({ saysFocus: true, reader: false })
    await expect.poll(() => last(opened)).toContain('Say more, button. Control Alt Shift M')
    await opened.change({ saysFocus: false, reader: true })
    const before = (await said(opened)).length
    await opened.page.keyboard.press('Tab')
    expect(await said(opened)).toHaveLength(before)
  })

  test('says the heading of a view that opens, with the text behind it', async () => {
    const opened = await openHome()
    expect(await hear(opened, 'Alt+2')).toBe('Settings, heading level 1. Every change takes effect at once.')
    expect(await hear(opened, 'Alt+4')).toBe('Help, heading level 1')
  })

  test('says what comes by itself to where one is as more of that, and what a key makes of it for itself', async () => {
    const opened = await openHome()
    const { page } = opened
    const kinds = async (): Promise<string[]> => (await opened.invokes('window:said')).map(({ args }) => {
      const { what, text } = args[0] as { what: string; text: string }
      return `${what}: ${text}`
    })
    await expect.poll(() => last(opened)).toBe('Descry. Home, heading level 1')
    await page.keyboard.press('Alt+2')
    await expect.poll(() => last(opened)).toBe('Settings, heading level 1. Every change takes effect at once.')
    // As the list of models comes a moment after its view.
    const add = (text: string): Promise<void> =>
      page.evaluate((words) => {
        const added = Object.assign(document.createElement('p'), { textContent: words })
        const texts = document.querySelectorAll('.view:has(h1:focus) > p')
        texts[texts.length - 1]?.after(added)
      }, text)
    await add('Six models are here.')
    await expect.poll(() => last(opened)).toBe('Six models are here.')
    await page.keyboard.press('Shift')
    await add('One is in use.')
    await expect.poll(() => last(opened)).toBe('One is in use.')
    await page.getByRole('checkbox', { name: 'Play sounds when work begins, goes on and ends' }).focus()
    await expect.poll(() => last(opened)).toContain('check box, checked')
    await hear(opened, 'Space')
    expect((await kinds()).slice(1).map((line) => line.split(/[,.]/)[0])).toEqual([
      'focus: Settings',
      'more: Six models are here',
      'more: One is in use',
      'focus: Sounds',
      'focus: not checked',
    ])
  })

  test('says where one is once more, when that is asked for once more', async () => {
    const opened = await openHome()
    await expect.poll(() => last(opened)).toBe('Descry. Home, heading level 1')
    await opened.push('home:view', { view: 'home', focus: 'heading' })
    await expect.poll(() => last(opened)).toBe('Home, heading level 1')
  })

  test('reads the window text by text with up and down', async () => {
    const opened = await openHome()
    await opened.page.keyboard.press('Alt+4')
    await expect.poll(() => last(opened)).toBe('Help, heading level 1')
    expect(await hear(opened, 'ArrowDown')).toBe('Keys, heading level 2')
    expect(await hear(opened, 'ArrowDown')).toContain('The first key to learn is Control Alt Shift F9.')
    await hear(opened, 'ArrowDown')
    await hear(opened, 'ArrowDown')
    expect(await hear(opened, 'ArrowDown')).toMatch(/^Descry menu, Control Alt Shift F9, Takes the picture at once/)
    expect(await hear(opened, 'ArrowUp')).toMatch(/^Command, Letter, Key/)
  })

  test('says what a switch, a choice and an amount become', async () => {
    const opened = await openHome()
    const { page } = opened
    await page.keyboard.press('Alt+2')
    const sounds = page.getByRole('checkbox', { name: 'Play sounds when work begins, goes on and ends' })
    await sounds.focus()
    await expect.poll(() => last(opened)).toBe('Sounds, group. Play sounds when work begins, goes on and ends, check box, checked')
    expect(await hear(opened, 'Space')).toBe('not checked')
    expect(await hear(opened, 'Tab')).toBe('Volume of the sounds, slider, 50%')
    expect(await hear(opened, 'ArrowUp')).toBe('55%')
    await page.getByRole('radio', { name: 'Enough: what matters' }).focus()
    await expect.poll(() => last(opened)).toBe('Answers, group. How much is said, group. Enough: what matters, radio button, checked, 2 of 3')
    expect(await hear(opened, 'ArrowDown')).toBe('Much: all that was found, radio button, checked, 3 of 3')
  })

  test('echoes what is typed and deleted, and says why it was refused', async () => {
    const opened = await openHome()
    const { page } = opened
    await page.keyboard.press('Alt+2')
    await page.getByRole('button', { name: 'Change the key: Stop' }).press('Enter')
    await expect.poll(() => last(opened)).toContain('Press the new key, or type its name, text field, empty. For example')
    const heard: string[] = []
    for (const key of ['c', 't', 'Space', 'x', 'Backspace']) heard.push(await hear(opened, key))
    expect(heard).toEqual(['c', 't', 'ct', 'x', 'x deleted'])
    expect(await hear(opened, 'ArrowLeft')).toBe('space')
    expect(await hear(opened, 'ArrowLeft')).toBe('t')
    expect(await hear(opened, 'ArrowLeft')).toBe('c')
    expect(await hear(opened, 'ArrowLeft')).toBe('c')
    const refused = await hear(opened, 'Enter')
    expect(refused).toContain('not right')
    expect(refused).toContain('cannot be used')
  })

  test('reads the answer as text by line, sign and word', async () => {
    const opened = await openHome()
    await opened.page.getByRole('button', { name: 'Show as plain text' }).press('Enter')
    await expect.poll(() => last(opened)).toBe(
      'The answer, then all text that was read. Escape goes back., text field, read only, several lines. A dialog with two buttons, probably.',
    )
    expect(await hear(opened, 'ArrowDown')).toBe('It says: Save changes to report.odt before closing?')
    expect(await hear(opened, 'ArrowRight')).toBe('t')
    expect(await hear(opened, 'Control+ArrowRight')).toBe('It')
    expect(await hear(opened, 'Control+ArrowRight')).toBe('says')
    expect(await hear(opened, 'Control+End')).toBe('Save')
    expect(await hear(opened, 'ArrowDown')).toBe('Save')
  })

  test('says a button whose name changes, and no word that is in a live region of another route', async () => {
    const opened = await openHome()
    await opened.page.keyboard.press('Alt+4')
    await opened.page.getByRole('button', { name: 'Start learning the keys' }).focus()
    await expect.poll(() => last(opened)).toContain('Start learning the keys, button')
    await opened.change({ learningKeys: true })
    await expect.poll(() => last(opened)).toBe('Stop learning the keys')
    const before = (await said(opened)).length
    await opened.push('announce', { text: 'An answer.', lang: 'en' })
    await opened.page.getByText('An answer.').waitFor({ state: 'attached' })
    await opened.change({ answer: { ...ANSWER, id: 8 } })
    expect(await said(opened)).toHaveLength(before)
  })

  test('speaks German', async () => {
    const opened = await openHome(alone({ locale: 'de' }, { locale: 'de' }))
    await expect.poll(() => last(opened)).toBe('Descry. Start, Überschrift Ebene 1')
    expect((await opened.invokes('window:said'))[0]?.args[0]).toMatchObject({ what: 'focus', lang: 'de' })
  })

  test('says that it has failed, when a component did', async () => {
    const opened = await openHome()
    await opened.page.evaluate(() => window.fake.answer('models:list', { models: [null] }))
    await opened.push('home:view', { view: 'models', focus: 'heading' })
    await expect.poll(() => last(opened)).toContain('This window has failed')
  })
})

describePages('without a screen reader the layer menu', (pages) => {
  test('says its name, its first command and how it works, then each command by arrow', async () => {
    const opened = await pages().open('menu', alone(), { viewport: { width: 420, height: 700 } })
    await opened.push('menu:opened', {})
    await expect.poll(() => last(opened)).toMatch(/^Descry menu\. Commands, menu\. Describe the screen, D, 1 of \d+\. A letter chooses, Escape closes, F1 helps\.$/)
    expect(await hear(opened, 'ArrowDown')).toMatch(/^Describe the window, W, 2 of \d+$/)
    expect(await hear(opened, 'End')).toMatch(/^Learn the keys, H, (\d+) of \1$/)
  })

  test('leaves the hint out where the user wants no hints', async () => {
    const verbosity = { ...DEFAULT_SETTINGS.verbosity, hints: 'off' as const }
    const opened = await pages().open('menu', alone({}, { verbosity }), { viewport: { width: 420, height: 700 } })
    await opened.push('menu:opened', {})
    await expect.poll(() => last(opened)).toMatch(/1 of \d+$/)
  })
})
