import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import type { DesktopSession } from './session'
import { until } from './until'

/** Where a window lies on the screen with its frame, in pixels; or as large as it can be. */
type WindowPlace = { left: number; top: number; width: number; height: number } | 'maximised'

/** A browser of the session's user that shows pages in windows of their own, as installed web apps have. */
export interface PageBrowser {
  /** Opens a page from a file, and resolves when it is painted. Its window gets the focus. */
  show(file: string, place?: WindowPlace): Promise<Page>
}

/** Debian's Chromium; another one by the environment. */
const CHROMIUM = process.env['DESCRY_CHROMIUM'] ?? '/usr/bin/chromium'

const FLAGS = [
  '--no-first-run',
  '--disable-gpu',
  '--force-color-profile=srgb',
  '--force-device-scale-factor=1',
  '--password-store=basic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-features=Translate',
]

/** A browser whose windows show what the tests want described. It starts with its first page. */
export function pageBrowser(session: DesktopSession): PageBrowser {
  const profile = session.makeFolder('page-profile')
  const files = session.makeFolder('pages')
  const flags = session.user.noSandbox === undefined ? FLAGS : [...FLAGS, '--no-sandbox']
  let context: Promise<BrowserContext> | undefined

  /** A browser ends with its last window, so that one of its own, out of sight, keeps it. */
  async function launch(): Promise<BrowserContext> {
    const launched = await chromium.launchPersistentContext(profile, {
      executablePath: asUser(session),
      headless: false,
      viewport: null,
      chromiumSandbox: session.user.noSandbox === undefined,
      env: session.env,
      args: [...flags, '--app=about:blank'],
    })
    const keeper = launched.pages()[0] ?? (await launched.waitForEvent('page'))
    await putWindow(launched, keeper, 'minimised')
    return launched
  }

  async function open(opened: BrowserContext, url: string): Promise<Page> {
    const coming = opened.waitForEvent('page')
    // A browser of the same profile hands its window over to the one that runs.
    session.start(CHROMIUM, [`--user-data-dir=${profile}`, ...flags, `--app=${url}`])
    return coming
  }

  return {
    async show(file, place = 'maximised') {
      const shown = join(files, file.replace(/^.*\//, ''))
      copyFileSync(file, shown)
      session.give(shown)
      const url = pathToFileURL(shown).href
      const opened = await (context ??= launch())
      const page = await open(opened, url)
      await page.waitForURL(url)
      await putWindow(opened, page, place)
      await painted(page)
      return page
    },
  }
}

/** The browser's program, as a file that starts it as the session's user. */
function asUser(session: DesktopSession): string {
  const program = join(session.folder, 'chromium-as-user')
  const [first, rest] = session.command(CHROMIUM, [])
  writeFileSync(program, `#!/bin/sh\nexec ${[first, ...rest].map((w) => `'${w}'`).join(' ')} "$@"\n`, { mode: 0o755 })
  return program
}

const WINDOW_STATES = { maximised: 'maximized', minimised: 'minimized' } as const

async function putWindow(context: BrowserContext, page: Page, place: WindowPlace | 'minimised'): Promise<void> {
  const devtools = await context.newCDPSession(page)
  const { windowId } = await devtools.send('Browser.getWindowForTarget')
  if (typeof place === 'string') {
    const windowState = WINDOW_STATES[place]
    await devtools.send('Browser.setWindowBounds', { windowId, bounds: { windowState } })
    await until(`a ${place} window`, async () => {
      const { bounds } = await devtools.send('Browser.getWindowForTarget')
      return bounds.windowState === windowState
    })
  } else {
    await devtools.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'normal' } })
    await devtools.send('Browser.setWindowBounds', { windowId, bounds: place })
    await until('a window of its size', async () => {
      const { bounds } = await devtools.send('Browser.getWindowForTarget')
      return bounds.left === place.left && bounds.width === place.width && bounds.height === place.height
    })
  }
  await devtools.detach()
}

async function painted(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        void document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      }),
  )
}
