import { EventEmitter } from 'node:events'
import { offer } from './offer'

type Handler = (event: object, ...args: unknown[]) => unknown

/** electron.ipcMain: one handler a channel for `invoke`, listeners for `send`. */
class IpcMain extends EventEmitter {
  private readonly handlers = new Map<string, Handler>()

  handle(channel: string, handler: Handler): void {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    if (typeof handler !== 'function') throw new TypeError(`Expected handler to be a function, but found type '${typeof handler}'`)
    this.handlers.set(channel, handler)
  }

  removeHandler(channel: string): void {
    this.handlers.delete(channel)
  }

  /** Rejects with what the page gets to see: Electron's own sentence. */
  async invoked(channel: string, event: object, args: unknown[]): Promise<unknown> {
    try {
      const handler = this.handlers.get(channel)
      if (!handler) throw new Error(`No handler registered for '${channel}'`)
      return await handler(event, ...args)
    } catch (error) {
      throw new Error(`Error invoking remote method '${channel}': ${String(error)}`, { cause: error })
    }
  }
}

export const hostIpcMain = new IpcMain()
export const ipcMain = offer('ipcMain', hostIpcMain, ['handle', 'removeHandler'])
