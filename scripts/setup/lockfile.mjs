import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What only the windows use: the build puts it into their pages, so its packages need not be installed. */
export const BUNDLED = ['react', 'react-dom', 'react-aria-components']

/** Dependencies that a package needs for nothing but its own installation; they do not ship. */
const INSTALL_ONLY = { 'onnxruntime-node': ['adm-zip', 'global-agent'] }

/** Systems and processors that Descry is packaged for. */
const SYSTEMS = ['linux', 'win32', 'darwin']
const PROCESSORS = ['x64', 'arm64']

/**
 * @typedef {{
 *   version: string, license?: string, dev?: boolean, devOptional?: boolean, optional?: boolean,
 *   dependencies?: Record<string, string>, optionalDependencies?: Record<string, string>,
 *   os?: string[], cpu?: string[], libc?: string[],
 * }} LockedPackage
 */

/** @returns {Record<string, LockedPackage>} the lockfile's packages by their path, the project itself under '' */
export function lockedPackages(root) {
  return JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
}

export const nameOf = (path) => path.split('node_modules/').at(-1)

/** Where a package finds a dependency: beside its own ones first, then outwards, as Node looks. */
function locate(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (packages[path]) return path
    if (folder === '') return undefined
  }
}

/** Whether a package is for one of the systems that Descry is packaged for. */
function isForUs({ os, cpu, libc }) {
  const fits = (list, ours) => !list || list.some((name) => ours.includes(name))
  return fits(os, SYSTEMS) && fits(cpu, PROCESSORS) && fits(libc, ['glibc'])
}

/** Paths of the packages that these need, each other's included. */
function reachable(packages, names) {
  const found = new Set()
  const visit = (from, name) => {
    const path = locate(packages, from, name)
    if (path === undefined || found.has(path) || !isForUs(packages[path])) return
    found.add(path)
    const { dependencies, optionalDependencies } = packages[path]
    const needed = Object.keys({ ...dependencies, ...optionalDependencies })
    needed.filter((next) => !INSTALL_ONLY[name]?.includes(next)).forEach((next) => visit(path, next))
  }
  names.forEach((name) => visit('', name))
  return found
}

/** Paths of packages that are of no use on a system, by Node's name for it. */
export function foreignTo(root, system) {
  const packages = lockedPackages(root)
  return shipped(root).installed.filter((path) => packages[path].os && !packages[path].os.includes(system))
}

/**
 * What ships with Descry, by its paths in the lockfile.
 *
 * @returns {{ installed: string[], bundled: string[], left: string[] }} `installed`: as packages; `bundled`: in
 *   the windows' pages alone; `left`: installed here for use, and not shipped as packages
 */
export function shipped(root) {
  const packages = lockedPackages(root)
  const names = Object.keys(packages[''].dependencies)
  const installed = reachable(packages, names.filter((name) => !BUNDLED.includes(name)))
  const bundled = [...reachable(packages, BUNDLED)].filter((path) => !installed.has(path))
  const left = Object.entries(packages).flatMap(([path, { dev, devOptional }]) =>
    path === '' || dev || devOptional || installed.has(path) ? [] : [path],
  )
  return { installed: [...installed].sort(), bundled: bundled.sort(), left: left.sort() }
}
