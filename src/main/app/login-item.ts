import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { failure, type Failure } from '../../shared/codes'

/** Started with this, Descry opens no window. */
const HIDDEN = '--hidden'

/** Electron's `app`, as far as it is used here (macOS and Windows only). */
interface LoginItemApp {
  readonly isPackaged: boolean
  setLoginItemSettings(settings: { openAtLogin: boolean; args?: string[] }): void
  getLoginItemSettings(options?: { args?: string[] }): {
    readonly openAtLogin: boolean
    readonly executableWillLaunchAtLogin?: boolean
  }
}

interface LoginItemParts {
  readonly app: LoginItemApp
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** The program and its arguments that start Descry on Linux, absolute paths, without `--hidden`. */
  readonly command: readonly string[]
  /** File name of the entry on Linux, that of the installed .desktop file. */
  readonly entry: string
}

/** Whether Descry starts when its user logs in. The system keeps the answer, so it is asked each time. */
export interface LoginItem {
  read(): Promise<{ possible: boolean; on: boolean }>
  /** `login-item-unavailable` when the system has no way to do it or did not; `settings-unwritable`. */
  write(on: boolean): Promise<{ ok: true } | Failure>
}

export function loginItem(parts: LoginItemParts): LoginItem {
  return parts.platform === 'linux' ? autostartEntry(parts) : systemItem(parts)
}

/** macOS and Windows: app.setLoginItemSettings, as Electron documents it. Only an installed app can be one. */
function systemItem({ app, platform }: LoginItemParts): LoginItem {
  // macOS passes no arguments on; there `wasOpenedAtLogin` tells.
  const args = platform === 'win32' ? { args: [HIDDEN] } : {}
  const possible = app.isPackaged && (platform === 'win32' || platform === 'darwin')
  const isOn = (): boolean => {
    const settings = app.getLoginItemSettings(args)
    // The task manager of Windows can switch an entry off without removing it.
    return settings.openAtLogin && settings.executableWillLaunchAtLogin !== false
  }
  return {
    read: async () => ({ possible, on: possible && isOn() }),
    async write(on) {
      if (!possible) return failure('login-item-unavailable')
      app.setLoginItemSettings({ openAtLogin: on, ...args })
      return isOn() === on ? { ok: true } : failure('login-item-unavailable', 'the system did not do it')
    },
  }
}

/** Characters that an argument of Exec must be quoted for (Desktop Entry Specification 1.5, "The Exec key"). */
const RESERVED = /[\s"'\\><~|&;$*?#()`]/

/**
 * An argument as it stands in the Exec key: quoted, then escaped as a field code, then as a value of
 * type string. Pure.
 */
export function execArgument(argument: string): string {
  const quoted =
    argument === '' || RESERVED.test(argument) ? `"${argument.replace(/(["`$\\])/g, '\\$1')}"` : argument
  return quoted.replaceAll('%', '%%').replaceAll('\\', '\\\\')
}

/** Linux: an entry of the Desktop Application Autostart Specification, in the user's own folder. */
function autostartEntry({ env, command, entry }: LoginItemParts): LoginItem {
  const config = env['XDG_CONFIG_HOME'] || (env['HOME'] ? join(env['HOME'], '.config') : '')
  const folder = join(config, 'autostart')
  const path = join(folder, entry)
  // A line break cannot be written into an entry at all.
  const possible = config !== '' && command.length > 0 && !command.some((word) => /[\r\n]/.test(word))
  const exec = `Exec=${[...command, HIDDEN].map(execArgument).join(' ')}`
  const text = ['[Desktop Entry]', 'Type=Application', 'Name=Descry', exec, 'Terminal=false', ''].join('\n')

  async function isOn(): Promise<boolean> {
    const lines = (await readFile(path, 'utf8').catch(() => '')).split(/\r?\n/).map((line) => line.trim())
    const switchedOff = lines.some((line) => /^(Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)$/.test(line))
    // An entry of another Descry would not start this one.
    return lines.includes(exec) && !switchedOff
  }

  return {
    read: async () => ({ possible, on: possible && (await isOn()) }),
    async write(on) {
      if (!possible) return failure('login-item-unavailable')
      const draft = `${path}.${process.pid}.new`
      try {
        if (on) {
          await mkdir(folder, { recursive: true, mode: 0o700 })
          await writeFile(draft, text, { mode: 0o644 })
          // Whole or not at all: a session that starts just now never reads half an entry.
          await rename(draft, path)
        } else {
          await rm(path, { force: true })
        }
        return { ok: true }
      } catch (error) {
        await rm(draft, { force: true }).catch(() => undefined)
        return failure('settings-unwritable', (error as NodeJS.ErrnoException).code ?? String(error))
      }
    },
  }
}
