import { host } from '../host'
import { DENIED_AT_START, chromiumPermissions } from './permissions'
import { offer } from './offer'
import { protocol } from './protocol'

const MEMBERS = [
  'setPermissionRequestHandler', 'setPermissionCheckHandler', 'setDevicePermissionHandler', 'setDisplayMediaRequestHandler',
  'webRequest', 'protocol', 'setSpellCheckerEnabled', 'clearStorageData',
]

type RequestHandler = (contents: object, permission: string, callback: (granted: boolean) => void, details: object) => void
type CheckHandler = (contents: object | null, permission: string, origin: string, details: object) => boolean
interface DisplayAnswer {
  readonly video?: { readonly id: string } | object
  readonly audio?: unknown
}
type DisplayHandler = (request: object, callback: (streams: DisplayAnswer | null) => void) => void
type RequestListener = (details: object, callback: (answer: { readonly cancel?: boolean; readonly redirectURL?: string }) => void) => void

/** Who asks, as the handlers see it. */
export interface Asker {
  readonly contents: object
  readonly url: string
  readonly origin: string
  readonly frame: object
}

/** electron.session.defaultSession: what the app decides about its pages' wishes. */
class Session {
  readonly protocol = protocol
  readonly webRequest = offer('session.webRequest', { onBeforeRequest: this.onBeforeRequest.bind(this) }, ['onBeforeRequest'])
  private request: RequestHandler | undefined
  private check: CheckHandler | undefined
  private display: DisplayHandler | undefined
  private started = false

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.request = handler ?? undefined
  }

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.check = handler ?? undefined
  }

  /** Pages reach no HID, serial or USB device here, whatever a handler says: there is nothing to ask it about. */
  setDevicePermissionHandler(): void {
    return undefined
  }

  setDisplayMediaRequestHandler(handler: DisplayHandler | null): void {
    this.display = handler ?? undefined
  }

  /** It is always off: Chromium is started without it. */
  setSpellCheckerEnabled(enabled: boolean): void {
    if (enabled) throw new Error('the Chromium host does not offer the spell checker')
  }

  async clearStorageData(): Promise<void> {
    const { chromium, server } = host()
    await chromium.pipe.browser.send('Storage.clearDataForOrigin', { origin: server.addresses.origin, storageTypes: 'all' })
  }

  /** Asks the app's handler, and tells Chromium what came out. Without a handler Electron grants, and so here. */
  async decide(asker: Asker, permission: string, mediaTypes: readonly string[]): Promise<boolean> {
    const { request } = this
    const details = { requestingUrl: asker.url, isMainFrame: true, securityOrigin: `${asker.origin}/`, mediaTypes }
    const granted = await new Promise<boolean>((resolve) => {
      if (request) request(asker.contents, permission, resolve, details)
      else resolve(true)
    })
    await this.tellChromium(chromiumPermissions(permission, mediaTypes), granted)
    return granted
  }

  checks(asker: Asker, permission: string): boolean {
    const details = { requestingUrl: asker.url, isMainFrame: true, securityOrigin: `${asker.origin}/` }
    return this.check?.(asker.contents, permission, asker.origin, details) ?? true
  }

  /** Resolves with the id of the screen that the handler gave; the host captures whole screens only. */
  async displayMedia(asker: Asker, about: object): Promise<string> {
    const { display } = this
    if (!display) throw new Error('Not supported')
    const request = { frame: asker.frame, securityOrigin: asker.origin, userGesture: true, ...about }
    const { video, audio } = (await new Promise<DisplayAnswer | null>((resolve) => display(request, resolve))) ?? {}
    if (audio) throw new Error('the Chromium host does not capture the sound of the system')
    if (!video) throw new Error('Permission denied')
    if (!('id' in video) || !video.id.startsWith('screen:'))
      throw new Error('the Chromium host captures the screen, and no single window or frame')
    return video.id
  }

  /** Before the first page: everything that Chromium would ask the user about is denied. */
  async begin(): Promise<void> {
    if (this.started) return
    this.started = true
    await this.tellChromium(DENIED_AT_START, false)
  }

  private async tellChromium(names: readonly string[], granted: boolean): Promise<void> {
    const { chromium, server } = host()
    const { origin } = server.addresses
    await Promise.all(
      names.map((name) =>
        chromium.pipe.browser
          .send('Browser.setPermission', { permission: { name }, setting: granted ? 'granted' : 'denied', origin })
          .catch(() => undefined),
      ),
    )
  }

  private onBeforeRequest(...args: (object | RequestListener | null)[]): void {
    const listener = args.pop() as RequestListener | null
    if (args.length > 0) throw new Error('the Chromium host does not offer filters of webRequest.onBeforeRequest')
    const { server } = host()
    server.refuses = (url, method) =>
      new Promise((resolve) => {
        if (!listener) return resolve(false)
        listener({ url, method, resourceType: 'other', timestamp: Date.now() }, ({ cancel, redirectURL }) => {
          if (redirectURL !== undefined) throw new Error('the Chromium host does not redirect requests')
          resolve(cancel === true)
        })
      })
  }
}

export const hostSession = new Session()
export const defaultSession = offer('session.defaultSession', hostSession, MEMBERS)
export const session = offer('session', { defaultSession }, ['defaultSession'])
