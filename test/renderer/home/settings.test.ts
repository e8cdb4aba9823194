import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../../../src/shared/settings'
import { VERBOSITY } from '../../../src/shared/verbosity'
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

const GROUPS = [
  ...['Speech', 'Sounds', 'Braille', 'Answers', 'Memory of answers', 'Other messages', 'Camera narration', 'Spoken questions', 'Programs', 'Keys'],
  ...['Appearance', 'Caption bar', 'Start and language'],
]

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
    for (const name of GROUPS) {
      await page.getByRole('group', { name, exact: true }).getByRole('heading', { name, level: 2 }).waitFor()
    }
    // One heading a group, in this order, and none besides: a reader's list of headings is a list of places.
    const headings = await page.locator('main :is(h1, h2, h3, h4):visible').allTextContents()
    expect(headings).toEqual(['Settings', ...GROUPS])
  })

  test('take effect at once, each', async () => {
    const { page, last } = await openSettings()
    for (const [option, change] of [
      ['Orca', { voice: { ...DEFAULT_SETTINGS.voice, route: 'orca' } }],
      ['Little: one sentence', { length: 'brief' }],
      ['Leave those words out; it remains a guess', { hedge: 'none' }],
      ['For every description', { doubt: 'always' }],
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
    expect(await page.getByRole('spinbutton', { name: /^Speed/ }).count()).toBe(0)
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

  test('have the voices of who speaks by name, and one that is gone named so', async () => {
    const { page, last, change } = await openSettings()
    const voices = page.getByRole('radiogroup', { name: 'Voice', exact: true })
    await voices.getByRole('radio', { name: 'As the system has it' }).press('ArrowDown')
    await expect.poll(last).toMatchObject({ voice: { name: 'English (America)' } })
    await voices.getByRole('radio', { name: 'English (America)' }).press('ArrowUp')
    await expect.poll(last).toMatchObject({ voice: { name: null } })
    await change({ settings: { ...DEFAULT_SETTINGS, voice: { ...DEFAULT_SETTINGS.voice, name: 'Old one' } } })
    await voices.getByRole('radio', { name: 'Old one, which is not there', checked: true }).waitFor()
    // Another one speaks, with other voices.
    await page.evaluate(() => window.fake.answer('voice:list', { voices: ['Old one'] }))
    await change({ voice: 'Descry speaks through another.' })
    await voices.getByRole('radio', { name: 'Old one', exact: true, checked: true }).waitFor()
  })

  test('switch quiet mode by its command, which says so first, and the window shows that it is on', async () => {
    const { page, change, invokes } = await openSettings()
    const quiet = page.getByRole('checkbox', { name: 'Quiet mode' })
    await quiet.press('Space')
    await expect.poll(() => invokes('command:run')).toEqual([{ name: 'command:run', args: ['quiet'] }])
    expect(await page.getByText('Quiet mode is on').count()).toBe(0)
    await change({ settings: { ...DEFAULT_SETTINGS, quiet: true } })
    await page.getByRole('banner').getByText('Quiet mode is on: answers are shown and not spoken.').waitFor()
    expect(await quiet.isChecked()).toBe(true)
    expect(await described(page, 'checkbox', 'Quiet mode')).toMatch(/Sounds stay/)
  })

  test('reach 550 words a minute by keys alone, and not more', async () => {
    const { page, last, focused } = await openSettings()
    await page.getByRole('checkbox', { name: 'Keep the speed that the system has' }).press('Space')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('input: Speed in words a minute, 80 to 550')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('540')
    await page.keyboard.press('ArrowUp')
    await expect.poll(last).toMatchObject({ voice: { rate: 550 } })
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('551')
    await page.keyboard.press('Enter')
    await expect.poll(() => described(page, 'spinbutton', /^Speed/)).toMatch(/whole number from 80 to 550/)
    expect(await last()).toMatchObject({ voice: { rate: 550 } })
  })

  test('have what matters beside a screen reader and without one, each described and by key', async () => {
    const { page, last } = await openSettings()
    const { voice, braille, narration } = DEFAULT_SETTINGS
    const signs = page.getByRole('radiogroup', { name: 'Signs that are read out by name' })
    await signs.getByRole('radio', { name: 'As the voice has it' }).press('ArrowUp')
    await expect.poll(last).toEqual({ voice: { ...voice, punctuation: 'all' } })
    const beside = page.getByRole('radiogroup', { name: 'Beside a screen reader that Descry cannot speak through' })
    await beside.getByRole('radio', { name: 'Ask me once' }).press('ArrowDown')
    await expect.poll(last).toEqual({ voice: { ...voice, punctuation: 'all', unknownReader: 'speak' } })
    await page.getByRole('checkbox', { name: 'Say what has the focus in Descry’s own windows' }).press('Space')
    await expect.poll(last).toMatchObject({ voice: { ownWindows: false } })
    await page.getByRole('checkbox', { name: 'Braille only' }).press('Space')
    await expect.poll(last).toEqual({ braille: { ...braille, only: true } })
    await page.getByRole('checkbox', { name: /^Keep an answer/ }).press('Space')
    await expect.poll(last).toEqual({ braille: { only: true, sticky: true } })
    await page.getByRole('radio', { name: 'They are spoken' }).press('ArrowDown')
    await expect.poll(last).toEqual({ answersIn: 'window' })
    const every = page.getByRole('spinbutton', { name: /^Seconds between/ })
    await every.press('ArrowUp')
    await expect.poll(last).toEqual({ narration: { ...narration, every: 5 } })
    await every.fill('61')
    await every.press('Enter')
    await expect.poll(() => described(page, 'spinbutton', /^Seconds/)).toMatch(/from 2 to 60/)
    const pause = page.getByRole('spinbutton', { name: /^A pause that ends a question/ })
    await pause.fill('20')
    await expect.poll(last).toEqual({ listening: { pause: 2000 } })
    await pause.fill('4')
    await pause.press('Enter')
    await expect.poll(() => described(page, 'spinbutton', /^A pause/)).toMatch(/from 5 to 50/)
    for (const [role, name, text] of [
      ['radiogroup', /^Beside a screen reader/, /Two voices at once/],
      ['checkbox', /^Say what has the focus/, /Only while no screen reader/],
      ['checkbox', 'Braille only', /neither speaks nor plays a sound/],
      ['checkbox', /^Keep an answer/, /Where the screen reader can do that/],
      ['radiogroup', /^Where answers are$/, /letter by letter/],
      ['radiogroup', 'When a picture is read several times', /how often each thing came up/],
      ['radiogroup', /^The display/, /counted from the left/],
    ] as const) {
      expect(await described(page, role, name)).toMatch(text)
    }
  })

  test('choose for each kind of message among the tellings that it may have, and no others', async () => {
    const { page, last } = await openSettings()
    const group = page.getByRole('group', { name: 'Other messages' })
    await group.getByText(/^Answers, failures and what you ask for are always told in words/).waitFor()
    const names = await group.getByRole('radiogroup').evaluateAll((all) => all.map((one) => document.getElementById(one.getAttribute('aria-labelledby')?.split(' ')[0] ?? '')?.textContent))
    const topics = Object.entries(VERBOSITY)
    expect(names).toHaveLength(topics.length)
    const chosen: Record<string, string> = { ...DEFAULT_SETTINGS.verbosity }
    for (const [i, [topic, tellings]] of topics.entries()) {
      const radios = group.getByRole('radiogroup').nth(i).getByRole('radio')
      expect(await radios.count()).toBe(tellings.length)
      for (const telling of tellings.slice(1)) {
        await radios.nth(tellings.indexOf(telling as never) - 1).press('ArrowDown')
        chosen[topic] = telling
        await expect.poll(last).toEqual({ verbosity: chosen })
      }
    }
  })

  test('name the displays by their place, and one that is away as such', async () => {
    const { page, last } = await openSettings()
    const group = page.getByRole('radiogroup', { name: /^The display that/ })
    const names = () => group.getByRole('radio').evaluateAll((all) => all.map((one) => one.closest('label')?.textContent))
    expect(await names()).toEqual([
      ...['The one with the window in front', 'The one with the mouse pointer', 'The main one'],
      ...['Display 1, to the left, the main one', 'Display 2, to the right'],
    ])
    await group.getByRole('radio', { name: 'Display 2, to the right' }).press('Space')
    await expect.poll(last).toEqual({ monitor: 2 })
    await page.evaluate(() => window.fake.change({ displays: [{ number: 1, name: 'Display 1' }] }))
    const away = group.getByRole('radio', { name: 'Display 2, not connected' })
    await away.waitFor()
    expect(await away.isChecked()).toBe(true)
    await away.press('ArrowUp')
    await expect.poll(last).toEqual({ monitor: 'main' })
    await away.waitFor({ state: 'detached' })
    expect(await names()).toHaveLength(3)
  })

  test('have all of it in German, too', async () => {
    const state = stateOf({ locale: 'de' })
    const { page } = await pages().open('home', state)
    await page.keyboard.press('Alt+2')
    await page.getByRole('heading', { name: 'Einstellungen', level: 1 }).waitFor()
    const view = page.locator('main .view:visible')
    const text = (await view.textContent()) ?? ''
    for (const word of ['Nur Braille', 'Andere Meldungen', 'Gar nicht', 'Kamera', 'Der mit dem Mauszeiger', 'einmal fragen']) {
      expect(text.toLowerCase()).toContain(word.toLowerCase())
    }
    for (const english of ['In words', 'Not at all', 'Braille only', 'window.']) expect(text).not.toContain(english)
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
    await page.getByRole('button', { name: 'Back to usual key: Copy the answer' }).press('Enter')
    await expect.poll(last).toEqual({ keys: { layer: 'F8', commands: { stop: null } } })
    await page.getByRole('button', { name: 'Back to usual key: Descry menu' }).press('Enter')
    await expect.poll(last).toEqual({ keys: { commands: { stop: null } } })
    await expect.poll(focused).toBe('button: Change the key: Descry menu')
    expect(await page.getByRole('button', { name: 'Back to usual key: Say more' }).count()).toBe(0)
  })

  test('show how a key fares', async () => {
    const { page } = await openSettings()
    const row = page.getByRole('listitem').filter({ hasText: 'Describe the window' })
    await row.getByText('The desktop uses this key, too.').waitFor()
    await page.getByRole('listitem').filter({ hasText: 'Status' }).getByText('no key').waitFor()
  })
})
