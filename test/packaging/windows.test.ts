import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { Arch, build, Platform } from 'electron-builder'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeStandIn } from '../../packaging/electron-stand-in.mjs'
import { FUSES } from '../../packaging/fuses'
import { ensureBuilt } from '../cli/e2e/support/build'

const ROOT = join(import.meta.dirname, '../..')
const possible = spawnSync('which', ['makensis']).status === 0

/** The smallest thing that Windows would start and that carries a version, as electron-builder wants it. */
const PROGRAM = ['Unicode true', 'Name Descry', 'VIProductVersion 1.0.0.0', 'VIAddVersionKey FileVersion 1.0']
const SECTION = ['VIAddVersionKey FileDescription Descry', 'VIAddVersionKey LegalCopyright none', 'Section', 'SectionEnd']

/** Electron's folder for Windows, with a program of NSIS's making that has the stand-in's fuses at its end. */
function standIn(folder: string): string {
  const electron = join(folder, 'electron')
  makeStandIn(electron, '45.4.1')
  const script = join(folder, 'program.nsi')
  writeFileSync(script, [...PROGRAM, `OutFile "${join(folder, 'program.exe')}"`, ...SECTION, ''].join('\n'))
  execFileSync('makensis', ['-V1', script])
  const withFuses = readFileSync(join(electron, 'electron'))
  renameSync(join(electron, 'electron'), join(electron, 'electron.exe'))
  writeFileSync(join(electron, 'electron.exe'), Buffer.concat([readFileSync(join(folder, 'program.exe')), withFuses]))
  return electron
}

describe.skipIf(!possible)('the package for Windows (needs makensis)', () => {
  let folder: string | undefined
  let packed: string
  beforeAll(async () => {
    await ensureBuilt()
    const made = (folder = mkdtempSync(join(tmpdir(), 'descry-windows-')))
    await build({
      projectDir: ROOT,
      // Its icon and names are written by a program that is fetched from the network.
      config: { electronDist: standIn(made), directories: { output: made }, win: { signAndEditExecutable: false } },
      targets: Platform.WINDOWS.createTarget(['dir'], Arch.x64),
      publish: 'never',
    })
    packed = join(made, 'win-unpacked')
    // A packaging takes seconds, and a minute on a busy machine.
  }, 300_000)
  afterAll(() => folder && rmSync(folder, { recursive: true, force: true }))

  test('has its program, and beside it the command for prompts', () => {
    expect(readdirSync(packed)).toEqual(expect.arrayContaining(['Descry.exe', 'descry.cmd']))
    expect(readFileSync(join(packed, 'descry.cmd'), 'utf8')).toContain('"%~dp0Descry.exe" %*')
  })

  test('has native code for Windows on this processor alone', () => {
    const native = readdirSync(join(packed, 'resources/app.asar.unpacked'), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(node|so|dll|dylib)(\.|$)/.test(path))
    expect(native.some((path) => path.endsWith('win32/x64/onnxruntime_binding.node'))).toBe(true)
    expect(native.filter((path) => !/win32.*x64/.test(path))).toEqual([])
  })

  test('knows the hash of its archive, and has its nine fuses set', async () => {
    const program = join(packed, 'Descry.exe')
    expect(readFileSync(program, 'latin1')).toMatch(/"file":"resources\\\\app\.asar","alg":"SHA256"/)
    const wire = await getCurrentFuseWire(program)
    const on = FUSES.filter(({ fuse }) => wire[fuse] === FuseState.ENABLE).map(({ fuse }) => FuseV1Options[fuse])
    expect(on).toEqual(FUSES.filter((row) => row.on).map(({ fuse }) => FuseV1Options[fuse]))
  })
})
