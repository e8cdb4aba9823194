import { homedir } from 'node:os'
import { join } from 'node:path'
import { cacheFolder, settingsFolder } from '../main/settings/settings-folder'

/** Where the engine keeps what it learns of this machine: its devices, and graphs that it changed. */
export function ownEngine(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): { readonly devices: { readonly file: string }; readonly cacheFolder: string } {
  return {
    devices: { file: join(settingsFolder(env, platform, homedir()), 'devices.json') },
    cacheFolder: join(cacheFolder(env, platform, homedir()), 'graphs'),
  }
}
