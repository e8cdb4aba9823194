import { host } from '../host'
import { offer } from './offer'

/** electron.globalShortcut: keys grabbed on X11's root window. A held key fires again, as in Electron on X11. */
class GlobalShortcut {
  private readonly callbacks = new Map<string, () => void>()

  /** False where another program holds the key, as documented. */
  register(accelerator: string, callback: () => void): boolean {
    if (this.callbacks.has(accelerator) || !host().desktop.now('grab', accelerator)) return false
    this.callbacks.set(accelerator, callback)
    return true
  }

  isRegistered(accelerator: string): boolean {
    return this.callbacks.has(accelerator)
  }

  unregister(accelerator: string): void {
    if (this.callbacks.delete(accelerator)) host().desktop.tell('ungrab', accelerator)
  }

  unregisterAll(): void {
    for (const accelerator of [...this.callbacks.keys()]) this.unregister(accelerator)
  }

  pressed(accelerator: string): void {
    this.callbacks.get(accelerator)?.()
  }
}

const hostShortcuts = new GlobalShortcut()
export const globalShortcut = offer('globalShortcut', hostShortcuts, ['register', 'isRegistered', 'unregister', 'unregisterAll'])

export function watchKeys(): void {
  host().desktop.on('key', (accelerator: string) => hostShortcuts.pressed(accelerator))
}
