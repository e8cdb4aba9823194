import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import type { AppState } from '../../../src/shared/app-state'
import type { WindowName } from '../../../src/shared/ipc-schema'
import { DEFAULT_SETTINGS, type Settings } from '../../../src/shared/settings'
import type { DesktopSession } from '../../support/desktop-session/session'
import { until } from '../../support/desktop-session/until'
import { PROJECT } from '../../support/desktop-session/user'

/** What starts the app: the built main bundle on the Chromium host. */
const APP = 'out/chromium-host/main.js'

/** The line on standard error when keys are held and the engine has loaded. */
const READY = 'Descry is ready.'

export interface AppOptions {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** What the user has set; the first run is over unless this says otherwise. Null: no settings file. */
  readonly settings?: Partial<Settings> | null
  /** Flags of the host's Chromium. */
  readonly chromium?: readonly string[]
  /** Electron's program, to run on that instead of the Chromium host. */
  readonly electron?: string
  /** A program and its arguments to run the app under. */
  readonly under?: readonly string[]
}

/** The engine's two processes. */
type EngineRole = 'vision-language' | 'text-audio'

/** The app as it runs in a session. */
export interface App {
  /** The main process. */
  readonly child: ChildProcess
  /** What it printed so far, on both streams. */
  printed(): string
  /** The page of one of its windows, once it is there. */
  page(window: WindowName): Promise<Page>
  /** What main tells its windows. */
  state(): Promise<AppState>
  /** The process of one half of the engine. */
  engine(role: EngineRole): Promise<number>
  /** Signals both halves of the engine: SIGSTOP makes it as slow as one likes. */
  signalEngines(signal: NodeJS.Signals): Promise<void>
  /** Waits until a command is being worked on. */
  busy(): Promise<void>
  /** Asks it to end, and resolves with its exit code. */
  stop(): Promise<number | null>
}

/** Windows whose page may ask for the state; one of them is always there. */
const TOLD: readonly WindowName[] = ['home', 'caption', 'menu']

const DONE: Partial<Settings> = { firstRunDone: true, firstCloseSaid: true }

/** Starts the app and waits until it is ready. */
export async function startApp(session: DesktopSession, options: AppOptions = {}): Promise<App> {
  const data = join(session.config, 'Descry')
  mkdirSync(data, { recursive: true })
  session.give(data)
  if (options.settings !== null) writeSettings(session, data, { ...DEFAULT_SETTINGS, ...DONE, ...options.settings })
  const child = launch(session, options)
  let text = ''
  const hear = (chunk: Buffer): unknown => (text += chunk.toString())
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  const ended = (): boolean => child.exitCode !== null || child.signalCode !== null
  const more = (): string => `the app printed:\n${text}`
  await until('the app to be ready', () => ended() || text.includes(READY), { timeout: 60_000, more })
  if (ended()) throw new Error(`the app ended with ${child.exitCode}: ${text}`)

  let browser: Promise<Browser> | undefined
  const pages = async (): Promise<Page[]> => {
    browser ??= connect(data)
    return (await browser).contexts().flatMap((context) => context.pages())
  }
  const pageOf = async (window: WindowName): Promise<Page | undefined> =>
    (await pages()).find((page) => new URL(page.url()).pathname.endsWith(`/${window}.html`))
  const page = (window: WindowName): Promise<Page> => until(`the page of ${window}`, () => pageOf(window), { more })
  const state = (): Promise<AppState> =>
    until('a window that knows the state', async () => {
      for (const window of TOLD) {
        const told = await (await pageOf(window))?.evaluate(stateInPage)
        if (told) return told
      }
      return undefined
    })
  const engine = (role: EngineRole): Promise<number> =>
    until(`the ${role} engine`, () => descendants(child.pid ?? 0).find((p) => commandOf(p).includes(`--role=${role}`)))
  return {
    child,
    printed: () => text,
    page,
    state,
    engine,
    async signalEngines(signal) {
      for (const role of ['vision-language', 'text-audio'] as const) process.kill(await engine(role), signal)
    },
    async busy() {
      await until('work to begin', async () => (await state()).activity.command !== null, { more })
    },
    async stop() {
      if (ended()) return child.exitCode
      const gone = once(child, 'exit') as Promise<[number | null]>
      // A tracer would keep the signal to itself.
      if (options.under) descendants(child.pid ?? 0).slice(0, 1).forEach((pid) => process.kill(pid, 'SIGTERM'))
      else child.kill('SIGTERM')
      return (await gone)[0]
    },
  }
}

/** Runs in a page of ours; nothing while it is still being loaded. */
function stateInPage(): Promise<AppState> | undefined {
  const { descry } = window as unknown as { descry?: { invoke(name: 'app:state'): Promise<AppState> } }
  return descry?.invoke('app:state')
}

function writeSettings(session: DesktopSession, data: string, settings: Settings): void {
  const file = join(data, 'settings.json')
  writeFileSync(file, JSON.stringify(settings))
  session.give(file)
}

/** What starts the app, without arguments. */
export function appCommand(session: DesktopSession, electron: string | undefined): [string, ...string[]] {
  return electron ? [session.path(relative(PROJECT, electron)), session.path('.')] : [session.node, session.path(APP)]
}

function launch(session: DesktopSession, options: AppOptions): ChildProcess {
  const { args = [], env = {}, chromium: flags = [], under = [], electron } = options
  const [program = '', ...rest] = [...under, ...appCommand(session, electron), ...(electron ? ['--remote-debugging-port=0', ...flags] : []), ...args]
  const sandbox = session.user.noSandbox === undefined ? [] : ['--no-sandbox']
  const host = { DESCRY_CHROMIUM_DEBUG: '1', DESCRY_CHROMIUM_FLAGS: [...sandbox, ...flags].join(' ') }
  return session.start(program, rest, { env: { ...host, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Connects to the DevTools of the host's Chromium; where they listen is in a file. */
async function connect(data: string): Promise<Browser> {
  const found = await until('the host’s DevTools', () => {
    try {
      return /wss?:\/\/[^"\s]+/.exec(readFileSync(join(data, 'devtools.json'), 'utf8'))?.[0]
    } catch {
      return electronDevTools(data)
    }
  })
  return chromium.connectOverCDP(found)
}

/** Electron writes port and path, a line each. */
function electronDevTools(data: string): string | undefined {
  try {
    const [port, path] = readFileSync(join(data, 'DevToolsActivePort'), 'utf8').split('\n')
    return `ws://127.0.0.1:${port}${path}`
  } catch {
    return undefined
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

/** What /proc tells of a process: its number, its name in brackets, its state, its parent's number; "" where it is gone. */
export function statOf(pid: number | string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return ''
  }
}

const parentOf = (pid: number): number => Number(statOf(pid).replace(/^.*\) /s, '').split(' ')[1] ?? 0)

/** All processes below one, nearest first. */
export function descendants(pid: number): number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number)
  const below = new Map<number, number[]>()
  for (const one of all) {
    const parent = parentOf(one)
    below.set(parent, [...(below.get(parent) ?? []), one])
  }
  const found: number[] = []
  for (let next = below.get(pid) ?? []; next.length > 0; next = next.flatMap((p) => below.get(p) ?? [])) found.push(...next)
  return found
}
