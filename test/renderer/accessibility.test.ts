import type { BrowserContextOptions } from 'playwright-core'
import { expect, test } from 'vitest'
import { HOME_VIEWS } from '../../src/shared/ipc-schema'
import { DEFAULT_SETTINGS, type Settings } from '../../src/shared/settings'
import { type OpenPage, type Pages } from '../support/renderer/browser'
import { ANSWER, DOWNLOADING, MODELS, MODELS_STATE, REMEMBERED, stateOf } from '../support/renderer/states'
import { describePages } from '../support/renderer/suite'
import { TABLED } from '../support/tables'

const LOOKS: Readonly<Record<string, { theme: Settings['theme']; options: BrowserContextOptions }>> = {
  light: { theme: 'light', options: {} },
  dark: { theme: 'dark', options: {} },
  'high contrast': { theme: 'contrast', options: {} },
  'more contrast asked by the system': { theme: 'system', options: { contrast: 'more' } },
  'forced colours': { theme: 'light', options: { forcedColors: 'active' } },
}
const ZOOMS = [100, 200] as const

/** A zoomed window has fewer CSS pixels, each of them larger. */
function zoomed(width: number, height: number, zoom: number): BrowserContextOptions {
  const scale = zoom / 100
  return { viewport: { width: width / scale, height: height / scale }, deviceScaleFactor: scale }
}

const state = (theme: Settings['theme'], scale = 100) =>
  stateOf(
    { answer: { ...ANSWER, ...TABLED }, learningKeys: true, models: { ...MODELS_STATE, ...DOWNLOADING }, activity: { command: 'describe-window', sentence: 'Looking at the window.' } },
    { theme, voice: { ...DEFAULT_SETTINGS.voice, rate: 300, volume: 80 }, caption: { mode: 'always', edge: 'top', scale } },
  )

async function auditHome({ page, push, audit, change }: OpenPage): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  await page.evaluate((models) => window.fake.answer('models:list', models), MODELS)
  await page.evaluate((answers) => window.fake.answer('history:list', answers), REMEMBERED)
  for (const view of HOME_VIEWS) {
    await push('home:view', { view, focus: 'heading' })
    await expect.poll(() => page.evaluate(() => document.activeElement?.localName), { message: view, timeout: 20_000 }).toMatch(/h1|textarea|input/)
    if (view === 'settings') await page.getByRole('button', { name: 'Change the key: Say more' }).click()
    if (view === 'models') await page.getByText('PP-OCRv6').waitFor()
    if (view === 'history') await page.getByRole('option').first().waitFor()
    found[view] = await audit()
  }
  await change({ answer: { ...ANSWER, failed: true, complete: false }, activity: { command: null, sentence: '' } })
  await push('home:view', { view: 'home', focus: 'answer' })
  found['home, failed'] = await audit()
  return found
}

async function auditFirstRun(pages: Pages, theme: Settings['theme'], options: BrowserContextOptions) {
  const { page, audit } = await pages.open('home', { ...state(theme), settings: { ...state(theme).settings, firstRunDone: false } }, options)
  const found: string[] = []
  for (const heading of ['Welcome to Descry', 'Your key', 'Start at login', 'Voice']) {
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
    if (heading === 'Your key') await page.getByRole('button', { name: 'Nothing happened' }).click()
    found.push(...(await audit()))
    if (heading !== 'Voice') await page.getByRole('button', { name: /^(Skip this|Next) step$/ }).click()
  }
  await page.context().close()
  return found
}

describePages('axe finds nothing', (pages) => {
  for (const [look, { theme, options }] of Object.entries(LOOKS)) {
    for (const zoom of ZOOMS) {
      test(`in the home window's views, in ${look}, at ${zoom} %`, async () => {
        const opened = await pages().open('home', state(theme), { ...options, ...zoomed(1000, 800, zoom) })
        const found = await auditHome(opened)
        expect(found).toEqual(Object.fromEntries(Object.keys(found).map((view) => [view, []])))
        expect(Object.keys(found)).toHaveLength(HOME_VIEWS.length + 1)
        await opened.page.context().close()
      })

      test(`in the first run, the menu and the caption bar, in ${look}, at ${zoom} %`, async () => {
        expect(await auditFirstRun(pages(), theme, { ...options, ...zoomed(1000, 800, zoom) })).toEqual([])
        const menu = await pages().open('menu', state(theme), { ...options, ...zoomed(420, 600, zoom) })
        await menu.push('menu:opened', {})
        // A window of one menu, which is all that is said when it opens: a landmark and a heading would be said, too.
        expect(await menu.audit(['landmark-one-main', 'page-has-heading-one', 'region'])).toEqual([])
        await menu.page.context().close()
        const caption = await pages().open('caption', state(theme, 400), { ...options, ...zoomed(1000, 300, zoom) })
        // All of it is hidden from readers, so it has neither heading nor landmark.
        expect(await caption.audit(['landmark-one-main', 'page-has-heading-one'])).toEqual([])
        await caption.page.context().close()
      })
    }
  }

  test('and it would find a picture without a name', async () => {
    const { page, audit } = await pages().open('home', state('light'))
    await page.evaluate(() => document.querySelector('main')?.append(document.createElement('img')))
    expect(await audit()).toEqual([expect.stringContaining('image-alt')])
  })
})
