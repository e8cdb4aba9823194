import type { IpcMain, IpcMainInvokeEvent, MessagePortMain, WebContents } from 'electron'
import {
  eventSpec,
  invokeSpec,
  type EventName,
  type EventPayload,
  type InvokeName,
  type InvokeReply,
  type InvokeRequest,
  type WindowName,
} from '../../../shared/ipc-schema'
import { STAGE_PORT } from '../../../shared/stage-protocol'

export const IPC_REFUSALS = [
  'unknown-window',
  'wrong-window',
  'no-frame',
  'subframe',
  'foreign-origin',
  'malformed-request',
  'malformed-reply',
  'malformed-event',
] as const
export type IpcRefusal = (typeof IPC_REFUSALS)[number]

/** What happened at the boundary. SECURITY: no payload is ever handed on, it may be an answer's text. */
interface IpcReport {
  refused(channel: InvokeName | EventName | typeof STAGE_PORT, reason: IpcRefusal, window: WindowName | null): void
  /** The code behind a channel threw: a bug. */
  failed(channel: InvokeName, error: unknown): void
}

interface IpcParts {
  readonly ipcMain: Pick<IpcMain, 'handle'>
  /** Which window of ours a page belongs to; null for any other. */
  readonly windowOf: (contents: WebContents) => WindowName | null
  /** The page of a window; null while there is none. */
  readonly contentsOf: (window: WindowName) => WebContents | null
  /** The one origin that is heard and told, such as `app://descry`. */
  readonly origin: string
  readonly report: IpcReport
}

type Reply<N extends InvokeName> = InvokeReply<N> | Promise<InvokeReply<N>>

export interface Ipc {
  /** Answers a channel; once a channel. `window` is who asks. */
  handle<N extends InvokeName>(name: N, reply: (request: InvokeRequest<N>, window: WindowName) => Reply<N>): void
  /** @returns false when the window is not there, is not told this, or the payload is not what it should be */
  send<N extends EventName>(window: WindowName, name: N, payload: EventPayload<N>): boolean
  /** Tells every window that has this event; the payload is checked once. */
  broadcast<N extends EventName>(name: N, payload: EventPayload<N>): void
  /** Hands the stage's page its end of the port. @returns false when the page is not there */
  sendStagePort(port: MessagePortMain): boolean
}

/** What a page is told of a refusal or of a bug: nothing that could help or leak. */
const REFUSED = 'Descry refused this request.'
const FAILED = 'Descry could not do this.'

/**
 * The one place that listens to pages and speaks to them. A request is heard only from the main frame of
 * a window of ours that has the channel, showing a page of our own origin, with a payload that fits the
 * schema; replies and events are held to their schemas as well, so that a bug of ours cannot leak.
 */
export function createIpc({ ipcMain, windowOf, contentsOf, origin, report }: IpcParts): Ipc {
  // SECURITY: in this order; each check is needed, and none may be left out for any channel.
  function refusal(event: IpcMainInvokeEvent, windows: readonly WindowName[]): IpcRefusal | null {
    const window = windowOf(event.sender)
    if (window === null) return 'unknown-window'
    if (!windows.includes(window)) return 'wrong-window'
    const frame = event.senderFrame
    // The frame was navigated away or closed since: nobody knows who asked.
    if (frame === null) return 'no-frame'
    if (frame.parent !== null || frame !== event.sender.mainFrame) return 'subframe'
    return frame.origin === origin ? null : 'foreign-origin'
  }

  /** SECURITY: a window that shows anything but our own page is told nothing. */
  function pageOf(window: WindowName): WebContents | null {
    const contents = contentsOf(window)
    return contents && !contents.isDestroyed() && contents.mainFrame.origin === origin ? contents : null
  }

  function checked<N extends EventName>(name: N, window: WindowName | null, payload: EventPayload<N>) {
    const parsed = eventSpec(name).payload.safeParse(payload)
    if (!parsed.success) report.refused(name, 'malformed-event', window)
    return parsed
  }

  return {
    handle(name, reply) {
      const spec = invokeSpec(name)
      ipcMain.handle(name, async (event, ...args: unknown[]): Promise<unknown> => {
        const reason = refusal(event, spec.windows)
        const window = windowOf(event.sender)
        if (reason !== null || window === null) {
          report.refused(name, reason ?? 'unknown-window', window)
          throw new Error(REFUSED)
        }
        const request = spec.request.safeParse(args)
        if (!request.success) {
          report.refused(name, 'malformed-request', window)
          throw new Error(REFUSED)
        }
        // SECURITY: what was thrown stays here; its words and its cause may tell more than a page should know.
        const answer = await Promise.resolve()
          .then(() => reply(request.data as InvokeRequest<typeof name>, window))
          .then(
            (value) => ({ value }),
            (error: unknown) => report.failed(name, error),
          )
        if (!answer) throw new Error(FAILED)
        const parsed = spec.reply.safeParse(answer.value)
        if (parsed.success) return parsed.data
        report.refused(name, 'malformed-reply', window)
        throw new Error(FAILED)
      })
    },

    send(window, name, payload) {
      if (!eventSpec(name).windows.includes(window)) {
        report.refused(name, 'wrong-window', window)
        return false
      }
      const page = pageOf(window)
      if (!page) return false
      const parsed = checked(name, window, payload)
      if (parsed.success) page.send(name, parsed.data)
      return parsed.success
    },

    broadcast(name, payload) {
      const pages = eventSpec(name).windows.map(pageOf).filter((page) => page !== null)
      if (pages.length === 0) return
      const parsed = checked(name, null, payload)
      if (!parsed.success) return
      for (const page of pages) page.send(name, parsed.data)
    },

    sendStagePort(port) {
      const page = pageOf('stage')
      page?.postMessage(STAGE_PORT, null, [port])
      return page !== null
    },
  }
}
