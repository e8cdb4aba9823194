import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { FETCHED_MODELS } from './fetched-models.mjs'
import { lockedPackages, nameOf, shipped } from './lockfile.mjs'

/** Models that ship without being a package, and where their licence is written. */
const MODELS = [
  {
    name: 'descry-nano',
    licence: "Descry's own weights, for research and evaluation; its vision encoder EfficientNet-Lite2 is Apache-2.0",
    source: 'resources/models/descry-nano/README.md',
  },
  ...FETCHED_MODELS.map((model) => ({
    name: `${model.folder.split('/').at(-1)} (${model.title})`,
    licence: model.licence,
    source: model.sources.map((source) => `PyPI package ${source.package.replace('==', ' ')}`).join(', '),
  })),
]

const SYSTEM_NAMES = { linux: 'Linux', win32: 'Windows', darwin: 'macOS' }
const forSystems = (os) => os.map((name) => SYSTEM_NAMES[name] ?? name).join(', ')

/** What the packaged app runs on: development uses it as a package, but it ships as a program. */
const RUNTIME = 'node_modules/electron'

/** A licence as the lockfile has it, else as the package itself states it in this or an older form. */
function licenceOf(root, path, locked) {
  if (locked.license) return locked.license
  const manifest = join(root, path, 'package.json')
  if (!existsSync(manifest)) return 'unknown'
  const { license, licenses } = JSON.parse(readFileSync(manifest, 'utf8'))
  if (typeof license === 'string') return license
  return license?.type ?? licenses?.map(({ type }) => type).join(' OR ') ?? 'unknown'
}

/**
 * Every package that ships, sorted by name: installed ones, those that only the windows' pages contain, and
 * Electron.
 *
 * @returns {{ name: string, version: string, licence: string, path: string, as: string }[]}
 */
export function shippedPackages(root) {
  const packages = lockedPackages(root)
  const { installed, bundled } = shipped(root)
  const entry = (as) => (path) => {
    const locked = packages[path]
    return { name: nameOf(path), version: locked.version, licence: licenceOf(root, path, locked), path, as }
  }
  const entries = [
    ...installed.map((path) => entry(packages[path].os ? forSystems(packages[path].os) : 'package')(path)),
    ...bundled.map(entry('in the windows')),
    ...(packages[RUNTIME] ? [entry('program')(RUNTIME)] : []),
  ]
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1))
}

function licenceText(root, path) {
  if (!existsSync(join(root, path))) return null
  const name = readdirSync(join(root, path)).find((file) => /^(licen[cs]e|copying|notice)(\.|$)/i.test(file))
  return name ? readFileSync(join(root, path, name), 'utf8').replaceAll('\r\n', '\n').trim() : null
}

/** @returns {string} the whole of THIRD_PARTY.md */
export function thirdParty(root) {
  const packages = shippedPackages(root)
  const locked = lockedPackages(root)
  const rows = packages.map(({ name, version, licence, as }) => `| ${name} | ${version} | ${licence} | ${as} |`)
  const models = MODELS.map(({ name, licence, source }) => `| ${name} | ${licence} | ${source} |`)
  // What another system's build would bring is not here to be read; its text is that of the package it belongs to.
  const readable = packages.filter(({ path }) => !locked[path].optional)
  const withTexts = readable.map(({ name, path }) => ({ name, text: licenceText(root, path) }))
  const without = withTexts.filter(({ text }) => text === null).map(({ name }) => name)
  const texts = withTexts
    .filter(({ text }) => text !== null)
    .map(({ name, text }) => `### ${name}\n\n\`\`\`\n${text.replaceAll('```', "'''")}\n\`\`\`\n`)
  return [
    '# What ships with Descry, and its licences',
    '',
    'Made by `npm run licences` from the lockfile and the table of models; not written by hand.',
    '',
    '## Models',
    '| model | licence | where it is from |',
    '|---|---|---|',
    ...models,
    '',
    '## Packages',
    'Electron is MIT; the Chromium inside it and what that brings is in `LICENSES.chromium.html`, beside the program.',
    '',
    'sharp brings libvips for the system at hand (@img/sharp-libvips-…, on Windows in @img/sharp-win32-…), which is',
    'LGPL-3.0-or-later and used as a shared library that you may replace. The texts of the LGPL and of the GPL, which',
    "it refers to, are in the package's folder `licences`; what libvips itself brings is listed in its `README.md`.",
    '',
    "On Windows onnxruntime-node also brings DirectML.dll, dxcompiler.dll and dxil.dll, under Microsoft's own terms.",
    '',
    '| package | version | licence | ships as, or for |',
    '|---|---|---|---|',
    ...rows,
    '',
    '## Texts',
    ...(without.length > 0 ? [`These packages name their licence and bring no text of it: ${without.join(', ')}.`] : []),
    '',
    ...texts,
  ].join('\n')
}
