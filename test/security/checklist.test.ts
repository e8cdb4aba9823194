import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { contentSecurityPolicy } from '../../src/main/app/security/content-security-policy'
import { PRIVILEGED_SCHEMES } from '../../src/main/app/security/scheme'
import { webPreferences } from '../../src/main/app/security/window-options'
import { WINDOWS } from '../../src/shared/ipc-schema'
import { filesWith, SOURCES } from './source'

const ROOT = resolve(import.meta.dirname, '../..')
const PREFERENCES = WINDOWS.map((window) => webPreferences(window, { preload: '/p', packaged: true }))
const START = 'src/main/app/start.ts'
const windows = 'src/main/app/security/window-options.ts'

interface Point {
  /** As the point is headed in Electron's tutorial "Security". */
  readonly title: string
  /** Where it is honoured, and where more than below is tested. */
  readonly where: readonly string[]
  readonly check: () => void
}

const preference = (name: keyof (typeof PREFERENCES)[number], value: unknown) => () => {
  for (const preferences of PREFERENCES) expect(preferences[name]).toBe(value)
}
const calls = (name: string) => () => {
  expect(SOURCES.get(START)).toMatch(new RegExp(String.raw`^\s*${name}\(`, 'm'))
}

/** Electron's list of twenty, in its order. */
const POINTS: readonly Point[] = [
  {
    title: 'Only load secure content',
    where: ['src/main/app/windows.ts', 'src/main/app/security/network-guard.ts', 'test/security/network-users.test.ts'],
    check: () => {
      expect(filesWith(/\.loadURL\(/)).toEqual(['src/main/app/windows.ts'])
      const loads = [...SOURCES.get('src/main/app/windows.ts')!.matchAll(/\.loadURL\(([^)]*)/g)].map((match) => match[1])
      for (const load of loads) expect(load).toMatch(/^pageUrl\(/)
    },
  },
  {
    title: 'Do not enable Node.js integration for remote content',
    where: [windows, 'test/main/app/security/window-options.test.ts'],
    check: () => {
      preference('nodeIntegration', false)()
      preference('nodeIntegrationInWorker', false)()
      preference('nodeIntegrationInSubFrames', false)()
    },
  },
  { title: 'Enable context isolation', where: [windows], check: preference('contextIsolation', true) },
  {
    title: 'Enable process sandboxing',
    where: [windows, START, 'test/e2e/security.test.ts'],
    check: () => {
      preference('sandbox', true)()
      calls('app\\.enableSandbox')()
      expect(filesWith(/no-sandbox/)).toEqual([])
    },
  },
  {
    title: 'Handle session permission requests from remote content',
    where: ['src/main/app/security/permissions.ts', START, 'test/main/app/security/permissions.test.ts'],
    check: calls('guardPermissions'),
  },
  { title: 'Do not disable webSecurity', where: [windows], check: preference('webSecurity', true) },
  {
    title: 'Define a Content Security Policy',
    where: ['src/main/app/security/content-security-policy.ts', 'test/security/content-security-policy.test.ts'],
    check: () => {
      for (const window of WINDOWS) {
        expect(contentSecurityPolicy(window, 'N')).toMatch(/^default-src 'none'; script-src 'self'; /)
      }
    },
  },
  { title: 'Do not enable allowRunningInsecureContent', where: [windows], check: preference('allowRunningInsecureContent', false) },
  { title: 'Do not enable experimental features', where: [windows], check: preference('experimentalFeatures', false) },
  {
    title: 'Do not use enableBlinkFeatures',
    where: [windows],
    check: () => {
      preference('enableBlinkFeatures', undefined)()
      expect(filesWith(/enableBlinkFeatures|enable-blink-features|enable-features/)).toEqual([])
    },
  },
  {
    title: 'Do not use allowpopups for WebViews',
    where: [windows],
    check: () => {
      preference('webviewTag', false)()
      expect(filesWith(/<webview|allowpopups/)).toEqual([])
    },
  },
  {
    title: 'Verify WebView options before creation',
    where: ['src/main/app/security/navigation.ts', 'test/main/app/security/navigation.test.ts'],
    check: () => expect(SOURCES.get('src/main/app/security/navigation.ts')).toContain("on('will-attach-webview', refuse)"),
  },
  {
    title: 'Disable or limit navigation',
    where: ['src/main/app/security/navigation.ts', START, 'test/main/app/security/navigation.test.ts'],
    check: calls('guardNavigation'),
  },
  {
    title: 'Disable or limit creation of new windows',
    where: ['src/main/app/security/navigation.ts', 'src/main/app/windows.ts', 'test/main/app/security/navigation.test.ts'],
    check: () => {
      expect(filesWith(/new BrowserWindow\b|new WebContentsView\b|new BaseWindow\b/)).toEqual(['src/main/app/windows.ts'])
      expect(SOURCES.get('src/main/app/windows.ts')).toContain('webPreferences: webPreferences(')
      expect(filesWith(/action: 'allow'/)).toEqual([])
    },
  },
  {
    title: 'Do not use shell.openExternal with untrusted content',
    where: ['src/main/app'],
    check: () => expect(filesWith(/openExternal/)).toEqual([]),
  },
  {
    title: 'Use a current version of Electron',
    where: ['package.json'],
    check: () => {
      const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
        devDependencies: Record<string, string>
      }
      // One exact version, never an older line than what this was written for.
      expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/)
      expect(Number.parseInt(devDependencies['electron'] ?? '', 10)).toBeGreaterThanOrEqual(45)
    },
  },
  {
    title: 'Validate the sender of all IPC messages',
    where: ['src/main/app/security/ipc.ts', 'test/main/app/security/ipc.test.ts'],
    check: () => {
      expect(filesWith(/\bipcMain\b/)).toEqual(['src/main/app/security/ipc.ts', START])
      // It is handed over whole, and nothing else is done with it.
      expect(SOURCES.get(START)!.match(/\bipcMain\b[^,]?/g)).toEqual(['ipcMain', 'ipcMain'])
      expect(filesWith(/\bipcMain\.(?!handle\()/)).toEqual([])
    },
  },
  {
    title: 'Avoid usage of the file:// protocol and prefer usage of custom protocols',
    where: ['src/main/app/security/scheme.ts', 'test/main/app/security/scheme.test.ts'],
    check: () => {
      expect(PRIVILEGED_SCHEMES.map(({ scheme }) => scheme)).toEqual(['app'])
      expect(filesWith(/file:\/\/|\.loadFile\(/)).toEqual([])
    },
  },
  {
    title: 'Check which fuses you can change',
    where: ['packaging/fuses.ts', 'test/packaging/fuses.test.ts'],
    check: () => expect(readFileSync(join(ROOT, 'packaging/fuses.ts'), 'utf8')).toContain('FuseV1Options'),
  },
  {
    title: 'Do not expose Electron APIs to untrusted web content',
    where: ['src/preload/bridge.ts', 'test/preload/bridge.test.ts', 'test/preload/built-script.test.ts'],
    check: () => {
      expect(filesWith(/exposeInMainWorld/)).toEqual(['src/preload/index.ts'])
      expect(SOURCES.get('src/preload/index.ts')!.match(/exposeInMainWorld\([^(]*/g)).toEqual([
        "exposeInMainWorld('descry', createBridge",
      ])
    },
  },
]

test('the list has all twenty points', () => {
  expect(new Set(POINTS.map((point) => point.title)).size).toBe(20)
})

test.each(POINTS.map((point, i) => [i + 1, point.title, point] as const))('%d. %s', (_number, _title, { where, check }) => {
  for (const path of where) expect({ path, there: existsSync(join(ROOT, path)) }).toEqual({ path, there: true })
  check()
})
