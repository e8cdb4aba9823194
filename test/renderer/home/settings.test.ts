import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { stateOf } from '../../support/renderer/states'
import { describePages } from '../../support/renderer/suite'

const WRITE_FAILED = { ok: false, code: 'settings-unwritable', sentence: 'The settings could not be saved.' }

/** What a control is described by, once its error is there. */
const described = (page: Page, role: 'radiogroup' | 'checkbox' | 'slider' | 'textbox' | 'button' | 'spinbutton', name: string | RegExp) =>
  page.getByRole(role, { name }).evaluate((element) =>
    (element.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' ')
      .trim(),
  )

describePages('the settings', (pages) => {
  const openSettings = async (state = stateOf()) => {
    const opened = await pages().open('home', state)
    await opened.page.keyboard.press('Alt+2')
    await opened.page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
    const last = async () => (await opened.invokes('settings:change')).at(-1)?.args[0]
    return { ...opened, last }
  }

  test('are grouped under headings', async () => {
    const { page } = await openSettings()
    for (const name of ['Speech', 'Sounds', 'Answers', 'Keys', 'Appearance', 'Start and language']) {
      await page.getByRole('group', { name, exact: true }).getByRole('heading', { name, level: 2 }).waitFor()
    }
  })

  test('take effect at once, each', async () => {
    const { page, last } = await openSettings()
    for (const [option, change] of [
      ['Orca', { voice: { route: 'orca', rate: null, volume: 100, pitch: 0 } }],
      ['Little: one sentence', { length: 'brief' }],
      ['Leave those words out; it remains a guess', { hedge: 'none' }],
      ['Dark', { theme: 'dark' }],
      ['Always', { caption: { mode: 'always', edge: 'bottom', scale: 100 } }],
      ['Left', { caption: { mode: 'always', edge: 'left', scale: 100 } }],
    ] as const) {
      await page.getByRole('radio', { name: option, exact: true }).press('Space')
      await expect.poll(last).toEqual(change)
    }
    await page.getByRole('checkbox', { name: /^Play sounds/ }).press('Space')
    await expect.poll(last).toEqual({ sounds: { on: false, volume: 50 } })
    await page.getByRole('slider', { name: 'Volume of the sounds' }).press('ArrowRight')
    await expect.poll(last).toEqual({ sounds: { on: false, volume: 55 } })
    await page.getByRole('slider', { name: 'Size of its text' }).press('End')
    await expect.poll(last).toEqual({ caption: { mode: 'always', edge: 'left', scale: 400 } })
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
    await page.getByRole('radio', { name: 'German (Deutsch)' }).press('Space')
    await expect.poll(last).toEqual({ locale: 'de' })
  })

  test('have the voice’s speed in words a minute, or as the system has it', async () => {
    const { page, last } = await openSettings()
    expect(await page.getByRole('spinbutton').count()).toBe(0)
    await page.getByRole('checkbox', { name: 'Keep the speed that the system has' }).press('Space')
    await expect.poll(last).toMatchObject({ voice: { rate: 200 } })
    const rate = page.getByRole('spinbutton', { name: /^Speed in words a minute/ })
    await rate.press('ArrowUp')
    await expect.poll(last).toMatchObject({ voice: { rate: 210 } })
    await rate.fill('')
    await rate.pressSequentially('298')
    await expect.poll(last).toMatchObject({ voice: { rate: 298 } })
    expect(await described(page, 'spinbutton', /^Speed/)).toBe('')
    for (const wrong of ['9999', '12', '99.5', '']) {
      await rate.fill(wrong)
      await rate.press('Enter')
      await expect.poll(() => described(page, 'spinbutton', /^Speed/)).toMatch(/whole number from 80 to 550/)
    }
    expect(await last()).toMatchObject({ voice: { rate: 298 } })
    await rate.fill('300')
    await expect.poll(() => described(page, 'spinbutton', /^Speed/)).toBe('')
    await page.getByRole('checkbox', { name: 'Keep the speed that the system has' }).press('Space')
    await expect.poll(last).toMatchObject({ voice: { rate: null } })
  })

  test('say at the control why a change was refused, and take it back when one succeeds', async () => {
    const { page, complaints } = await openSettings()
    await page.evaluate((reply) => window.fake.answer('settings:change', reply), WRITE_FAILED)
    await page.getByRole('radio', { name: 'Dark' }).press('Space')
    await page.getByRole('checkbox', { name: /^Play sounds/ }).press('Space')
    await page.getByRole('slider', { name: 'Pitch of the voice' }).press('ArrowRight')
    for (const [role, name] of [['radiogroup', 'Colours'], ['checkbox', /^Play sounds/], ['slider', 'Pitch of the voice']] as const) {
      await expect.poll(() => described(page, role, name)).toBe(WRITE_FAILED.sentence)
    }
    expect(await described(page, 'radiogroup', 'Who speaks')).toBe('')
    expect(await page.getByRole('slider', { name: 'Pitch of the voice' }).inputValue()).toBe('0')
    await page.evaluate(() => window.fake.answer('settings:change', { ok: true }))
    await page.getByRole('radio', { name: 'Light' }).press('Space')
    await expect.poll(() => described(page, 'radiogroup', 'Colours')).toBe('')
    expect(await complaints()).toEqual([])
  })

  test('tell of the voice that cannot be tried', async () => {
    const { page } = await openSettings()
    await page.evaluate(() => window.fake.answer('voice:try', { ok: false, code: 'no-voice', sentence: 'No voice can be heard here.' }))
    await page.getByRole('button', { name: 'Try the voice' }).press('Enter')
    await expect.poll(() => described(page, 'button', 'Try the voice')).toBe('No voice can be heard here.')
  })

  test('take a key by pressing it, and by its name', async () => {
    const { page, invokes, focused } = await openSettings()
    const change = page.getByRole('button', { name: 'Change the key: Say more' })
    await change.press('Enter')
    await expect.poll(focused).toBe('input: Press the new key, or type its name')
    await page.keyboard.press('Control+Alt+Shift+J')
    expect(await page.getByRole('textbox').inputValue()).toBe('Control+Alt+Shift+J')
    expect((await invokes('keys:editing')).map((i) => i.args[0])).toEqual([true])
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('button: Change the key: Say more')
    expect((await invokes('keys:editing')).map((i) => i.args[0])).toEqual([true, false])
    await page.keyboard.press('Enter')
    await page.keyboard.type('ctrl alt f8')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByRole('textbox').count()).toBe(0)
    expect((await invokes('keys:change')).map((i) => i.args)).toEqual([
      ['more', 'Control+Alt+Shift+J'],
      ['more', 'Control+Alt+F8'],
    ])
  })

  test('refuse what is no key at its field, and leave the key as it was by Escape', async () => {
    const { page, invokes, focused } = await openSettings()
    await page.getByRole('button', { name: 'Change the key: Descry menu' }).press('Enter')
    await page.keyboard.type('banana')
    await page.keyboard.press('Enter')
    await expect.poll(() => described(page, 'textbox', /^Press the new key/)).toContain('That key cannot be used.')
    expect(await page.getByRole('textbox').getAttribute('aria-invalid')).toBe('true')
    await page.evaluate(() => window.fake.answer('keys:change', { ok: false, code: 'key-taken', sentence: 'Another program holds that key.' }))
    await page.getByRole('textbox').fill('ctrl alt j')
    await page.keyboard.press('Enter')
    await expect.poll(() => described(page, 'textbox', /^Press the new key/)).toContain('Another program holds that key.')
    await page.keyboard.press('Escape')
    await expect.poll(focused).toBe('button: Change the key: Descry menu')
    expect(await invokes('keys:change')).toHaveLength(1)
  })

  test('remove a key, and bring the usual one back, with the focus kept', async () => {
    const state = stateOf({}, { keys: { layer: 'F8', commands: { copy: 'Control+Alt+1', stop: null } } })
    const { page, invokes, last, focused } = await openSettings(state)
    await page.getByRole('button', { name: 'Remove the key: Copy the answer' }).press('Enter')
    await expect.poll(focused).toBe('button: Change the key: Copy the answer')
    expect(await invokes('keys:change')).toEqual([{ name: 'keys:change', args: ['copy', null] }])
    await page.getByRole('button', { name: 'Back to the usual key: Copy the answer' }).press('Enter')
    await expect.poll(last).toEqual({ keys: { layer: 'F8', commands: { stop: null } } })
    await page.getByRole('button', { name: 'Back to the usual key: Descry menu' }).press('Enter')
    await expect.poll(last).toEqual({ keys: { commands: { stop: null } } })
    await expect.poll(focused).toBe('button: Change the key: Descry menu')
    expect(await page.getByRole('button', { name: 'Back to the usual key: Say more' }).count()).toBe(0)
  })

  test('show how a key fares', async () => {
    const { page } = await openSettings()
    const row = page.getByRole('listitem').filter({ hasText: 'Describe the window' })
    await row.getByText('The desktop uses this key, too.').waitFor()
    await page.getByRole('listitem').filter({ hasText: 'Status' }).getByText('no key').waitFor()
  })
})
