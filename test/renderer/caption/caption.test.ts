import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../../../src/shared/settings'
import { ANSWER, stateOf } from '../../support/renderer/states'
import { describePages } from '../../support/renderer/suite'

const caption = (scale: number) => ({ ...DEFAULT_SETTINGS, caption: { mode: 'always' as const, edge: 'bottom' as const, scale } })
const long = Array.from({ length: 30 }, (_, i) => ({ text: `Sentence ${i + 1} of a long answer.`, lang: 'en', source: 'model' as const }))

describePages('the caption bar', (pages) => {
  const openBar = (state = stateOf()) => pages().open('caption', state, { viewport: { width: 900, height: 160 } })

  test('shows the answer’s sentences, each in its language', async () => {
    const { page, complaints } = await openBar()
    expect(await page.locator('p').allTextContents()).toEqual(ANSWER.sentences.map((s) => s.text))
    expect(await page.locator('p').first().getAttribute('lang')).toBe('en')
    expect(await complaints()).toEqual([])
  })

  test('shows what is being worked on until the first words come', async () => {
    const { page, change } = await openBar()
    await change({ activity: { command: 'describe-screen', sentence: 'Looking at the screen.' } })
    await expect.poll(() => page.locator('p').allTextContents()).toEqual(['Looking at the screen.'])
    await change({ answer: { ...ANSWER, id: 8, complete: false, sentences: ANSWER.sentences.slice(0, 1) } })
    await expect.poll(() => page.locator('p').allTextContents()).toEqual([ANSWER.sentences[0]?.text])
  })

  test('shows what is said beside answers, and the answer again when that is said', async () => {
    const { page, change } = await openBar()
    await change({ said: [{ text: 'There is nothing more to say about it.', lang: 'en' }] })
    await expect.poll(() => page.locator('p').allTextContents()).toEqual(['There is nothing more to say about it.'])
    await change({ said: [] })
    await expect.poll(() => page.locator('p').allTextContents()).toEqual(ANSWER.sentences.map((s) => s.text))
  })

  test('shows that somebody is listened to, and what was understood until its answer is there', async () => {
    const { page, change } = await openBar()
    const words = () => page.locator('p').allTextContents()
    await change({ listening: { step: 'listening', sound: false }, said: [{ text: 'An older answer.', lang: 'en' }] })
    await expect.poll(words).toEqual(['Listening. Ask your question.'])
    await change({ listening: { step: 'understanding', sound: false } })
    await expect.poll(words).toEqual(['Understanding what you said.'])
    await change({ listening: null, understood: { text: 'What is this?', lang: 'en' }, activity: { command: 'ask', sentence: '' }, said: [] })
    await expect.poll(words).toEqual(['Understood: “What is this?”'])
    await change({ said: [{ text: 'A dog.', lang: 'en' }] })
    await expect.poll(words).toEqual(['Understood: “What is this?”', 'A dog.'])
    await change({ activity: { command: null, sentence: '' } })
    await expect.poll(words).toEqual(['A dog.'])
  })

  test('keeps the newest sentence in view', async () => {
    const { page, change } = await openBar(stateOf({ settings: caption(200) }))
    for (const count of [5, 30]) {
      await change({ answer: { ...ANSWER, sentences: long.slice(0, count) } })
      await expect
        .poll(() =>
          page.evaluate(() => {
            const box = [...document.querySelectorAll('p')].at(-1)?.getBoundingClientRect()
            return [box && box.top >= 0 && box.bottom <= innerHeight, document.querySelectorAll('p').length]
          }),
        )
        .toEqual([true, count])
    }
  })

  test('has text as large as the setting says, 100 to 400 per cent', async () => {
    const { page, change } = await openBar()
    const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('p') as Element).fontSize))
    const normal = await size()
    await change({ settings: caption(400) })
    await expect.poll(size).toBe(normal * 4)
  })

  test('has nothing in it that a reader finds or the focus reaches', async () => {
    const { page, focused } = await openBar(stateOf({ answer: { ...ANSWER, sentences: long } }))
    expect(await page.locator('body').ariaSnapshot()).toBe('')
    for (let i = 0; i < 3; i++) await page.keyboard.press('Tab')
    expect(await focused()).toMatch(/^body/)
  })

  test('shows hostile text as text', async () => {
    const text = '<img src=x onerror=alert(1)> ' + '\u202Egnp.exe ' + 'W'.repeat(2000)
    const { page } = await openBar(stateOf({ answer: { ...ANSWER, sentences: [{ text, lang: 'en', source: 'recogniser' }] } }))
    expect(await page.locator('p').textContent()).toBe(text)
    expect(await page.locator('img').count()).toBe(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  })
})
