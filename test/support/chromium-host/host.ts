import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { launchChromium, NoChromium, type Chromium } from './chromium/launch'
import { Pages } from './chromium/pages'
import { Desktop } from './desktop/desktop'
import { PageServer } from './page/server'

/** What there is once the host has started. */
export interface Running {
  readonly desktop: Desktop
  readonly server: PageServer
  readonly chromium: Chromium
  readonly pages: Pages
}

export interface StartOptions {
  /** The folder of the app's data; Chromium's profile lies in it. */
  readonly folder: string
  readonly languages: readonly string[]
  readonly flags: readonly string[]
}

/** How long Chromium may take to end by itself, ms. */
const FAREWELL = 3_000

function rememberedPort(path: string): number {
  try {
    return Number(readFileSync(path, 'utf8')) || 0
  } catch {
    return 0
  }
}

/**
 * For tests that look into the pages (DESCRY_CHROMIUM_DEBUG=1): the address of Chromium's debugger goes to
 * `devtools.json`, for this user alone. The old one is gone before Chromium starts.
 */
function writeDebugAddress(folder: string, profile: string): void {
  const [port, path] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n')
  const endpoint = `ws://127.0.0.1:${port ?? ''}${path ?? ''}`
  writeFileSync(join(folder, 'devtools.json'), JSON.stringify({ endpoint }), { mode: 0o600 })
}

let running: Running | undefined
let ending = false

/** The parts of the running host. Throws before the app is ready, as Electron's modules do. */
export function host(): Running {
  if (!running) throw new Error('This can only be used after the app is ready')
  return running
}

/** Starts the desktop's thread, the server and Chromium side by side; resolves when a window can be opened. */
export async function startHost(options: StartOptions, died: (sentence: string) => void): Promise<Running> {
  if (!process.env['DISPLAY']) throw new NoChromium('Descry needs an X display to run on Chromium: DISPLAY is not set.')
  const profile = join(options.folder, 'chromium')
  mkdirSync(profile, { recursive: true, mode: 0o700 })
  const desktop = new Desktop(new URL('./desktop.js', import.meta.url))
  const portFile = join(profile, 'descry-port')
  const server = await PageServer.listen(rememberedPort(portFile))
  writeFileSync(portFile, String(server.port), { mode: 0o600 })
  // A class of its own, so that this Chromium's first window is told from anybody else's.
  const className = `descry-host-${randomBytes(8).toString('hex')}`
  const firstWindow = desktop.later('expectFirst', className)
  firstWindow.catch(() => undefined)
  // Not earlier: a window that is made before somebody looks would be seen on the screen, and never be found.
  await desktop.ready
  const chromium = launchChromium({ ...options, profile, port: server.port, className })
  const pages = new Pages(chromium.pipe, desktop, firstWindow)
  desktop.on('gone', () => ending || died('The X server is gone.'))
  chromium.process.on('error', (error) => died(`Chromium could not be started: ${error.message}`))
  chromium.process.on('exit', (code, signal) => ending || died(`Chromium has ended unexpectedly (${signal ?? code ?? 'unknown'}).`))
  const { name, value } = server.cookie
  chromium.pipe.browser.tell('Storage.setCookies', {
    cookies: [{ name, value, url: server.addresses.origin, httpOnly: true, sameSite: 'Strict' }],
  })
  await pages.ready
  pages.prepare()
  if (process.env['DESCRY_CHROMIUM_DEBUG'] === '1') writeDebugAddress(options.folder, profile)
  running = { desktop, server, chromium, pages }
  return running
}

/** Ends Chromium and everything else that was started. */
export async function stopHost(): Promise<void> {
  ending = true
  if (!running) return
  const { chromium, desktop, server } = running
  const child = chromium.process
  if (child.exitCode === null && child.signalCode === null) {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => child.kill('SIGKILL'), FAREWELL)
      child.once('exit', () => {
        clearTimeout(timer)
        resolve()
      })
      chromium.pipe.browser.tell('Browser.close')
      chromium.pipe.farewell()
    })
  }
  server.close()
  await desktop.close()
}
