import type { BrowserContextOptions } from 'playwright-core'
import { expect, test } from 'vitest'
import { HOME_VIEWS } from '../../src/shared/ipc-schema'
import { DEFAULT_SETTINGS, type Settings } from '../../src/shared/settings'
import type { OpenPage, Pages } from '../support/renderer/browser'
import { ANSWER, DOWNLOADING, MODELS, MODELS_STATE, stateOf } from '../support/renderer/states'
import { describePages } from '../support/renderer/suite'
import { TABLED } from '../support/tables'
import { faintControls, labelsNotInNames, liveRegions, marksLost, obscuredFocus, overlaps, smallTargets } from './in-page'

type View = (typeof HOME_VIEWS)[number]
interface Look {
  readonly theme?: Settings['theme']
  readonly locale?: 'en' | 'de'
  readonly options?: BrowserContextOptions
}

const NARROW: BrowserContextOptions = { viewport: { width: 320, height: 640 } }

/** The home window with something of everything in it: a model on its way, a changed key, a rate of one's own. */
async function openHome(pages: Pages, { theme = 'light', locale = 'en', options = {} }: Look): Promise<OpenPage> {
  const settings = {
    ...{ theme, firstRunDone: false, voice: { ...DEFAULT_SETTINGS.voice, rate: 300 } },
    keys: { commands: { more: 'Control+Alt+Shift+R' } },
  }
  const state = stateOf({ locale, answer: { ...ANSWER, ...TABLED }, models: { ...MODELS_STATE, ...DOWNLOADING }, asking: { about: 'The screen, now' } }, settings)
  const home = await pages.open('home', state, options)
  await home.page.evaluate((models) => window.fake.answer('models:list', models), MODELS)
  return home
}

/** What `look` finds in each view. */
async function inEachView<T>(pages: Pages, look: Look, at: (home: OpenPage, view: View) => Promise<T>): Promise<Record<string, T>> {
  const home = await openHome(pages, look)
  const found: Record<string, T> = {}
  for (const view of HOME_VIEWS) {
    await home.push('home:view', { view, focus: 'heading' })
    await expect.poll(() => home.page.evaluate(() => document.activeElement?.localName), { message: view }).toMatch(/h1|textarea|input/)
    if (view === 'models') await home.page.getByText('PP-OCRv6').waitFor()
    found[view] = await at(home, view)
  }
  await home.page.context().close()
  return found
}

const CLEAN = Object.fromEntries(HOME_VIEWS.map((view) => [view, [] as string[]]))
const MOST_STOPS = 150

/**
 * Goes through all tab stops of the view and gives what `look` says of each that it says something of.
 *
 * @param themes looked at one after the other at each stop, instead of the page's own
 */
async function atEachStop({ page }: OpenPage, look: () => string[] | string | null, themes: readonly Settings['theme'][] = []): Promise<string[]> {
  await page.evaluate(() => {
    document.body.tabIndex = -1
    document.body.focus()
    document.body.removeAttribute('tabindex')
  })
  // One question a stop, for there are hundreds; null where the focus has left the page.
  const question = `(() => {
    if (document.activeElement === document.body) return null
    const found = (name) => [(${String(look)})()].flat().filter(Boolean).map((text) => name + text)
    const inTheme = (theme) => {
      document.documentElement.dataset.theme = theme
      return found(theme + ': ')
    }
    return ${themes.length > 0 ? `${JSON.stringify(themes)}.flatMap(inTheme)` : `found('')`}
  })()`
  const found = new Set<string>()
  for (let i = 0; i < MOST_STOPS; i++) {
    await page.keyboard.press('Tab')
    const here = await page.evaluate<string[] | null>(question)
    if (here === null) return [...found]
    for (const text of here) found.add(text)
  }
  throw new Error('the focus never leaves the page')
}

/** Moves the pointer over all that can be pressed or is a picture. */
async function pointAtEach({ page }: OpenPage): Promise<void> {
  const THESE = 'button, input, .picture'
  const count = await page.locator(THESE).count()
  for (let i = 0; i < count; i++) {
    const middle = await page.evaluate(
      ([these, at]) => {
        const element = document.querySelectorAll(these)[at]
        if (!element?.checkVisibility()) return null
        element.scrollIntoView({ block: 'center' })
        const box = element.getBoundingClientRect()
        return [box.x + box.width / 2, box.y + box.height / 2] as const
      },
      [THESE, i] as const,
    )
    if (middle) await page.mouse.move(...middle)
  }
}

