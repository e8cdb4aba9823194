import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import de from '../../resources/locales/de/window.json'
import en from '../../resources/locales/en/window.json'
import { HOME_VIEWS } from '../../src/shared/ipc-schema'
import { DOWNLOADING, MODELS, MODELS_STATE, stateOf } from '../support/renderer/states'
import { describePages } from '../support/renderer/suite'

/** Runs in the page: text that is cut off, and controls that are too small to hit. */
function flaws(): string[] {
  const found: string[] = []
  if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} wide`)
  for (const element of document.querySelectorAll('button, a, label, [role=menuitem], p, h1, h2, h3, td, th, dd')) {
    if (!element.checkVisibility() || element.closest('.visually-hidden, .skip-link')) continue
    const box = element.getBoundingClientRect()
    if (box.right > innerWidth + 1 || box.left < -1) found.push(`outside: ${element.outerHTML.slice(0, 120)}`)
    if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) found.push(`cut off: ${element.outerHTML.slice(0, 120)}`)
    if (element.matches('button, [role=menuitem]') && (box.width < 24 || box.height < 24)) found.push(`small: ${element.outerHTML.slice(0, 120)}`)
  }
  return found
}

/** Runs in the page: the spacing of WCAG 1.4.12. */
function spaceText(): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }')
  document.adoptedStyleSheets = [sheet]
}

async function eachView(page: Page, push: (view: (typeof HOME_VIEWS)[number]) => Promise<void>) {
  const found: Record<string, string[]> = {}
  for (const view of HOME_VIEWS) {
    await push(view)
    await expect.poll(() => page.locator('main h1:visible').count()).toBe(1)
    found[view] = await page.evaluate(flaws)
  }
  return found
}

const CLEAN = Object.fromEntries(HOME_VIEWS.map((view) => [view, []]))

describePages('the windows', (pages) => {
  for (const [name, locale, viewport, spaced] of [
    ['at 320 CSS pixels, in English', 'en', { width: 320, height: 640 }, false],
    ['at 320 CSS pixels, in German', 'de', { width: 320, height: 640 }, false],
    ['at 320 CSS pixels with spaced text, in German', 'de', { width: 320, height: 640 }, true],
    ['with spaced text, in German', 'de', { width: 1000, height: 800 }, true],
  ] as const) {
    test(`have all of their text in view ${name}`, async () => {
      const home = await pages().open('home', stateOf({ locale, models: { ...MODELS_STATE, ...DOWNLOADING } }, { firstRunDone: false }), { viewport })
      await home.page.evaluate((models) => window.fake.answer('models:list', models), MODELS)
      if (spaced) await home.page.evaluate(spaceText)
      expect(await eachView(home.page, (view) => home.push('home:view', { view, focus: 'heading' }))).toEqual(CLEAN)
      expect(await home.complaints()).toEqual([])
      const menu = await pages().open('menu', stateOf({ locale }), { viewport })
      await menu.page.getByRole('menu').waitFor()
      if (spaced) await menu.page.evaluate(spaceText)
      expect(await menu.page.evaluate(flaws)).toEqual([])
    })
  }

  test('move nothing when the system asks for less motion', async () => {
    const busy = stateOf({ activity: { command: 'describe-screen', sentence: 'Looking at the screen.' } })
    const running = () => document.getAnimations().length
    const { page } = await pages().open('home', busy, { reducedMotion: 'no-preference' })
    expect(await page.evaluate(running)).toBe(1)
    const still = await pages().open('home', busy, { reducedMotion: 'reduce' })
    expect(await still.page.evaluate(running)).toBe(0)
  })

  test('follow the system’s dark colours, and the setting before them', async () => {
    const ground = () => getComputedStyle(document.body).backgroundColor
    const grounds: string[] = []
    for (const theme of ['system', 'light', 'dark', 'contrast'] as const) {
      const { page } = await pages().open('home', stateOf({}, { theme }), { colorScheme: 'dark' })
      grounds.push(await page.evaluate(ground))
    }
    expect(grounds).toEqual(['rgb(20, 23, 26)', 'rgb(247, 246, 243)', 'rgb(20, 23, 26)', 'rgb(0, 0, 0)'])
  })

  test('speak German in every view, and their language is told to readers', async () => {
    const { page, push } = await pages().open('home', stateOf({ locale: 'de' }))
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de')
    const headings: (string | null)[] = []
    for (const view of HOME_VIEWS) {
      await push('home:view', { view, focus: 'heading' })
      await expect.poll(() => page.locator('main h1:visible').textContent()).not.toBe(headings.at(-1))
      headings.push(await page.locator('main h1:visible').textContent())
    }
    expect(headings).toEqual(['Start', 'Antwort als Text', 'Eine Frage stellen', 'Einstellungen', 'Modelle', 'Hilfe', 'Verlauf', 'Willkommen bei Descry'])
  })
})

test('every message of the windows is there in both languages, with the same values', () => {
  const values = (messages: Record<string, string>) =>
    Object.fromEntries(Object.entries(messages).map(([key, text]) => [key, [...text.matchAll(/\{(\w+)[,}]/g)].map((m) => m[1]).sort()]))
  expect(values(de)).toEqual(values(en))
})
