import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { findProgram } from '../../../src/main/speak/programs'

/** A display of its own with a window manager on it. */
export interface XSession {
  readonly display: string
  readonly server: ChildProcess
  close(): Promise<void>
}

/** A sentence saying which programs such a session lacks here; undefined when it can be had. */
export const lacking = ((): string | undefined => {
  const missing = ['Xvfb', 'openbox'].filter((name) => !findProgram(name, process.env))
  return missing.length > 0 ? `not installed here: ${missing.join(', ')}` : undefined
})()

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

/** `windowManager: false` leaves the display bare; `again` starts the display of that name anew. */
export async function startXSession({ windowManager = true, again = '' } = {}): Promise<XSession> {
  const home = await mkdtemp(join(tmpdir(), 'descry-x-'))
  // The server chooses a free number and writes it to file descriptor 3.
  const args = [...(again ? [again] : []), '-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp', '-noreset']
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], cwd: home })
  const lines = createInterface({ input: server.stdio[3] as Readable })
  const [number] = (await once(lines, 'line')) as [string]
  const display = `:${number.trim()}`
  const children = [server]
  if (windowManager) {
    const env = { PATH: process.env['PATH'] ?? '', HOME: home, DISPLAY: display }
    const ready = join(home, 'ready')
    // Windows that are mapped before openbox runs this command are lost to it.
    const manager = spawn('openbox', ['--sm-disable', '--startup', `touch ${ready}`], { stdio: 'ignore', env, cwd: home })
    children.push(manager)
    await until(() => existsSync(ready) || manager.exitCode !== null)
  }
  return {
    display,
    server,
    async close() {
      for (const child of children.reverse()) await end(child)
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** Polls a condition until it holds; the test's own timeout is the limit. */
export async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve))
}
