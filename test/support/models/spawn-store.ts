import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const here = import.meta.dirname
const HOOKS = pathToFileURL(join(here, '..', 'typescript-hooks.mjs')).href

/** Starts `store-child.ts`. */
export function spawnStore(folder: string, host: string, place = 'never'): ChildProcess {
  const nodeOptions = ['--disable-warning=ExperimentalWarning', '--import', HOOKS]
  return spawn(process.execPath, [...nodeOptions, join(here, 'store-child.ts'), folder, host, place], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** The signal that ended the process, or null if it ended by itself. */
export async function endOf(child: ChildProcess): Promise<NodeJS.Signals | null> {
  const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  return signal
}