describePages('in every view', (pages) => {
  test.each<[string, Look]>([
    ['a window of usual size', {}],
    ['320 CSS pixels, in German', { locale: 'de', options: NARROW }],
  ])('every target can be hit, and no words lie over others, in %s', async (_, look) => {
    expect(await inEachView(pages(), look, async ({ page }) => [...(await page.evaluate(smallTargets)), ...(await page.evaluate(overlaps))])).toEqual(CLEAN)
  })

  test.each(['en', 'de'] as const)('what is seen on a control is in its name (%s)', async (locale) => {
    expect(await inEachView(pages(), { locale }, ({ page }) => page.evaluate(labelsNotInNames))).toEqual(CLEAN)
  })

  test('the edges of controls and the mark of the focus have 3:1, in light, dark and high contrast', { timeout: 120_000 }, async () => {
    expect(await inEachView(pages(), {}, (home) => atEachStop(home, faintControls, ['light', 'dark', 'contrast']))).toEqual(CLEAN)
  })

  test('the edges of controls and the mark of the focus have 3:1 where the system asks for more contrast', async () => {
    const asked: Look = { theme: 'system', options: { contrast: 'more' } }
    expect(await inEachView(pages(), asked, (home) => atEachStop(home, faintControls))).toEqual(CLEAN)
  })

  test('nothing lies over what has the focus, in a narrow window', async () => {
    expect(await inEachView(pages(), { options: NARROW }, (home) => atEachStop(home, obscuredFocus))).toEqual(CLEAN)
  })

  test('forced colours leave what is chosen different from what is not', async () => {
    expect(await inEachView(pages(), { options: { forcedColors: 'active' } }, ({ page }) => page.evaluate(marksLost))).toEqual(CLEAN)
  })

  test('nothing speaks by itself but the announcer: no answer, no work, no progress', async () => {
    const busy = { activity: { command: 'describe-screen', sentence: 'Looking at the screen.' } } as const
    const found = await inEachView(pages(), {}, async ({ page, change }) => {
      await change(busy)
      return page.evaluate(liveRegions)
    })
    // These say what an action came to: a search, a new profile, the first description. They hold nothing until then.
    const idle = ['<p role="status"></p>']
    expect(found).toEqual({ ...CLEAN, 'first-run': idle, history: idle, settings: idle })
  })

  test('nothing appears under the pointer or with the focus', async () => {
    const found = await inEachView(pages(), {}, async (home) => {
      const { page } = home
      const words = () => page.evaluate(() => document.body.innerText)
      const before = await words()
      await pointAtEach(home)
      const after = [await words()]
      await atEachStop(home, () => null)
      after.push(await words())
      return [...after.filter((text) => text !== before), ...(await page.evaluate(() => [...document.querySelectorAll('[title]:not([title=""])')].map((e) => e.outerHTML)))]
    })
    expect(found).toEqual(CLEAN)
  })
})

describePages('a control', (pages) => {
  test('that is changed leaves the focus and the view where they are', async () => {
    const { page, push } = await openHome(pages(), {})
    await push('home:view', { view: 'settings', focus: 'heading' })
    await page.locator('h1:focus').waitFor()
    const THESE = 'main input[type=checkbox], main input[type=radio]:checked, main input[type=range]'
    const where = () => page.evaluate(() => [document.title, document.querySelector('h1')?.textContent, document.activeElement?.closest('.control')?.textContent])
    // By hand: each is looked for anew, for which radio button is checked changes on the way.
    const focus = (index: number) =>
      page.evaluate(
        ([these, at]) => {
          const control = document.querySelectorAll<HTMLInputElement>(these)[at]
          control?.focus()
          return control?.type
        },
        [THESE, index] as const,
      )
    for (let i = 0, type = await focus(0); type !== undefined; type = await focus(++i)) {
      const before = await where()
      await page.keyboard.press(type === 'checkbox' ? 'Space' : 'ArrowRight')
      const after = await where()
      // A radio button or a slider is said by its value; title, heading and group stay.
      expect(after.slice(0, 2)).toEqual(before.slice(0, 2))
      expect(after[2]?.slice(0, 12)).toBe(before[2]?.slice(0, 12))
    }
  })
})

type Piece = readonly [tag: string, style: string, text: string, name?: string]

/** Runs in the page: the policy lets no HTML in, but elements. */
function add(pieces: readonly Piece[]): void {
  for (const [tag, style, text, name] of pieces) {
    const element = document.createElement(tag)
    element.style.cssText = style
    element.textContent = text
    if (name !== undefined) element.ariaLabel = name
    document.querySelector('main')?.append(element)
  }
}

describePages('and these would find', (pages) => {
  const small: Piece = ['button', 'min-height: 0; width: 10px; height: 10px; padding: 0', '']
  test.each<[string, () => string[], Piece[]]>([
    ['a target that is too small beside another', smallTargets, [small, small]],
    ['words over words', overlaps, [['p', 'position: fixed; top: 200px; left: 300px', 'some'], ['p', 'position: fixed; top: 204px; left: 304px', 'others']]],
    ['a name without what is seen', labelsNotInNames, [['button', '', 'Remove', 'Drop it']]],
    ['a faint edge', faintControls, [['textarea', 'border-color: #cccccc', '']]],
  ])('%s', async (_, look, pieces) => {
    const { page } = await pages().open('home', stateOf({}, { theme: 'light' }))
    expect(await page.evaluate(look)).toEqual([])
    await page.evaluate(add, pieces)
    expect((await page.evaluate(look)).length).toBeGreaterThan(0)
    await page.context().close()
  })

  test('a faint edge at its tab stop, in the theme in which it is faint', async () => {
    const home = await pages().open('home', stateOf({}, { theme: 'dark' }))
    await home.page.evaluate(add, [['textarea', 'border-color: #cccccc', '']] as const)
    const found = await atEachStop(home, faintControls, ['light', 'dark'])
    expect([...new Set(found.map((text) => text.split(':')[0]))]).toEqual(['light'])
    await home.page.context().close()
  })
})
