import { spawn, type ChildProcess } from 'node:child_process'
import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { CHROMIUM_LANGUAGE, chromiumFlags, chromiumPreferences, chromiumState } from './flags'
import { Pipe } from './protocol'

/** Debian's own program behind its start script first: the script costs a shell and adds flags of its own. */
const PROGRAMS = ['/usr/lib/chromium/chromium', 'chromium', 'chromium-browser']

export class NoChromium extends Error {}

export interface Chromium {
  readonly process: ChildProcess
  readonly pipe: Pipe
}
export interface ChromiumOptions {
  readonly profile: string
  /** BCP 47, the first is the interface's. */
  readonly languages: readonly string[]
  /** The host's own server, which is also the proxy that refuses everything else. */
  readonly port: number
  /** Of its windows, by which the first one is recognised. */
  readonly className: string
  readonly flags: readonly string[]
}

function runnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function findChromium(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const paths = PROGRAMS.flatMap((name) => (name.startsWith('/') ? [name] : folders.map((folder) => join(folder, name))))
  const found = [process.env['DESCRY_CHROMIUM'] ?? '', ...paths].find((path) => path && runnable(path))
  if (found) return found
  throw new NoChromium('Descry needs Chromium to run without Electron, and there is none. Install the package "chromium".')
}

/** Ours over what the last run left. */
function merge(path: string, ours: object): void {
  let kept: Record<string, unknown> = {}
  try {
    kept = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  } catch {
    // The first start, or a file that a crash cut short: Chromium writes a new one.
  }
  writeFileSync(path, JSON.stringify({ ...kept, ...ours }), { mode: 0o600 })
}

export function launchChromium(options: ChromiumOptions): Chromium {
  const program = findChromium()
  mkdirSync(join(options.profile, 'Default'), { recursive: true, mode: 0o700 })
  merge(join(options.profile, 'Default', 'Preferences'), chromiumPreferences(options.languages))
  merge(join(options.profile, 'Local State'), chromiumState)
  const sandbox: string[] = []
  if (process.getuid?.() === 0) {
    // Chromium refuses its sandbox as root. Only then, and never quietly.
    process.stderr.write('Descry runs as root, so Chromium runs without its sandbox. Use an ordinary account.\n')
    sandbox.push('--no-sandbox')
  }
  const args = [
    // The app's own first: the host's have the last word.
    ...options.flags,
    ...chromiumFlags(options.port),
    ...sandbox,
    `--user-data-dir=${options.profile}`,
    `--class=${options.className}`,
    '--window-size=400,300',
    '--app=data:text/html,',
    ...(process.env['DESCRY_CHROMIUM_FLAGS'] ?? '').split(/\s+/).filter(Boolean),
  ]
  const debug = process.env['DESCRY_CHROMIUM_DEBUG'] === '1'
  if (debug) args.push('--remote-debugging-port=0')
  const child = spawn(program, args, {
    stdio: ['ignore', 'ignore', process.env['DESCRY_CHROMIUM_LOG'] ? 'inherit' : 'ignore', 'pipe', 'pipe'],
    // A test's bus is the host's alone: Chromium itself stands still when that tells of sleep, and is not woken by it.
    env: { ...process.env, LANGUAGE: CHROMIUM_LANGUAGE, DBUS_SYSTEM_BUS_ADDRESS: undefined },
  })
  return { process: child, pipe: new Pipe(child.stdio[3] as Writable, child.stdio[4] as Readable) }
}
