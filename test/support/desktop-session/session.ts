import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Session } from '../speech/session'
import { PATIENCE } from './until'
import { sessionUser, type SessionUser } from './user'

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A session of a user of its own, in folders of its own; the services are started into it. */
export interface DesktopSession extends Session {
  readonly user: SessionUser
  /** Files of the session; a folder of the user. */
  readonly folder: string
  /** The user's settings: XDG_CONFIG_HOME. */
  readonly config: string
  /** Node, as the user of the session finds it. */
  readonly node: string
  /** A file of the project, as the user of the session finds it. */
  path(file: string): string
  /** Command and arguments that do this as the session's user. */
  command(program: string, args: readonly string[]): [string, string[]]
  /** Starts a program of the session; it is ended with the session at the latest. */
  start(program: string, args: readonly string[], options?: StartOptions): ChildProcess
  /** Runs a program to its end. Rejects when it takes too long. */
  run(program: string, args: readonly string[], options?: RunOptions): Promise<Ended>
  /** As `run`, and rejects when the program fails. Resolves with what it printed. */
  output(program: string, args: readonly string[], options?: RunOptions): Promise<string>
  /** Makes a folder of the user. */
  makeFolder(...path: readonly string[]): string
  /** Makes the session's user the owner of a file or folder. */
  give(path: string): void
}

interface StartOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly stdio?: StdioOptions
}

interface RunOptions extends StartOptions {
  readonly input?: string | Uint8Array
  readonly timeout?: number
}

const GUARD = new URL('./programs/guard.mjs', import.meta.url).pathname
/** Descry keeps its last answer in memory only, and asks whether the folder is. */
const MEMORY = '/dev/shm'

/** What root has on its own path may be closed to others. */
const PATHS = '/usr/local/bin:/usr/bin:/bin'

/** Opens a session with nothing running in it. A guard ends all of it, also when the test is killed. */
export async function openSession(): Promise<DesktopSession> {
  // Not in a folder that TMPDIR names: another user may be unable to enter that.
  const folder = mkdtempSync(join(process.getuid?.() === 0 ? '/tmp' : tmpdir(), 'descry-e2e-'))
  const runtime = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'descry-e2e-'))
  const mark = `DESCRY_TEST_SESSION=${randomUUID()}`
  const guard = spawn(process.execPath, [GUARD, mark, folder, runtime], {
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
    env: { PATH: process.env['PATH'] },
  })
  guard.stdin.on('error', () => undefined)
  const gone = once(guard, 'exit')
  const place = join(folder, 'project')
  mkdirSync(place)
  const user = await sessionUser(place)
  const give = (path: string): void => {
    if (user.other) chownSync(path, user.uid, user.gid)
  }
  for (const path of [folder, runtime]) {
    give(path)
    chmodSync(path, 0o700)
  }
  const makeFolder = (...path: readonly string[]): string => {
    const made = join(folder, ...path)
    for (let depth = 1; depth <= path.length; depth++) {
      const step = join(folder, ...path.slice(0, depth))
      if (existsSync(step)) continue
      mkdirSync(step)
      give(step)
    }
    return made
  }
  const config = makeFolder('home', '.config')
  const [marked = '', id = ''] = mark.split('=')
  const env: Record<string, string> = {
    [marked]: id,
    PATH: user.other ? PATHS : (process.env['PATH'] ?? PATHS),
    HOME: makeFolder('home'),
    TMPDIR: makeFolder('tmp'),
    XDG_CONFIG_HOME: config,
    XDG_CACHE_HOME: makeFolder('home', '.cache'),
    XDG_DATA_HOME: makeFolder('home', '.local', 'share'),
    XDG_STATE_HOME: makeFolder('home', '.local', 'state'),
    XDG_RUNTIME_DIR: runtime,
    LANG: 'C.UTF-8',
  }
  const command = (program: string, args: readonly string[]): [string, string[]] => {
    const [first = '', ...rest] = [...user.become, program, ...args]
    return [first, rest]
  }
  const start = (program: string, args: readonly string[], options: StartOptions = {}): ChildProcess => {
    const child = spawn(...command(program, args), {
      env: { ...env, ...options.env },
      stdio: options.stdio ?? 'ignore',
      cwd: folder,
      detached: true,
    })
    // What could not be started shows in what is waited for.
    child.on('error', () => undefined)
    return child
  }
  const run = async (program: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> => {
    const { input, timeout = PATIENCE, ...rest } = options
    const child = start(program, args, { ...rest, stdio: ['pipe', 'pipe', 'pipe'] })
    const parts = { stdout: '', stderr: '' }
    child.stdout?.on('data', (text: Buffer) => (parts.stdout += text.toString()))
    child.stderr?.on('data', (text: Buffer) => (parts.stderr += text.toString()))
    child.stdin?.on('error', () => undefined).end(input)
    const timer = setTimeout(() => child.kill('SIGKILL'), timeout)
    try {
      const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
      if (signal === 'SIGKILL') throw new Error(`${program} took longer than ${timeout} ms: ${parts.stderr}`)
      return { code, ...parts }
    } finally {
      clearTimeout(timer)
    }
  }
  return {
    user,
    env,
    runtime,
    folder,
    config,
    node: join(user.project, 'node_modules/node/bin/node'),
    path: (file) => join(user.project, file),
    command,
    start,
    run,
    async output(program, args, options) {
      const { code, stdout, stderr } = await run(program, args, options)
      if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${stdout}${stderr}`)
      return stdout
    },
    makeFolder,
    give,
    async close() {
      guard.stdin.end()
      await gone
    },
  }
}
