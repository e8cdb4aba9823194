import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import axe from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type LaunchOptions, type Page } from 'playwright-core'
import type { AppState } from '../../../src/shared/app-state'
import type { EventName, EventPayload, InvokeName } from '../../../src/shared/ipc-schema'
import { buildPages } from './build'
import { type Fake, installFake } from './fake-descry'
import { servePages } from './page-server'

/** The system's Chromium, or undefined. */
export const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome']
  .flatMap((name) => (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name)))
  .find((path) => existsSync(path))

export interface OpenPage {
  readonly page: Page
  /** What the page asked main for, by name and arguments. */
  invokes(name?: InvokeName): Promise<Fake['invokes']>
  change(part: Partial<AppState>): Promise<void>
  push<N extends EventName>(name: N, payload: EventPayload<N>): Promise<void>
  /** What has the focus, as "role or element: name". */
  focused(): Promise<string>
  /** What axe finds wrong with what is shown now, rule and element. */
  audit(wish?: Audit): Promise<string[]>
  /** What no page may have: refusals of the policy, errors, warnings of React. */
  complaints(): Promise<string[]>
}

/** Runs in the page. */
function focused(): string {
  const element = document.activeElement
  const { axe: names } = window as unknown as { axe: { setup(): void; teardown(): void; commons: { text: { accessibleText(e: Element): string } } } }
  if (!element) return 'nothing'
  names.setup()
  const name = names.commons.text.accessibleText(element)
  names.teardown()
  return `${element.getAttribute('role') ?? element.localName}: ${name || element.textContent}`.trim()
}

interface Audit {
  /** Rules that are left out. */
  readonly without?: readonly string[]
  readonly of?: 'everything' | 'colours'
}

/** Runs in the page. */
async function audit({ without = [], of = 'everything' }: Audit): Promise<string[]> {
  const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
    runOnly: of === 'colours' ? ['cat.color'] : ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    // 7:1 for text, where 4.5:1 is asked.
    rules: {
      'color-contrast-enhanced': { enabled: true },
      'target-size': { enabled: of === 'everything' },
      ...Object.fromEntries(without.map((rule) => [rule, { enabled: false }])),
    },
    resultTypes: ['violations'],
  })
  return violations.flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.html} ${node.failureSummary ?? ''}`))
}

interface OpenOptions extends BrowserContextOptions {
  /** Views that go linger, as they do for Orca's sake; else there is one view at a time to look at. */
  readonly lingering?: boolean
}

export interface Pages {
  open(name: 'home' | 'menu' | 'caption', state: AppState, options?: OpenOptions): Promise<OpenPage>
  close(): Promise<void>
}

/**
 * Builds, serves and opens the pages, each in a context of its own with a stand-in for main.
 *
 * @param launch how the browser is started, where it is to be seen or read by something else
 */
export async function startPages(launch: Pick<LaunchOptions, 'args' | 'env' | 'headless'> = {}): Promise<Pages> {
  const server = await servePages(await buildPages())
  const browser: Browser = await chromium.launch({
    ...(CHROMIUM && { executablePath: CHROMIUM }),
    headless: true,
    chromiumSandbox: process.getuid?.() !== 0,
    ...launch,
  })
  return {
    open: async (name, state, { lingering = false, ...options } = {}) => {
      const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, ...options })
      const page = await context.newPage()
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(String(error)))
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) errors.push(message.text())
      })
      await page.addInitScript(installFake, state)
      if (!lingering) await page.addInitScript(letViewsGo)
      await page.addInitScript(axe.source)
      await page.goto(`${server.origin}/${name}.html`)
      await page.waitForSelector('#root > *', { state: 'attached' })
      return {
        page,
        invokes: async (wanted) => {
          const all = await page.evaluate(() => window.fake.invokes)
          return wanted ? all.filter((i) => i.name === wanted) : all
        },
        change: (part) => page.evaluate((p) => window.fake.change(p), part),
        push: (event, payload) =>
          page.evaluate(([e, p]) => window.fake.push(e, p as never), [event, payload] as const),
        focused: () => page.evaluate(focused),
        audit: (wish = {}) => page.evaluate(audit, wish),
        complaints: async () => [...errors, ...(await page.evaluate(() => window.fake.violations))],
      }
    },
    close: async () => {
      await browser.close()
      await server.close()
    },
  }
}

/** In the page: what `home/use-leaving` keeps for a moment is gone at once. */
function letViewsGo(): void {
  new MutationObserver(() => document.querySelectorAll('.leaving').forEach((view) => view.remove())).observe(document, {
    subtree: true,
    attributeFilter: ['class'],
  })
}
