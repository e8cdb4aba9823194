import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { build } from '../../../../scripts/setup/build.mjs'

export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url))
export const CLI = join(ROOT, 'out', 'main', 'cli.js')

const SOURCES = ['src', 'test/support/chromium-host', 'resources/locales', 'package.json', 'electron.vite.config.ts']
const LOCK = join(ROOT, 'node_modules', '.descry-build-lock')
/** A build takes seconds; a lock this old was left by a run that was killed. Milliseconds. */
const LOCK_LIFE = 120_000

function newest(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}

function isFresh(): boolean {
  try {
    const built = statSync(CLI).mtimeMs
    return SOURCES.every((source) => newest(join(ROOT, source)) <= built)
  } catch {
    return false
  }
}

/** One process builds, the others wait for it: several test files run at once. */
export async function ensureBuilt(): Promise<void> {
  while (!isFresh()) {
    try {
      mkdirSync(LOCK)
    } catch {
      const held = statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
      if (Date.now() - held > LOCK_LIFE) rmSync(LOCK, { recursive: true, force: true })
      await pause(200)
      continue
    }
    try {
      if (!isFresh()) {
        const said: string[] = []
        if (!(await build((sentence: string) => said.push(sentence)))) throw new Error(said.join('\n'))
      }
      return
    } finally {
      rmSync(LOCK, { recursive: true, force: true })
    }
  }
}
