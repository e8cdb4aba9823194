import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { realpathSync } from 'node:fs'

/** The project's folder, without a slash at its end. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

export const at = (path) => join(ROOT, path)

const node = at(process.platform === 'win32' ? 'node_modules/node/bin/node.exe' : 'node_modules/node/bin/node')

/** The Node of the project's own version, from the npm package `node`; present once npm ci has run. */
export const PROJECT_NODE = resolved(node)

function resolved(path) {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
