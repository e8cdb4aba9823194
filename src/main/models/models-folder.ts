import { posix, win32 } from 'node:path'

/**
 * Where models are kept: the place of each system for what belongs to one user's program and is not a
 * setting. `DESCRY_MODELS` names another one.
 * Sources: XDG Base Directory Specification 0.8; Windows' known folder LocalAppData (models are too large to
 * roam); Apple's File System Programming Guide.
 */
export function modelsFolder(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  home: string,
): string {
  const own = environment['DESCRY_MODELS']
  if (own) return own
  if (platform === 'win32') {
    const local = environment['LOCALAPPDATA'] || win32.join(home, 'AppData', 'Local')
    return win32.join(local, 'Descry', 'models')
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Descry', 'models')
  const data = environment['XDG_DATA_HOME']
  // The specification has relative values ignored.
  return posix.join(data?.startsWith('/') ? data : posix.join(home, '.local', 'share'), 'descry', 'models')
}
