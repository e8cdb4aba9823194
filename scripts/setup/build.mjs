import { existsSync } from 'node:fs'
import { at, PROJECT_NODE, ROOT } from './places.mjs'
import { run } from './run.mjs'

/** What the build makes and a start needs. */
const BUILT = ['out/main/cli.js', 'out/main/engine.js']

export function isBuilt() {
  return BUILT.every((file) => existsSync(at(file)))
}

/** Builds on the project's own Node. @returns {Promise<boolean>} */
export async function build(say) {
  say('Building Descry.')
  const tool = at('node_modules/electron-vite/bin/electron-vite.js')
  const { ok, output } = await run(PROJECT_NODE, [tool, 'build', '--logLevel', 'error'], { cwd: ROOT })
  if (ok && isBuilt()) return true
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
  lines.slice(0, 20).forEach(say)
  say('The build failed. The lines above say where. Correct it, then try again.')
  return false
}
