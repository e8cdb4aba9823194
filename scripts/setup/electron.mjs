import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_NODE } from './places.mjs'
import { run as runProgram } from './run.mjs'

/** Where the package electron keeps its program, once that is fetched; null before. */
export function electronProgram(root) {
  const folder = join(root, 'node_modules/electron')
  try {
    const program = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim())
    return existsSync(program) ? program : null
  } catch {
    return null
  }
}

/**
 * Fetches Electron's program with the package's own installer, which checks it against the sums that the
 * package carries. One that cannot be had is said and is no failure: Descry then runs on Chromium.
 *
 * @param {string} root the project's folder
 * @param {(sentence: string) => unknown} say
 * @returns {Promise<boolean>}
 */
export async function provideElectron(root, say, run = runProgram) {
  if (electronProgram(root)) return true
  say('Fetching Electron, on which Descry runs. It has some 110 megabytes.')
  await run(PROJECT_NODE, [join(root, 'node_modules/electron/install.js')], { cwd: root })
  if (electronProgram(root)) return true
  say('Electron could not be fetched, so Descry runs on Chromium. It tries again tomorrow.')
  return false
}
