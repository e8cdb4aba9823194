import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Arch, build, type Configuration, Platform } from 'electron-builder'
import { afterAll, beforeAll, expect, test } from 'vitest'
import config from '../../electron-builder'
import { DESKTOP_NAME } from '../../packaging/identity'
import { SYSTEM_PACKAGES } from '../../scripts/setup/system-packages.mjs'

const ROOT = join(import.meta.dirname, '../..')

// electron-builder says what it would hand to its packing tool and leaves it at that: the tools themselves
// (fpm, the AppImage runtime) it fetches from the network.
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'descry-targets-'))
  mkdirSync(join(folder, 'packed/resources'), { recursive: true })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What would be packed by electron-builder.ts, which it finds by itself, with some settings changed. */
async function planned(target: string, changes: Configuration = {}): Promise<unknown> {
  let plan: unknown
  await build({
    projectDir: ROOT,
    config: { ...changes, directories: { output: folder } },
    targets: Platform.LINUX.createTarget([target], Arch.x64),
    prepackaged: join(folder, 'packed'),
    publish: 'never',
    effectiveOptionComputed: (options: unknown) => {
      plan = Array.isArray(options) ? [...(options as unknown[]), readScripts(options[0] as string[])] : options
      return Promise.resolve(true)
    },
  })
  return plan
}

/** The scripts and the entry are temporary files, so they are read while they are there. */
function readScripts(args: readonly string[]): Record<string, string> {
  const after = (option: string): string => readFileSync(args[args.indexOf(option) + 1] ?? '', 'utf8')
  const [entry = ''] = (args.find((arg) => arg.endsWith('.desktop')) ?? '').split('=')
  return { install: after('--after-install'), remove: after('--after-remove'), entry: readFileSync(entry, 'utf8') }
}

test('the Debian package has its place, its command, its icons and its copyright', async () => {
  const [args, , scripts] = (await planned('deb')) as [string[], string, Record<string, string>]
  const placed = args.flatMap((arg) => /=(\/(?:usr|opt)\/.*)$/.exec(arg)?.[1] ?? [])
  expect(placed).toEqual(
    expect.arrayContaining([
      '/opt/Descry',
      `/usr/share/applications/${DESKTOP_NAME}`,
      '/usr/share/doc/descry/copyright',
      ...[16, 32, 48, 256, 512].map((size) => `/usr/share/icons/hicolor/${size}x${size}/apps/descry.png`),
    ]),
  )
  expect(scripts['install']).toMatch(/ln -sf '\/opt\/Descry\/descry' '\/usr\/bin\/descry'/)
  expect(scripts['remove']).toMatch(/rm -f '\/usr\/bin\/descry'/)
  const option = (name: string): string | undefined => args[args.indexOf(name) + 1]
  expect([option('--name'), option('--license'), option('--architecture')]).toEqual(['descry', 'Apache-2.0', 'amd64'])
})

test('the Debian package recommends what Descry uses when it is there, and no more', () => {
  const used = SYSTEM_PACKAGES.filter((entry) => !('test' in entry)).map(({ name }) => name)
  expect(config.deb?.recommends).toEqual(used.filter((name) => name !== 'python3-pip'))
  expect(config.deb?.recommends).toEqual(expect.arrayContaining(['speech-dispatcher', 'xclip']))
})

test('the desktop entry is in the accessibility menu, in English and German, and known by its window', async () => {
  const [, , scripts] = (await planned('deb')) as [string[], string, Record<string, string>]
  const lines = (scripts['entry'] ?? '').split('\n')
  expect(lines).toEqual(
    expect.arrayContaining([
      '[Desktop Entry]',
      'Name=Descry',
      'Exec=/opt/Descry/descry %U',
      'Icon=descry',
      'Terminal=false',
      'Categories=Utility;Accessibility;',
      `StartupWMClass=${DESKTOP_NAME.replace(/\.desktop$/, '')}`,
      expect.stringMatching(/^Comment=Looks at a picture or the screen/),
      expect.stringMatching(/^Comment\[de\]=Beschreibt /),
      expect.stringMatching(/^Keywords=.*blind;.*;$/),
      expect.stringMatching(/^Keywords\[de\]=.*Barrierefreiheit;.*;$/),
    ]),
  )
  const keys = lines.filter((line) => line.includes('=')).map((line) => line.split('=')[0])
  expect(new Set(keys).size).toBe(keys.length)
})

const canValidate = spawnSync('which', ['desktop-file-validate']).status === 0
test.skipIf(!canValidate)('the desktop entry is valid (needs desktop-file-validate)', async () => {
  const [, , scripts] = (await planned('deb')) as [string[], string, Record<string, string>]
  const file = join(folder, DESKTOP_NAME)
  writeFileSync(file, scripts['entry'] ?? '')
  const { status, stdout } = spawnSync('desktop-file-validate', [file], { encoding: 'utf8' })
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
})

test('the AppImage has the same entry, and does not give up the sandbox', async () => {
  const { desktop, desktopFileName } = (await planned('AppImage')) as { desktop: string; desktopFileName: string }
  expect(desktopFileName).toBe(DESKTOP_NAME)
  expect(desktop).toMatch(/^Exec=AppRun %U$/m)
  expect(desktop).not.toMatch(/no-sandbox/)
})

test('electron-builder refuses what its schema does not know, for systems that are not this one too', async () => {
  const wrong = { mac: { nonsense: true } } as Configuration
  await expect(planned('deb', wrong)).rejects.toThrow(/configuration\.mac should be/)
})
