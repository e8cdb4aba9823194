import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What the build is made of. */
const SOURCES = [
  ...['src', 'test/support/chromium-host', 'resources/locales', 'electron.vite.config.ts', 'tsconfig.json'],
  'package.json',
]
const LOCKFILE = 'package-lock.json'
const STAMP = 'out/.setup.json'

/** Sizes and times rather than contents: a start must not wait for a read of every source. */
function fingerprint(root, paths) {
  const hash = createHash('sha256')
  const visit = (path) => {
    const stat = statSync(join(root, path), { throwIfNoEntry: false })
    if (!stat) hash.update(`${path} missing\n`)
    else if (stat.isDirectory()) for (const name of readdirSync(join(root, path)).sort()) visit(`${path}/${name}`)
    else hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`)
  }
  paths.forEach(visit)
  return hash.digest('hex')
}

/** @returns {{ lockfile: string, sources: string }} what is there now */
export function look(root) {
  return { lockfile: fingerprint(root, [LOCKFILE]), sources: fingerprint(root, SOURCES) }
}

/**
 * What the last set-up made, or an empty object.
 *
 * @returns {{ lockfile?: string, sources?: string, models?: boolean, missing?: string[], tests?: boolean, tried?: number, electronTried?: number }}
 *   `models`: whether all fetched models are there; `missing`: system packages that could not be had;
 *   `tests`: whether the tests' packages were seen to; `tried`: when the last two were, in milliseconds; `electronTried`: when Electron was last asked for
 */
export function readStamp(root) {
  try {
    const stamp = JSON.parse(readFileSync(join(root, STAMP), 'utf8'))
    return Array.isArray(stamp.missing) ? stamp : {}
  } catch {
    return {}
  }
}

/** Before a step that may be cut off: what it leaves must not pass for what was there. */
export function forgetStamp(root) {
  rmSync(join(root, STAMP), { force: true })
}

export function writeStamp(root, stamp) {
  const file = join(root, STAMP)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.part`, JSON.stringify(stamp))
  renameSync(`${file}.part`, file)
}
