import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS, type Settings } from '../../../src/shared/settings'
import { REMEMBERED, stateOf } from '../../support/renderer/states'
import { describePages } from '../../support/renderer/suite'

describePages('the history', (pages) => {
  const openHistory = async (state = stateOf(), list = REMEMBERED) => {
    const opened = await pages().open('home', state)
    const { page } = opened
    await page.evaluate((answers) => window.fake.answer('history:list', answers), list)
    await page.keyboard.press('Alt+5')
    await page.getByRole('heading', { name: 'History', level: 1 }).waitFor()
    if (list.answers.length > 0) await page.getByRole('option').first().waitFor()
    const listbox = page.getByRole('listbox', { name: 'Answers' })
    return { ...opened, listbox, search: page.getByRole('searchbox', { name: 'Search the answers' }) }
  }

  test('lists the answers: about what, when, and the first sentence in its language', async () => {
    const { page, listbox } = await openHistory()
    expect((await listbox.getByRole('option').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))).toEqual([
      expect.stringMatching(/^The screen, \d\d:\d\d: A dialog with two buttons, probably\.$/),
      'The camera, May 4, 2026 at 14:03: Ein Hund, wahrscheinlich.',
      'The window Letter, May 3, 2026 at 09:00: It says: Dear Ada',
    ])
    expect(await page.getByText('Ein Hund, wahrscheinlich.').getAttribute('lang')).toBe('de')
    expect(await page.getByText(/Answers are remembered until Descry ends.*3 answers/).count()).toBe(1)
  })

  test('is one stop of Tab, walked by the arrow keys, Home and End', async () => {
    const { page, search, focused } = await openHistory()
    await search.press('Tab')
    const way: string[] = [await focused()]
    for (const key of ['ArrowDown', 'End', 'ArrowDown', 'ArrowUp', 'Home', 'PageDown']) {
      await page.keyboard.press(key)
      way.push(await focused())
    }
    const names = way.map((item) => /The (screen|camera|window)/.exec(item)?.[1])
    expect(names).toEqual(['screen', 'camera', 'window', 'window', 'camera', 'screen', 'window'])
    expect(await focused()).toMatch(/^option: /)
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('button: Open as text')
    await page.keyboard.press('Shift+Tab')
    expect(await focused()).toMatch(/^option: The window/)
  })

  test('Enter opens an answer as text, and Escape goes back to it', async () => {
    const { page, search, focused, invokes } = await openHistory()
    await search.press('Tab')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect.poll(focused).toMatch(/^textarea: /)
    expect(await invokes('history:show')).toEqual([{ name: 'history:show', args: [8] }])
    await page.keyboard.press('Escape')
    await expect.poll(focused).toMatch(/^option: The camera/)
  })

  test('one that is forgotten meanwhile opens nothing, and it is said why', async () => {
    const { page, search, focused } = await openHistory()
    await page.evaluate(() => window.fake.answer('history:show', { ok: false, code: 'no-such-answer', sentence: 'There is no such answer.' }))
    await search.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('There is no such answer.').waitFor()
    expect(await focused()).toMatch(/^option: The screen/)
  })

  test('Delete forgets an answer, and the focus goes to the next one, at the end to the one before', async () => {
    const { page, search, focused, invokes, change } = await openHistory()
    const without = (...ids: number[]) => ({ ...REMEMBERED, answers: REMEMBERED.answers.filter(({ id }) => !ids.includes(id)) })
    const forget = async (gone: number[]) => {
      await page.evaluate((answers) => window.fake.answer('history:list', answers), without(...gone))
      await page.keyboard.press('Delete')
      await expect.poll(async () => (await invokes('history:forget')).length).toBe(gone.length)
      await change({ answers: { count: 3 - gone.length, position: 1 } })
    }
    await search.press('Tab')
    await page.keyboard.press('ArrowDown')
    await forget([8])
    await expect.poll(focused).toMatch(/^option: The window Letter/)
    await forget([8, 5])
    await expect.poll(focused).toMatch(/^option: The screen/)
    await forget([8, 5, 9])
    await expect.poll(focused).toBe('input: Search the answers')
    expect((await invokes('history:forget')).map(({ args }) => args[0])).toEqual([8, 5, 9])
    expect(await page.getByRole('listbox').count()).toBe(0)
  })

  test('is searched while one types, and how many were found is told politely', async () => {
    const { page, search, invokes, listbox } = await openHistory()
    const status = page.getByRole('status')
    expect(await status.innerText()).toBe('')
    await page.evaluate((answers) => window.fake.answer('history:list', answers), { ...REMEMBERED, answers: REMEMBERED.answers.slice(2) })
    await search.pressSequentially('dear ada')
    await status.getByText('One answer found').waitFor()
    expect((await invokes('history:list')).at(-1)?.args).toEqual(['dear ada'])
    expect(await listbox.getByRole('option').count()).toBe(1)
    await page.evaluate(() => window.fake.answer('history:list', { answers: [], more: false }))
    await search.fill('parcel')
    await status.getByText('No answer has these words').waitFor()
    await page.evaluate((answers) => window.fake.answer('history:list', answers), { ...REMEMBERED, more: true })
    await search.fill('a')
    await status.getByText('The newest 3 answers found; there are more').waitFor()
  })

  test('a new answer comes into the list, and leaves the focus where it is', async () => {
    const { page, search, focused, change, listbox } = await openHistory()
    await search.press('Tab')
    await page.keyboard.press('ArrowDown')
    const fresh = { id: 12, about: 'The pointer', takenAt: Date.now(), text: 'A button.', lang: 'en' }
    await page.evaluate((answers) => window.fake.answer('history:list', answers), { ...REMEMBERED, answers: [fresh, ...REMEMBERED.answers] })
    await change({ answers: { count: 4, position: 4 } })
    await expect.poll(() => listbox.getByRole('option').count()).toBe(4)
    expect(await focused()).toMatch(/^option: The camera/)
  })

  test('the buttons stay with the answer that was chosen when a new one comes above it', async () => {
    const { page, search, focused, invokes, change, listbox } = await openHistory()
    await search.press('Tab')
    await page.keyboard.press('ArrowDown')
    const fresh = { id: 12, about: 'The pointer', takenAt: Date.now(), text: 'A button.', lang: 'en' }
    await page.evaluate((answers) => window.fake.answer('history:list', answers), { ...REMEMBERED, answers: [fresh, ...REMEMBERED.answers] })
    await change({ answers: { count: 4, position: 4 } })
    await expect.poll(() => listbox.getByRole('option').count()).toBe(4)
    expect(await listbox.getByRole('option', { selected: true }).innerText()).toContain('The camera')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('button: Forget this answer')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await invokes('history:forget')).at(-1)?.args).toEqual([8])
  })

  test('an answer that goes by another key gives the focus to the one in its place', async () => {
    const { page, search, focused, change } = await openHistory()
    await search.press('Tab')
    await page.keyboard.press('ArrowDown')
    await page.evaluate((answers) => window.fake.answer('history:list', answers), { ...REMEMBERED, answers: REMEMBERED.answers.filter(({ id }) => id !== 8) })
    await change({ answers: { count: 2, position: 1 } })
    await expect.poll(focused).toMatch(/^option: The window Letter/)
    await page.evaluate(() => window.fake.answer('history:list', { answers: [], more: false }))
    await change({ answers: { count: 0, position: 0 } })
    await expect.poll(focused).toBe('input: Search the answers')
  })

  test('is not listed anew with each sentence of an answer that is being said', async () => {
    const { invokes, change } = await openHistory()
    const { answer } = stateOf()
    if (!answer) throw new Error('no answer')
    const asked = async () => (await invokes('history:list')).length
    const said = (count: number, complete: boolean) => change({ answer: { ...answer, complete, sentences: Array.from({ length: count }, (_, n) => ({ text: `${n}.`, lang: 'en', source: 'model' as const })) } })
    const before = await asked()
    for (const count of [1, 2, 3, 4]) await said(count, false)
    await said(5, true)
    await expect.poll(asked).toBeGreaterThan(before)
    expect(await asked()).toBeLessThanOrEqual(before + 2)
  })

  test('saves all answers as a file, and shows where', async () => {
    const { page } = await openHistory()
    await page.evaluate(() => window.fake.answer('history:export', { ok: true, sentence: '3 answers are in the file /home/me/a.txt.' }))
    await page.getByRole('button', { name: 'Save all answers as a file' }).press('Enter')
    await page.getByText('3 answers are in the file /home/me/a.txt.').waitFor()
    await page.evaluate(() => window.fake.answer('history:export', { ok: false, code: 'history-unwritable', sentence: 'It could not be written.' }))
    await page.getByRole('button', { name: 'Save all answers as a file' }).press('Enter')
    await page.getByRole('alert').getByText('It could not be written.').waitFor()
    await page.evaluate(() => window.fake.answer('history:export', { ok: false, code: 'cancelled', sentence: '' }))
    await page.getByRole('button', { name: 'Save all answers as a file' }).press('Enter')
    await expect.poll(() => page.getByRole('alert').filter({ visible: true }).count()).toBe(0)
  })

  test('asks before it forgets all; Escape keeps them', async () => {
    const { page, focused, invokes } = await openHistory()
    const button = page.getByRole('button', { name: 'Forget all answers' })
    await button.press('Enter')
    await page.getByRole('dialog', { name: 'Forget all answers?' }).getByText('3 answers are forgotten, in memory and on the disk.').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(focused).toBe('button: Forget all answers')
    await button.press('Enter')
    await page.getByRole('button', { name: 'Forget them' }).press('Enter')
    await expect.poll(async () => (await invokes('answers:clear')).length).toBe(1)
    await expect.poll(focused).toBe('input: Search the answers')
  })

  test('without answers has no list, and no button for one', async () => {
    const { page, audit } = await openHistory(stateOf({ answer: null, answers: { count: 0, position: 0 } }), { answers: [], more: false })
    await page.getByText('No answers').waitFor()
    expect(await page.getByRole('button', { name: /Open as text|Forget/ }).count()).toBe(0)
    expect(await audit()).toEqual([])
  })

  test('says why answers are not on the disk', async () => {
    const { page } = await openHistory(stateOf({ memory: { kept: 0, problem: 'The key store is locked.' } }))
    await page.getByText('The key store is locked.').waitFor()
  })

  test('F1 explains it', async () => {
    const { page } = await openHistory()
    await page.keyboard.press('F1')
    await page.getByRole('dialog').getByText('Delete forgets it.').waitFor()
  })
})

