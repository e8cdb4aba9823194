import { offer } from './offer'

const MEMBERS = ['url', 'top', 'parent', 'processId', 'routingId', 'origin']

/** electron.WebFrameMain of a window's main frame: the only one that has a preload script. */
export interface HostFrame {
  readonly url: string
  readonly origin: string
  readonly top: HostFrame
  readonly parent: null
  /** Opaque numbers: the page's and its document's. */
  readonly processId: number
  readonly routingId: number
}

export function mainFrame(url: () => string, origin: () => string, page: number, document: () => number): HostFrame {
  const frame: HostFrame = offer(
    'WebFrameMain',
    {
      get url() {
        return url()
      },
      get origin() {
        return origin()
      },
      get top(): HostFrame {
        return frame
      },
      parent: null,
      processId: page,
      get routingId() {
        return document()
      },
    },
    MEMBERS,
  )
  return frame
}
