import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import config from '../../electron-builder'
import { DESKTOP_NAME } from '../../packaging/identity'
import { USAGE } from '../../packaging/mac/usage'

const ROOT = join(import.meta.dirname, '../..')
const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const has = (program: string): boolean => spawnSync('which', [program]).status === 0

test('every file that the configuration names is there', () => {
  const named = [
    config.linux?.icon,
    config.win?.icon,
    config.nsis?.include,
    config.mac?.icon,
    config.mac?.entitlements,
    config.mac?.entitlementsInherit,
    ...[config.extraResources, config.win?.extraFiles, config.mac?.extraResources]
      .flat()
      .map((entry) => (typeof entry === 'object' ? entry?.from : entry)),
  ]
  expect(named.filter((path) => typeof path !== 'string' || !existsSync(join(ROOT, path)))).toEqual([])
})

test('a desktop name in package.json is the one that is installed', () => {
  const { desktopName = DESKTOP_NAME } = JSON.parse(text('package.json')) as { desktopName?: string }
  expect(desktopName).toBe(DESKTOP_NAME)
  expect(config.extraMetadata).toMatchObject({ desktopName: DESKTOP_NAME })
})

test('macOS is told in plain words what each permission is for, in English and German', () => {
  expect(config.mac?.extendInfo).toEqual(USAGE)
  const german = [...text('packaging/mac/de.lproj/InfoPlist.strings').matchAll(/^(\w+) = "(.+)";$/gm)]
  expect(german.map(([, key]) => key)).toEqual(Object.keys(USAGE))
  for (const words of [...Object.values(USAGE), ...german.map(([, , sentence]) => sentence)]) {
    expect(words).toMatch(/^Descry .{20,}\.$/)
  }
})

test('macOS grants the camera, the microphone, Apple events and V8, and nothing else', () => {
  const granted = [...text('packaging/mac/entitlements.plist').matchAll(/<key>(.+)<\/key>\s*<(\w+)\/>/g)]
  expect(granted.map(([, key, value]) => [key, value])).toEqual([
    ['com.apple.security.cs.allow-jit', 'true'],
    ['com.apple.security.device.camera', 'true'],
    ['com.apple.security.device.audio-input', 'true'],
    ['com.apple.security.automation.apple-events', 'true'],
  ])
  expect(config.mac?.hardenedRuntime).toBe(true)
})

test('on Windows the command waits for Descry, hands on every argument and the exit code', () => {
  const lines = text('packaging/windows/descry.cmd').trim().split(/\r?\n/)
  expect(lines.slice(-2)).toEqual(['"%~dp0Descry.exe" %*', 'exit /b %ERRORLEVEL%'])
  expect(config.nsis).toMatchObject({ oneClick: true, perMachine: false })
})

test.skipIf(!has('makensis'))("the installer's own part for Windows compiles (needs makensis)", () => {
  const folder = mkdtempSync(join(tmpdir(), 'descry-nsis-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const script = join(folder, 'all.nsi')
  writeFileSync(
    script,
    `Unicode true\nName Descry\nOutFile "${join(folder, 'descry-installer.exe')}"\n!define APP_FILENAME descry
!include "${join(ROOT, 'packaging/windows/installer.nsh')}"
Section\n!insertmacro customInstall\nWriteUninstaller "$TEMP\\gone.exe"\nSectionEnd
Section Uninstall\n!insertmacro customUnInstall\nSectionEnd\n`,
  )
  execFileSync('makensis', ['-V2', '-WX', script], { stdio: 'pipe' })
  expect(readFileSync(join(folder, 'descry-installer.exe')).subarray(0, 2).toString()).toBe('MZ')
})