describePages('the memory of answers in the settings', (pages) => {
  const openSettings = async (memory: Settings['memory'], count = 3) => {
    const opened = await pages().open('home', stateOf({ answers: { count, position: 1 }, memory: { kept: count, problem: null } }, { memory }))
    await opened.page.keyboard.press('Alt+2')
    await opened.page.getByRole('group', { name: 'Memory of answers', exact: true }).waitFor()
    const last = async () => (await opened.invokes('settings:change')).at(-1)?.args[0]
    return { ...opened, last }
  }

  test('is switched on at once', async () => {
    const { page, last } = await openSettings(DEFAULT_SETTINGS.memory)
    await page.getByRole('radio', { name: /^On the disk/ }).press('Space')
    await expect.poll(last).toEqual({ memory: { where: 'disk', limit: 500 } })
  })

  test('is switched off after a question, which Escape answers with no', async () => {
    const { page, last, focused } = await openSettings({ where: 'disk', limit: 500 })
    const radio = page.getByRole('radio', { name: /^In memory/ })
    await radio.press('Space')
    const dialog = page.getByRole('dialog', { name: 'Remove the kept answers from the disk?' })
    await dialog.getByText(/The 3 answers that are kept on the disk will be removed/).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => dialog.count()).toBe(0)
    expect(await last()).toBeUndefined()
    expect(await page.getByRole('radio', { name: /^On the disk/ }).isChecked()).toBe(true)
    expect(await focused()).toMatch(/^input: /)
    await radio.press('Space')
    await page.getByRole('button', { name: 'Remove them' }).press('Enter')
    await expect.poll(last).toEqual({ memory: { where: 'memory', limit: 500 } })
  })

  test('has a limit that is not taken while it is being typed', async () => {
    const { page, last } = await openSettings({ where: 'memory', limit: 500 })
    const field = page.getByRole('spinbutton', { name: 'Answers remembered at most' })
    await field.fill('')
    await field.pressSequentially('2000')
    expect(await last()).toBeUndefined()
    await field.press('Enter')
    await expect.poll(last).toEqual({ memory: { where: 'memory', limit: 2000 } })
  })

  test('asks before a lower limit forgets answers', async () => {
    const { page, last } = await openSettings({ where: 'memory', limit: 500 }, 60)
    const field = page.getByRole('spinbutton', { name: 'Answers remembered at most' })
    await field.fill('50')
    await field.press('Enter')
    await page.getByRole('dialog', { name: 'Forget the oldest answers?' }).getByText('10 answers are more than that').waitFor()
    expect(await last()).toBeUndefined()
    await page.getByRole('button', { name: 'Keep the limit as it was' }).press('Enter')
    expect(await field.inputValue()).toBe('500')
    await field.fill('50')
    await field.press('Enter')
    await page.getByRole('button', { name: 'Forget them' }).press('Enter')
    await expect.poll(last).toEqual({ memory: { where: 'memory', limit: 50 } })
  })
})
