import { expect, test } from 'vitest'
import { ANSWER, stateOf } from '../../support/renderer/states'
import { describePages } from '../../support/renderer/suite'

const fresh = () => stateOf({ answer: null, answers: { count: 0, position: 0 } }, { firstRunDone: false })

describePages('the first run', (pages) => {
  test('goes from start to end with the keyboard alone, its headings focused, and ends in the home view', async () => {
    const { page, push, change, focused, invokes, complaints } = await pages().open('home', fresh())
    await expect.poll(focused).toBe('h1: Welcome to Descry')
    expect(await page.getByRole('navigation').count()).toBe(0)

    await page.keyboard.press('Tab')
    expect(await focused()).toBe('button: Describe the picture')
    await page.keyboard.press('Enter')
    expect(await invokes('picture:sample')).toHaveLength(1)
    await change({ activity: { command: 'sample', sentence: 'Looking at the picture.' } })
    await page.locator('main').getByText('Looking at the picture.').waitFor()
    await change({ activity: { command: null, sentence: '' }, answer: { ...ANSWER, command: 'sample' } })
    await page.getByRole('region', { name: 'What Descry says' }).getByText('A dialog with two buttons, probably.').waitFor()
    expect(await focused()).toBe('button: Describe the picture')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('button: Next step')
    await page.keyboard.press('Enter')

    await expect.poll(focused).toBe('h1: Your key')
    await page.getByText('Press Control Alt Shift F9 once now.').waitFor()
    await push('key:pressed', { id: 'copy' })
    expect(await focused()).toBe('h1: Your key')
    await push('key:pressed', { id: 'layer' })
    await expect.poll(focused).toBe('h2: The key works')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('button: Next step')
    await page.keyboard.press('Space')

    await expect.poll(focused).toBe('h1: Start at login')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('input: Start Descry when I log in')
    await page.keyboard.press('Space')
    expect(await invokes('login:set')).toEqual([{ name: 'login:set', args: [true] }])
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')

    await expect.poll(focused).toBe('h1: Voice')
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowDown')
    await expect.poll(async () => (await invokes('settings:change')).length).toBe(1)
    await expect.poll(() => page.evaluate(() => window.fake.state.settings.voice.route)).toBe('own-voice')
    await page.getByRole('button', { name: 'Try the voice' }).press('Enter')
    expect(await invokes('voice:try')).toHaveLength(1)
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('button: Finish')
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('h1: Home')
    expect((await invokes('settings:change')).at(-1)?.args).toEqual([{ firstRunDone: true }])
    expect(await complaints()).toEqual([])
  })

  test('can be skipped step by step, and as a whole', async () => {
    const slow = await pages().open('home', fresh())
    for (const heading of ['Welcome to Descry', 'Your key']) {
      await expect.poll(slow.focused).toBe(`h1: ${heading}`)
      await slow.page.getByRole('button', { name: 'Skip this step' }).press('Enter')
    }
    await expect.poll(slow.focused).toBe('h1: Start at login')
    const quick = await pages().open('home', fresh())
    await quick.page.getByRole('button', { name: 'Skip the introduction' }).press('Enter')
    await expect.poll(quick.focused).toBe('h1: Home')
    expect(await quick.invokes('settings:change')).toEqual([{ name: 'settings:change', args: [{ firstRunDone: true }] }])
  })

  test('explains a key that does not arrive, leads to the settings and back to the same step', async () => {
    const { page, focused } = await pages().open('home', fresh())
    await page.getByRole('button', { name: 'Skip this step' }).press('Enter')
    await page.getByRole('button', { name: 'Nothing happened' }).press('Enter')
    await expect.poll(focused).toBe('h2: The key does not arrive')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('button: Open the settings')
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('h1: Settings')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('button: Back to the introduction')
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('h1: Your key')
  })

  test('says so when the system cannot start a program at login', async () => {
    const { page } = await pages().open('home', fresh())
    await page.evaluate(() => window.fake.answer('login:get', { possible: false, on: false }))
    for (let i = 0; i < 2; i++) await page.getByRole('button', { name: 'Skip this step' }).click()
    await page.getByText('This system has no way for Descry to start at login by itself.').waitFor()
    expect(await page.getByRole('checkbox').count()).toBe(0)
  })

  test('says why the picture could not be described', async () => {
    const { page } = await pages().open('home', fresh())
    const refusal = { ok: false, code: 'model-not-found', sentence: 'The model folder was not found.' }
    await page.evaluate((reply) => window.fake.answer('picture:sample', reply), refusal)
    await page.getByRole('button', { name: 'Describe the picture' }).press('Enter')
    await page.getByText(refusal.sentence).waitFor()
  })

  test('tells a reader with each heading what is to be done, and says when the description has ended', async () => {
    const { page, change, focused, audit } = await pages().open('home', fresh())
    await expect.poll(focused).toBe('h1: Welcome to Descry')
    const described = () =>
      page.evaluate(() => document.getElementById(document.activeElement?.getAttribute('aria-describedby') ?? '')?.textContent)
    const status = page.locator('main [role=status]')
    expect(await described()).toMatch(/Press Control Alt Shift D to have it described.*go on with the button “Next step”/)
    expect(await status.textContent()).toBe('')
    await change({ answer: { ...ANSWER, command: 'sample', complete: false } })
    expect(await status.textContent()).toBe('')
    await change({ answer: { ...ANSWER, command: 'sample' } })
    await expect.poll(() => status.textContent()).toBe('That was the description. Go on with “Next step”.')
    expect(await audit()).toEqual([])
    for (const [heading, text] of [['Your key', /Press Control Alt Shift F9 once now/], ['Start at login', /start by itself/], ['Voice', /last step.*F1 explains each view, and Control Alt Shift F9/]] as const) {
      await page.getByRole('button', { name: /^(Skip this|Next) step$/ }).press('Enter')
      await expect.poll(focused).toBe(`h1: ${heading}`)
      expect(await described(), heading).toMatch(text)
    }
  })

  test('by Descry’s own voice says each step whole, and the end of the description', async () => {
    const opened = await pages().open('home', { ...fresh(), reader: false, saysFocus: true })
    const said = async () => (await opened.invokes('window:said')).map(({ args }) => (args[0] as { text: string }).text)
    await expect.poll(async () => (await said()).at(-1)).toBe(
      'Introduction – Descry. Welcome to Descry, heading level 1. Step 1 of 4. Descry looks at a picture and says what is in it. Try it with a picture that comes with it. Press Control Alt Shift D to have it described, or the button. After that, go on with the button “Next step”.',
    )
    await opened.change({ answer: { ...ANSWER, command: 'sample' } })
    await expect.poll(async () => (await said()).at(-1)).toBe('That was the description. Go on with “Next step”.')
    await opened.page.getByRole('button', { name: 'Next step' }).press('Enter')
    await expect.poll(async () => (await said()).at(-1)).toMatch(/^Your key, heading level 1\. Step 2 of 4\. Press Control Alt Shift F9 once now\./)
    await opened.push('key:pressed', { id: 'layer' })
    await expect.poll(async () => (await said()).at(-1)).toMatch(/^The key works, heading level 2\. In the menu, D describes the screen\./)
  })
})

describePages('the first run on a Mac', (pages) => {
  test('says what VoiceOver needs before macOS asks for it, where VoiceOver reads', async () => {
    for (const reader of [true, false]) {
      const { page } = await pages().open('home', { ...fresh(), reader }, { userAgent: 'Mozilla/5.0 (Macintosh)' })
      await page.addInitScript(() => Object.defineProperty(navigator, 'platform', { value: 'MacIntel' }))
      await page.reload()
      await page.locator('h1').waitFor()
      expect(await page.getByText('allow VoiceOver to be controlled with AppleScript').count()).toBe(reader ? 1 : 0)
    }
  })
})
