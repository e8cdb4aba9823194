import type { IpcRenderer } from 'electron'
import type { DescryApi, WindowName } from '../shared/ipc-schema'
import { EVENT_WINDOWS, has, INVOKE_WINDOWS } from './channels'

/**
 * `window.descry` of one window's page: the channels of that window, by name; any other name throws.
 *
 * Payloads are validated in main: requests as they arrive; replies and events, with the same schemas,
 * before they leave (src/main/app/security/ipc.ts). Not here again: main is the side that is trusted, and
 * the schemas make this script 206 KB instead of 3, which took each of four windows 70 to 130 ms to load.
 *
 * SECURITY: the page never gets ipcRenderer, an event object or a channel that is not in the tables.
 */
export function createBridge(
  ipc: Pick<IpcRenderer, 'invoke' | 'on' | 'removeListener'>,
  window: WindowName,
): DescryApi {
  return {
    async invoke(name, ...args) {
      if (!has(INVOKE_WINDOWS, name, window)) throw new Error('No such channel.')
      return (await ipc.invoke(name, ...args)) as never
    },
    on(name, hear) {
      if (!has(EVENT_WINDOWS, name, window)) throw new Error('No such channel.')
      const listener = (_event: unknown, payload: unknown) => hear(payload as never)
      ipc.on(name, listener)
      return () => void ipc.removeListener(name, listener)
    },
  }
}
