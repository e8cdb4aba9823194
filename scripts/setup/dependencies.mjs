import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_NODE, ROOT } from './places.mjs'
import { run } from './run.mjs'

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
  } catch {
    return null
  }
}

/**
 * Whether node_modules is what the lockfile says, by the list that npm leaves there at the end of an
 * installation. So a lockfile that was only touched, or one that `npm install` has just followed, costs
 * no second installation.
 */
export function areInstalled(root) {
  const wanted = packagesIn(join(root, 'package-lock.json'))
  const there = packagesIn(join(root, 'node_modules/.package-lock.json'))
  if (!wanted || !there) return false
  return Object.entries(wanted).every(([path, { version, integrity, optional, peer, link }]) => {
    if (path === '' || link) return true
    // What another system needs is optional and not here.
    if (!there[path]) return optional === true || peer === true
    return there[path].version === version && there[path].integrity === integrity
  })
}

/** Installs what the lockfile lists. @returns {Promise<boolean>} */
export async function installDependencies(say) {
  say('Installing what Descry is built from. This takes a minute.')
  const windows = process.platform === 'win32'
  // onnxruntime-node's own install step would fetch CUDA libraries; processor and WebGPU come with it.
  // package.json refuses that step to npm 11; npm 10 knows no refusal, so it is told by the environment.
  // .npmrc is no place for it: npm 11 warns of every key there that it does not know.
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' }
  const { ok, output } = await run(windows ? 'npm.cmd' : 'npm', ['ci', '--loglevel=error'], {
    cwd: ROOT,
    env,
    shell: windows,
  })
  if (ok && existsSync(PROJECT_NODE)) return true
  if (ok) {
    say("npm did not run the install step of the package node, so the project's own Node is missing.")
    say('Run: npm rebuild node --ignore-scripts=false. Then try again.')
    return false
  }
  // npm ends with pages of its own help; what went wrong stands at the beginning.
  const reasons = output.split('\n').filter((line) => /^npm error \S/.test(line))
  reasons.slice(0, 4).forEach((line) => say(line.replace(/^npm error /, '')))
  say('The installation failed. Check the network connection and the free disk space, then try again.')
  return false
}
