import { createProcessSearch } from '../processes/process-search'
import type { Desktop, ScreenReaderName } from './desktop'
import { createMacDesktop } from './macos/mac-desktop'
import { macNative } from './macos/native'
import { createUnsupportedDesktop } from './unsupported'
import { createWindowsDesktop } from './windows/windows-desktop'
import { loadWindowsNative } from './windows/native'
import { createDesktopEntryNames } from './x11/desktop-entries'
import { createX11Desktop } from './x11/x11-desktop'

type Env = Readonly<Record<string, string | undefined>>

/** Why windows cannot be told apart here on Linux; undefined where X11 can be asked. */
export function whyUnsupported(env: Env): string | undefined {
  // With XWayland there is a DISPLAY, too, but it knows only its own windows, and not what is in front.
  if (env['XDG_SESSION_TYPE'] === 'wayland' || env['WAYLAND_DISPLAY']) return 'Wayland'
  return env['DISPLAY'] ? undefined : 'no display'
}

/** The user's languages as .desktop files name them: "de_AT", "de". */
export function entryLanguages(env: Env): readonly string[] {
  const wanted = [...(env['LANGUAGE'] ?? '').split(':'), env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '']
  const names = wanted.map((name) => name.replace(/[.@].*$/, '')).filter((name) => /^[a-z]{2,3}(_[A-Z]{2})?$/.test(name))
  return [...new Set(names.flatMap((name) => [name, name.replace(/_.*$/, '')]))]
}

function linuxReader(env: Env): () => Promise<ScreenReaderName | null> {
  const orcaRuns = createProcessSearch('orca', env['XDG_RUNTIME_DIR'])
  return async () => ((await orcaRuns()) ? 'orca' : null)
}

/** What this system tells of other programs' windows. Nothing is opened before the first call. */
export function createDesktop(env: Env, platform: NodeJS.Platform): Desktop {
  if (platform === 'win32') return createWindowsDesktop(loadWindowsNative)
  if (platform === 'darwin') return createMacDesktop(macNative, process.pid)
  const why = whyUnsupported(env)
  if (why !== undefined) return createUnsupportedDesktop(why, linuxReader(env))
  const names = createDesktopEntryNames(env, entryLanguages(env), () => performance.now())
  return createX11Desktop({ display: env['DISPLAY'] ?? '', names, screenReader: linuxReader(env) })
}
