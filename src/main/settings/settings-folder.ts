import { posix, win32 } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/** The XDG Base Directory Specification has relative values ignored. */
const xdg = (value: string | undefined, otherwise: string): string => (value?.startsWith('/') ? value : otherwise)

/**
 * Where the app keeps its settings: Electron's `userData` of a program called Descry, for those who must know
 * it without Electron. Source: Electron's documentation of `app.getPath`.
 */
export function settingsFolder(env: Environment, platform: NodeJS.Platform, home: string): string {
  if (platform === 'win32') return win32.join(env['APPDATA'] || win32.join(home, 'AppData', 'Roaming'), 'Descry')
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Descry')
  return posix.join(xdg(env['XDG_CONFIG_HOME'], posix.join(home, '.config')), 'Descry')
}

/** Where what can be made again is kept: changed copies of graphs. */
export function cacheFolder(env: Environment, platform: NodeJS.Platform, home: string): string {
  if (platform === 'win32') {
    return win32.join(env['LOCALAPPDATA'] || win32.join(home, 'AppData', 'Local'), 'Descry', 'cache')
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Caches', 'Descry')
  return posix.join(xdg(env['XDG_CACHE_HOME'], posix.join(home, '.cache')), 'descry')
}
