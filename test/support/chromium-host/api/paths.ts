import { readFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

interface PackageJson {
  readonly name?: string
  readonly productName?: string
  readonly version?: string
}

/** The folder of the app: the nearest one above its entry that has a package.json. */
export function appFolder(entry: string): string {
  for (let folder = dirname(resolve(entry)); folder !== dirname(folder); folder = dirname(folder)) {
    try {
      readFileSync(join(folder, 'package.json'))
      return folder
    } catch {
      continue
    }
  }
  return dirname(resolve(entry))
}

export function readPackage(folder: string): PackageJson {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageJson
  } catch {
    return {}
  }
}

/** A folder of the user's as xdg-user-dirs has it: XDG_DOCUMENTS_DIR="$HOME/Dokumente". */
function userFolder(config: string, name: string): string | undefined {
  try {
    const found = new RegExp(`^XDG_${name}_DIR="(.*)"$`, 'm').exec(readFileSync(join(config, 'user-dirs.dirs'), 'utf8'))?.[1]
    return found?.replace(/^\$HOME/, homedir())
  } catch {
    return undefined
  }
}

/** Electron's folders on Linux (docs/api/app, app.getPath), as far as the host offers them. */
export class Paths {
  private readonly set = new Map<string, string>()

  constructor(private readonly name: () => string) {}

  get(which: string): string {
    const set = this.set.get(which)
    if (set !== undefined) return set
    const config = process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config')
    switch (which) {
      case 'userData':
        return join(config, this.name())
      case 'sessionData':
        return this.get('userData')
      case 'logs':
        return join(this.get('userData'), 'logs')
      case 'home':
        return homedir()
      case 'documents':
        return userFolder(config, 'DOCUMENTS') ?? join(homedir(), 'Documents')
      case 'temp':
        return tmpdir()
      case 'exe':
        return process.execPath
      default:
        throw new Error(`the Chromium host does not offer electron.app.getPath('${which}')`)
    }
  }

  /** As documented: a path that is not absolute, or a name that is not known, throws. */
  put(which: string, path: string): void {
    this.get(which)
    if (!path.startsWith('/')) throw new Error('Path must be absolute')
    this.set.set(which, path)
  }
}
