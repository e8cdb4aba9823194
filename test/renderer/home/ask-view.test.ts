import { expect, test } from 'vitest'
import { createMessages } from '../../../src/shared/messages'
import type { AppState } from '../../../src/shared/app-state'
import { stateOf } from '../../support/renderer/states'
import { describePages } from '../../support/renderer/suite'

const ABOUT = { about: 'About the camera, from 40 seconds ago.' }
const EMPTY = { ok: false, code: 'question-empty', sentence: 'The question is empty. Type what you want to know.' }

describePages('the field for a question', (pages) => {
  /** The window with the field open over one of its views. */
  async function open(change: Partial<AppState> = {}) {
    const window = await pages().open('home', stateOf({ asking: ABOUT, ...change }))
    await window.push('home:view', { view: 'settings', focus: 'heading' })
    await window.page.locator('h1:focus').waitFor()
    await window.push('home:view', { view: 'ask', focus: 'heading' })
    const field = window.page.locator('.ask-view input')
    await window.page.locator('.ask-view input:focus').waitFor()
    return { ...window, field }
  }

  test('has the focus, its label, and what it is about and how it works as its description; the heading and title name it', async () => {
    const { page, field, focused } = await open()
    expect(await focused()).toBe('input: Your question')
    const described = await field.evaluate((input) =>
      (input.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' '),
    )
    expect(described).toContain(ABOUT.about)
    expect(described).toContain('Enter asks, Escape goes back without asking.')
    expect(await page.locator('.ask-view h1').textContent()).toBe('Ask a question')
    expect(await page.title()).toBe('Ask a question – Descry')
    expect(await page.locator('h1:visible').count()).toBe(1)
  })

  test('asks by Enter, and the window is where it was, the focus too', async () => {
    const { page, invokes, focused } = await open()
    await page.keyboard.type('Is there a door?')
    await page.keyboard.press('Enter')
    await page.locator('.ask-view').waitFor({ state: 'detached' })
    expect(await invokes('ask:put')).toEqual([{ name: 'ask:put', args: ['Is there a door?'] }])
    expect(await invokes('ask:close')).toEqual([])
    expect(await focused()).toBe('h1: Settings')
  })

  test('asks by its button, too', async () => {
    const { page, invokes } = await open()
    await page.keyboard.type('Is there a door?')
    await page.getByRole('button', { name: 'Ask', exact: true }).click()
    await page.locator('.ask-view').waitFor({ state: 'detached' })
    expect(await invokes('ask:put')).toHaveLength(1)
  })

  test.each(['Escape', 'the button'])('is left by %s without asking', async (way) => {
    const { page, invokes, focused } = await open()
    await page.keyboard.type('Is there')
    if (way === 'Escape') await page.keyboard.press('Escape')
    else await page.getByRole('button', { name: 'Go back' }).click()
    await page.locator('.ask-view').waitFor({ state: 'detached' })
    expect([await invokes('ask:put'), (await invokes('ask:close')).length]).toEqual([[], 1])
    expect(await focused()).toBe('h1: Settings')
  })

  test('says why a question was refused at the field, keeps what was typed, and has the focus', async () => {
    const { page, field, focused } = await open()
    await page.evaluate((reply) => window.fake.answer('ask:put', reply), EMPTY)
    await page.keyboard.type('   ')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').filter({ hasText: EMPTY.sentence }).waitFor()
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(await field.inputValue()).toBe('   ')
    expect(await focused()).toBe('input: Your question')
    await page.evaluate(() => window.fake.answer('ask:put', { ok: true }))
    await page.keyboard.type('Is there a door?')
    await page.keyboard.press('Enter')
    await page.locator('.ask-view').waitFor({ state: 'detached' })
  })

  test('keeps what was typed when its key is pressed again, and says what it is about by then', async () => {
    const { page, field, push, change } = await open()
    await page.keyboard.type('Is there')
    await page.keyboard.press('Tab')
    await change({ asking: { about: 'About the screen, now.' } })
    await push('home:view', { view: 'ask', focus: 'heading' })
    await page.locator('.ask-view input:focus').waitFor()
    expect(await field.inputValue()).toBe('Is there')
    await page.getByText('About the screen, now.').waitFor()
  })

  test('takes no more letters than a question may have', async () => {
    const { page, field } = await open()
    await page.keyboard.insertText('x'.repeat(2500))
    expect(await field.inputValue()).toHaveLength(2000)
  })

  test('has nothing that axe finds wrong, also after a refusal', async () => {
    const { page, audit, complaints } = await open()
    const found = await audit()
    await page.evaluate((reply) => window.fake.answer('ask:put', reply), EMPTY)
    await page.keyboard.press('Enter')
    await page.getByText(EMPTY.sentence).waitFor()
    expect([...found, ...(await audit()), ...(await complaints())]).toEqual([])
  })

  test('speaks German', async () => {
    const german = createMessages('de')
    const { page, focused } = await open({ locale: 'de' })
    expect(await focused()).toBe(`input: ${german.say('ask.label')}`)
    expect(await page.locator('.ask-view h1').textContent()).toBe('Eine Frage stellen')
    await page.getByText(german.say('ask.help')).waitFor()
    await page.getByRole('button', { name: 'Fragen' }).waitFor()
  })

  test('has a button to hold while one speaks: its help is its description, with the key that does it from anywhere', async () => {
    const { page } = await open()
    const button = page.getByRole('button', { name: 'Hold to speak' })
    const described = await button.evaluate((one) =>
      (one.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' '),
    )
    expect(described).toContain('Space or Enter')
    expect(described).toContain('The same from everywhere: Control Alt Shift L.')
  })

  test.each(['Space', 'Enter', 'the mouse'])('the button is held by %s and let go; when the question was put, the window is where it was', async (way) => {
    const { page, invokes, focused } = await open()
    const button = page.getByRole('button', { name: 'Hold to speak' })
    await page.evaluate((reply) => window.fake.answer('ask:listen', reply), { ok: true })
    await button.focus()
    if (way === 'the mouse') {
      await button.hover()
      await page.mouse.down()
    } else await page.keyboard.down(way)
    await page.locator('.ask-view').waitFor({ state: 'detached' })
    if (way === 'the mouse') await page.mouse.up()
    else await page.keyboard.up(way)
    const listened = await invokes('ask:listen')
    expect(listened.map(({ args }) => args)).toEqual([[true], [false]])
    // Where a mouse lets go, it gives the focus.
    if (way !== 'the mouse') expect(await focused()).toBe('h1: Settings')
  })

  test('a question that was spoken by the key from everywhere leaves the field, too', async () => {
    const { page, focused } = await open()
    await page.evaluate(() => window.fake.change({ understood: { text: 'What is this?', lang: 'en' }, asking: null }))
    await page.locator('.ask-view').waitFor({ state: 'detached' })
    expect(await focused()).toBe('h1: Settings')
  })

  test('a press while the last question is being understood is a new question, which leaves the field when it was put', async () => {
    const { page } = await open()
    await page.evaluate((reply) => {
      window.fake.answer('ask:listen', reply)
      window.fake.change({ listening: { step: 'understanding', sound: false } })
    }, { ok: true })
    await page.getByText('Understanding what you said.').waitFor()
    await page.getByRole('button', { name: 'Hold to speak' }).click()
    await page.locator('.ask-view').waitFor({ state: 'detached' })
  })

  test('why a spoken question came to nothing is said at the button; a stopped one says nothing', async () => {
    const { page, invokes } = await open()
    const button = page.getByRole('button', { name: 'Hold to speak' })
    await page.evaluate((reply) => window.fake.answer('ask:listen', reply), { ok: false, code: 'nothing-heard', sentence: 'Nothing was heard.' })
    await button.click()
    await page.getByRole('alert').filter({ hasText: 'Nothing was heard.' }).waitFor()
    expect(await button.evaluate((one) => (one.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' '))).toContain('Nothing was heard.')
    expect((await invokes('ask:listen')).map(({ args }) => args)).toEqual([[true], [false]])
  })

  test('shows that somebody is listened to; Escape ends that, and leaves the field', async () => {
    const { page, invokes } = await open()
    await page.evaluate(() => window.fake.change({ listening: { step: 'listening', sound: true } }))
    await page.getByText('Listening. You are being heard.').waitFor()
    await page.keyboard.press('Escape')
    expect(await invokes('command:run')).toEqual([{ name: 'command:run', args: ['stop'] }])
    expect([await invokes('ask:close'), await page.locator('.ask-view').count()]).toEqual([[], 1])
    await page.evaluate(() => window.fake.change({ listening: null }))
    await page.getByText('Listening. You are being heard.').waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await page.locator('.ask-view').waitFor({ state: 'detached' })
  })
})
