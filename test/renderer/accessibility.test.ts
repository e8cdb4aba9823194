import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { HOME_VIEWS } from '../../src/shared/ipc-schema'
import { DEFAULT_SETTINGS, type Settings } from '../../src/shared/settings'
import type { OpenPage } from '../support/renderer/browser'
import { ANSWER, DOWNLOADING, MODELS, MODELS_STATE, REMEMBERED, stateOf } from '../support/renderer/states'
import { describePages } from '../support/renderer/suite'
import { TABLED } from '../support/tables'

interface Look {
  readonly theme: Settings['theme']
  readonly media?: Parameters<Page['emulateMedia']>[0]
}
const LOOKS: Readonly<Record<string, Look>> = {
  light: { theme: 'light' },
  dark: { theme: 'dark' },
  'high contrast': { theme: 'contrast' },
  'more contrast asked by the system': { theme: 'system', media: { contrast: 'more' } },
  'forced colours': { theme: 'light', media: { forcedColors: 'active' } },
}
const NAMES = Object.keys(LOOKS)
const ZOOMS = [100, 200] as const

/** A zoomed window has fewer CSS pixels, each of them larger. */
function zoomed(width: number, height: number, zoom: number): BrowserContextOptions {
  const scale = zoom / 100
  return { viewport: { width: width / scale, height: height / scale }, deviceScaleFactor: scale }
}

const state = (scale = 100) =>
  stateOf(
    { answer: { ...ANSWER, ...TABLED }, learningKeys: true, models: { ...MODELS_STATE, ...DOWNLOADING }, activity: { command: 'describe-window', sentence: 'Looking at the window.' } },
    { theme: 'light', voice: { ...DEFAULT_SETTINGS.voice, rate: 300, volume: 80 }, caption: { mode: 'always', edge: 'top', scale } },
  )

/**
 * What axe finds in what is shown, a look after the other: all of it in the first, and what comes of colours in each,
 * for a look has nothing else of its own.
 */
async function inEachLook({ page, change, audit }: OpenPage, without: readonly string[] = []): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  const settings = await page.evaluate(() => window.fake.state.settings)
  for (const [name, { theme, media }] of Object.entries(LOOKS)) {
    await page.emulateMedia({ contrast: null, forcedColors: null, ...media })
    await change({ settings: { ...settings, theme } })
    await page.waitForFunction((wanted) => document.documentElement.dataset['theme'] === wanted, theme)
    found[name] = await audit({ without, of: name === NAMES[0] ? 'everything' : 'colours' })
  }
  await page.emulateMedia({ contrast: null, forcedColors: null })
  return found
}

const CLEAN = Object.fromEntries(NAMES.map((name) => [name, [] as string[]]))

async function auditHome(opened: OpenPage): Promise<Record<string, unknown>> {
  const { page, push, change } = opened
  const found: Record<string, unknown> = {}
  await page.evaluate((models) => window.fake.answer('models:list', models), MODELS)
  await page.evaluate((answers) => window.fake.answer('history:list', answers), REMEMBERED)
  for (const view of HOME_VIEWS) {
    await push('home:view', { view, focus: 'heading' })
    await expect.poll(() => page.evaluate(() => document.activeElement?.localName), { message: view }).toMatch(/h1|textarea|input/)
    if (view === 'settings') await page.getByRole('button', { name: 'Change the key: Say more' }).click()
    if (view === 'models') await page.getByText('PP-OCRv6').waitFor()
    if (view === 'history') await page.getByRole('option').first().waitFor()
    found[view] = await inEachLook(opened)
  }
  await change({ answer: { ...ANSWER, failed: true, complete: false }, activity: { command: null, sentence: '' } })
  await push('home:view', { view: 'home', focus: 'answer' })
  found['home, failed'] = await inEachLook(opened)
  return found
}

const STEPS = ['Welcome to Descry', 'Your key', 'Start at login', 'Voice']

async function auditFirstRun(opened: OpenPage): Promise<Record<string, unknown>> {
  const { page } = opened
  const found: Record<string, unknown> = {}
  for (const heading of STEPS) {
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
    if (heading === 'Your key') await page.getByRole('button', { name: 'Nothing happened' }).click()
    found[heading] = await inEachLook(opened)
    if (heading !== 'Voice') await page.getByRole('button', { name: /^(Skip this|Next) step$/ }).click()
  }
  return found
}

describePages('axe finds nothing, in any theme,', (pages) => {
  for (const zoom of ZOOMS) {
    test(`in the home window's views, at ${zoom} %`, { timeout: 180_000 }, async () => {
      const opened = await pages().open('home', state(), zoomed(1000, 800, zoom))
      expect(await auditHome(opened)).toEqual(Object.fromEntries([...HOME_VIEWS, 'home, failed'].map((view) => [view, CLEAN])))
      await opened.page.context().close()
    })

    test(`in the first run, at ${zoom} %`, async () => {
      const opened = await pages().open('home', { ...state(), settings: { ...state().settings, firstRunDone: false } }, zoomed(1000, 800, zoom))
      expect(await auditFirstRun(opened)).toEqual(Object.fromEntries(STEPS.map((step) => [step, CLEAN])))
      await opened.page.context().close()
    })

    test(`in the menu and the caption bar, at ${zoom} %`, async () => {
      const menu = await pages().open('menu', state(), zoomed(420, 600, zoom))
      await menu.push('menu:opened', {})
      // A window of one menu, which is all that is said when it opens: a landmark and a heading would be said, too.
      expect(await inEachLook(menu, ['landmark-one-main', 'page-has-heading-one', 'region'])).toEqual(CLEAN)
      await menu.page.context().close()
      const caption = await pages().open('caption', state(400), zoomed(1000, 300, zoom))
      // All of it is hidden from readers, so it has neither heading nor landmark.
      expect(await inEachLook(caption, ['landmark-one-main', 'page-has-heading-one'])).toEqual(CLEAN)
      await caption.page.context().close()
    })
  }

  test('and it would find words that are hardly to be seen', async () => {
    const opened = await pages().open('home', state())
    await opened.page.evaluate(() => {
      const faint = document.createElement('p')
      Object.assign(faint.style, { color: '#777', background: '#888', forcedColorAdjust: 'none' })
      faint.textContent = 'Hardly to be seen.'
      document.querySelector('main')?.append(faint)
    })
    const found = await inEachLook(opened)
    expect(found).toEqual(Object.fromEntries(NAMES.map((name) => [name, expect.arrayContaining([expect.stringContaining('color-contrast: ')]) as unknown])))
    await opened.page.context().close()
  })

  test('and it would find a picture without a name', async () => {
    const { page, audit } = await pages().open('home', state())
    await page.evaluate(() => document.querySelector('main')?.append(document.createElement('img')))
    expect(await audit()).toEqual([expect.stringContaining('image-alt')])
  })
})
