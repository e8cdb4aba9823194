import { existsSync } from 'node:fs'
import { at, PROJECT_NODE, ROOT } from './places.mjs'
import { run } from './run.mjs'

/** What the build makes and a start needs. */
const BUILT = ['out/main/cli.js', 'out/main/engine.js', 'out/main/main.js', 'out/chromium-host/main.js']

/** The app for Electron, and the host that runs it on Chromium where there is no Electron. */
const BUILDS = [
  ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'error'],
  ['node_modules/vite/bin/vite.js', 'build', '--config', 'test/support/chromium-host/vite.config.ts', '--logLevel', 'error'],
]

export function isBuilt() {
  return BUILT.every((file) => existsSync(at(file)))
}

/** Builds on the project's own Node. @returns {Promise<boolean>} */
export async function build(say) {
  say('Building Descry.')
  let all = ''
  for (const [tool, ...args] of BUILDS) {
    const { ok, output } = await run(PROJECT_NODE, [at(tool), ...args], { cwd: ROOT })
    if (!ok) all += output
  }
  if (all === '' && isBuilt()) return true
  const lines = all.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
  lines.slice(0, 20).forEach(say)
  say('The build failed. The lines above say where. Correct it, then try again.')
  return false
}
