import type { IpcRenderer } from 'electron'
import type { STAGE_PORT } from '../shared/stage-protocol'

const MESSAGE: typeof STAGE_PORT = 'descry:stage-port'

/**
 * Passes the port that main sends on to the stage's page: a port cannot cross the bridge between the two
 * worlds, a message to the window can.
 *
 * SECURITY: addressed to this document's own origin, so that a page that came in its place gets nothing.
 */
export function handOverPort(
  ipc: Pick<IpcRenderer, 'on'>,
  page: { readonly location: { readonly origin: string }; readonly postMessage: Window['postMessage'] },
): void {
  ipc.on(MESSAGE, (event) => {
    page.postMessage(MESSAGE, page.location.origin, [...event.ports])
  })
}
