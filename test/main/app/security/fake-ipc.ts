import type { IpcMainInvokeEvent, MessagePortMain, WebContents, WebFrameMain } from 'electron'
import { createIpc, type Ipc } from '../../../../src/main/app/security/ipc'
import { WINDOWS, type WindowName } from '../../../../src/shared/ipc-schema'

const ORIGIN = 'app://descry'

/** A page as ipc.ts sees it, which writes down what it is told. */
export interface FakePage {
  readonly contents: WebContents
  readonly told: { channel: string; payload: unknown }[]
  readonly ports: { channel: string; ports: MessagePortMain[] }[]
  frame: WebFrameMain
  destroyed: boolean
}

export function fakeFrame(origin: string, parent: WebFrameMain | null = null): WebFrameMain {
  return { origin, parent } as unknown as WebFrameMain
}

export function fakePage(origin = ORIGIN): FakePage {
  const page: FakePage = {
    told: [],
    ports: [],
    frame: fakeFrame(origin),
    destroyed: false,
    contents: {
      get mainFrame() {
        return page.frame
      },
      isDestroyed: () => page.destroyed,
      send: (channel: string, payload: unknown) => void page.told.push({ channel, payload }),
      postMessage: (channel: string, _message: unknown, ports: MessagePortMain[]) =>
        void page.ports.push({ channel, ports }),
    } as unknown as WebContents,
  }
  return page
}

type Listener = (event: IpcMainInvokeEvent, ...args: unknown[]) => Promise<unknown>

export interface FakeWorld {
  readonly ipc: Ipc
  readonly pages: Record<WindowName, FakePage>
  /** As Electron calls the listener of a channel. */
  invoke(channel: string, sender: WebContents, senderFrame: WebFrameMain | null, args: unknown[]): Promise<unknown>
  /** Everything that was reported, as one text each. */
  readonly reports: string[]
}

export function fakeWorld(): FakeWorld {
  const listeners = new Map<string, Listener>()
  const reports: string[] = []
  const pages = Object.fromEntries(WINDOWS.map((name) => [name, fakePage()])) as Record<WindowName, FakePage>
  const ipc = createIpc({
    ipcMain: { handle: (channel: string, listener: Listener) => listeners.set(channel, listener) },
    windowOf: (contents) => WINDOWS.find((name) => pages[name].contents === contents) ?? null,
    contentsOf: (name) => pages[name].contents,
    origin: ORIGIN,
    report: {
      refused: (channel, reason, window) => void reports.push(`${channel} ${reason} ${window}`),
      failed: (channel) => void reports.push(`${channel} failed`),
    },
  })
  return {
    ipc,
    pages,
    reports,
    invoke: (channel, sender, senderFrame, args) =>
      listeners.get(channel)!({ sender, senderFrame } as IpcMainInvokeEvent, ...args),
  }
}
