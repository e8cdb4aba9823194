import { once } from 'node:events'
import type { ChildProcess } from 'node:child_process'
import type * as Electron from 'electron'
import { startDisplay, type Monitor } from '../desktop-session/display'
import { openSession, type DesktopSession } from '../desktop-session/session'
import { xScreen, type XScreen } from '../desktop-session/x-screen'

/** What a function in the app's main process gets. */
type Inside = typeof Electron & {
  readonly kept: Record<string, unknown> & { readonly pages: Map<string, string>; readonly requests: string[] }
}
interface Told {
  readonly id?: number
  readonly event?: string
  readonly value?: unknown
  readonly error?: string
}

/** The sample app, running on the host as another user, on a display of its own. */
export interface HostedApp {
  readonly session: DesktopSession
  readonly screen: XScreen
  readonly child: ChildProcess
  /** Standard error so far. */
  stderr(): string
  /** Milliseconds from the app's start to its readiness. */
  readonly readyAfter: number
  /** Runs a function in the app's main process; it may use nothing from around it. */
  run<T, A extends unknown[]>(work: (inside: Inside, ...args: A) => T | Promise<T>, ...args: A): Promise<T>
  /** The next message of the app's own with this name. */
  next(event: string): Promise<Record<string, unknown>>
  /** Resolves with code and signal. */
  readonly ended: Promise<[number | null, NodeJS.Signals | null]>
}

export interface Start {
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
}

/** Starts the host with the sample app in a session that is there. */
export async function startApp(session: DesktopSession, { env = {}, args = [] }: Start = {}): Promise<HostedApp> {
  const child = launch(session, { env, args })
  const told = new Map<number, (told: Told) => void>()
  const listeners = new Map<string, (told: Record<string, unknown>) => void>()
  let stderr = ''
  child.stderr?.on('data', (text: Buffer) => (stderr += text.toString()))
  child.on('message', (message: Told) => {
    if (message.id === undefined) return listeners.get(message.event ?? '')?.(message as Record<string, unknown>)
    told.get(message.id)?.(message)
    told.delete(message.id)
  })
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  const next = (event: string): Promise<Record<string, unknown>> => new Promise((resolve) => listeners.set(event, resolve))
  const ready = await Promise.race([next('ready'), ended])
  if (Array.isArray(ready)) throw new Error(`the app ended with ${String(ready[0])}: ${stderr}`)
  let last = 0
  return {
    session,
    screen: xScreen(session),
    child,
    stderr: () => stderr,
    readyAfter: Number(ready['ms']),
    ended,
    next,
    run: async (work, ...given) => {
      const id = ++last
      const answer = new Promise<Told>((resolve) => told.set(id, resolve))
      child.send({ id, code: work.toString(), args: given })
      const gone = ended.then((): Told => ({ error: `the app has ended: ${stderr}` }))
      const { value, error } = await Promise.race([answer, gone])
      if (error !== undefined) throw new Error(error)
      return value as never
    },
  }
}

/** Only starts it. */
export function launch(session: DesktopSession, { env = {}, args = [] }: Start = {}): ChildProcess {
  const entry = session.path('test/support/chromium-host/sample/main.js')
  const host = session.path('out/chromium-host/main.js')
  const stdio = ['ignore', 'pipe', 'pipe', 'ipc'] as const
  return session.start(session.node, [host, ...args], { stdio: [...stdio], env: { DESCRY_HOST_ENTRY: entry, ...env } })
}

/** A session with a display and a window manager. */
export async function openDesktop(monitors?: readonly Monitor[]): Promise<DesktopSession> {
  const session = await openSession()
  await startDisplay(session, monitors)
  return session
}
