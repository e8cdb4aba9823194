import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export interface Look {
  readonly colorScheme: 'light' | 'dark'
  readonly forcedColors: 'none' | 'active'
  /** Per cent. */
  readonly zoom: number
}

const THEMES = [
  { colorScheme: 'light', forcedColors: 'none' },
  { colorScheme: 'dark', forcedColors: 'none' },
  { colorScheme: 'dark', forcedColors: 'active' },
] as const

export const LOOKS: readonly Look[] = THEMES.flatMap((theme) => [100, 200].map((zoom) => ({ ...theme, zoom })))

/** Runs `look` with a page in this theme and zoom; zoom is fewer, larger CSS pixels, as a browser does it. */
export async function inLook<T>(page: Page, { colorScheme, forcedColors, zoom }: Look, look: () => Promise<T>): Promise<T> {
  const devtools = await page.context().newCDPSession(page)
  const whole = await page.evaluate(() => ({ width: window.outerWidth, height: window.outerHeight }))
  const scale = zoom / 100
  const size = { width: Math.round(whole.width / scale), height: Math.round(whole.height / scale) }
  await page.emulateMedia({ colorScheme, forcedColors, reducedMotion: 'reduce' })
  await devtools.send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: scale, mobile: false })
  try {
    return await look()
  } finally {
    await devtools.send('Emulation.clearDeviceMetricsOverride')
    await page.emulateMedia({ colorScheme: null, forcedColors: null, reducedMotion: null })
    await devtools.detach()
  }
}

/**
 * What axe finds wrong in a page, a line each: rule, what is wrong, where.
 *
 * @param bare the page has neither heading nor landmark: it is hidden from readers as a whole, or nothing but a menu
 */
export async function axeFindings(page: Page, bare = false): Promise<string[]> {
  // By the debugger: the page's own content security policy stays as it is.
  await page.evaluate(AXE)
  const off = bare ? ['landmark-one-main', 'page-has-heading-one', 'region'] : []
  const rules = Object.fromEntries(off.map((rule) => [rule, { enabled: false }]))
  const { violations } = await page.evaluate(
    (options) => (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run(options),
    { rules },
  )
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help}: ${target.join(' ')}`))
}
