import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import type { AppState } from '../../../src/shared/app-state'
import type { InvokeName } from '../../../src/shared/ipc-schema'
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
  push: <N extends Parameters<Fake['push']>[0]>(name: N, payload: Parameters<Fake['push']>[1]) => Promise<void>
  /** What no page may have: refusals of the policy, errors, warnings of React. */
  complaints(): Promise<string[]>
}

export interface Pages {
  open(name: 'home' | 'menu' | 'caption', state: AppState, options?: BrowserContextOptions): Promise<OpenPage>
  close(): Promise<void>
}

/** Builds, serves and opens the pages, each in a context of its own with a stand-in for main. */
export async function startPages(): Promise<Pages> {
  const server = await servePages(await buildPages())
  const browser: Browser = await chromium.launch({
    ...(CHROMIUM && { executablePath: CHROMIUM }),
    headless: true,
    chromiumSandbox: process.getuid?.() !== 0,
  })
  return {
    open: async (name, state, options = {}) => {
      const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, ...options })
      const page = await context.newPage()
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(String(error)))
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) errors.push(message.text())
      })
      await page.addInitScript(installFake, state)
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
        complaints: async () => [...errors, ...(await page.evaluate(() => window.fake.violations))],
      }
    },
    close: async () => {
      await browser.close()
      await server.close()
    },
  }
}
