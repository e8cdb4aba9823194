import type { EmptyPage } from '../chromium/pages'
import { host } from '../host'
import { Page, type Navigation, type PageLook } from '../page/page'
import type { FromPage } from '../page/wire'
import { hostApp } from './app'
import { hostIpcMain } from './ipc-main'
import { portOf, takeEnd } from './message-channel'
import { hostTheme } from './native-theme'
import { netError } from './net-errors'
import { HostEmitter, HostEvent, offer } from './offer'
import { defaultSession, hostSession, type Asker } from './session'
import { mainFrame } from './web-frame'

const MEMBERS = [
  'id', 'send', 'postMessage', 'executeJavaScript', 'mainFrame', 'session', 'getURL', 'getTitle', 'isDestroyed', 'isLoading',
  'setWindowOpenHandler', 'setZoomFactor', 'getZoomFactor', 'reload', 'close', 'loadURL',
]
const EVENTS = [
  'will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview', 'did-finish-load', 'did-fail-load', 'dom-ready',
  'render-process-gone', 'console-message', 'destroyed', 'did-stop-loading',
]
/** Electron's names of console levels by the protocol's. */
const LEVELS: Readonly<Record<string, string>> = { error: 'error', assert: 'error', warning: 'warning', debug: 'debug' }

type WindowOpenHandler = (details: object) => { readonly action: string }

let lastId = 0

/** electron.WebContents of one window. The page is there a little later; what is asked before that waits. */
export class WebContents extends HostEmitter {
  readonly id = ++lastId
  readonly session = defaultSession
  /** The app's view of this object. */
  readonly seen = offer('WebContents', this, MEMBERS)
  readonly mainFrame = mainFrame(
    () => this.getURL(),
    () => host().server.addresses.appOrigin,
    this.id,
    () => this.document,
  )
  private page: Page | undefined
  private document = 0
  private destroyed = false
  private pending = false
  private zoom = 1
  private windowOpen: WindowOpenHandler = () => ({ action: 'deny' })
  title = ''

  constructor(
    opened: Promise<EmptyPage>,
    private readonly look: PageLook,
    private readonly size: () => { readonly width: number; readonly height: number },
  ) {
    super('WebContents', EVENTS)
    this.ready = opened.then(async (empty) => {
      await hostSession.begin()
      if (this.destroyed) host().pages.close(empty.target)
      else await this.attach(empty)
    })
    this.ready.catch(() => undefined)
    hostApp.emit('web-contents-created', new HostEvent(), this.seen)
  }

  readonly ready: Promise<void>

  async loadURL(url: string): Promise<void> {
    const { addresses } = host().server
    const target = addresses.toChromium(url)
    this.pending = true
    const loaded = new Promise<void>((resolve, reject) => {
      this.once('did-finish-load', resolve)
      this.once('did-fail-load', (_event, code: number, text: string) => reject(new Error(`${text} (${code}) loading '${url}'`)))
      this.once('destroyed', () => reject(new Error(`ERR_ABORTED (-3) loading '${url}'`)))
    })
    loaded.catch(() => undefined)
    await this.ready
    await this.page?.navigate(target).catch((error: unknown) => this.failed(error, url))
    return loaded
  }

  send(channel: string, ...args: unknown[]): void {
    this.page?.tell({ k: 'send', c: channel, v: args, ports: [] })
  }

  postMessage(channel: string, message: unknown, transfer: readonly object[] = []): void {
    const { page } = this
    if (!page) return
    page.tell({ k: 'send', c: channel, v: [message], ports: transfer.map((port) => page.ports.give(takeEnd(port))) })
  }

  /** Waits until the page has loaded, as documented. */
  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    await this.ready
    if (this.isLoading()) await new Promise((resolve) => this.once('did-stop-loading', resolve))
    if (!this.page) throw new Error('the window is closed')
    return this.page.evaluate(code, userGesture)
  }

  getURL(): string {
    return this.page && this.page.url !== 'about:blank' ? host().server.addresses.seen(this.page.url) : ''
  }

  getTitle(): string {
    return this.title
  }

  isDestroyed(): boolean {
    return this.destroyed
  }

  isLoading(): boolean {
    return this.pending || (this.page?.loading ?? false)
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.windowOpen = handler
  }

  setZoomFactor(factor: number): void {
    if (!(factor > 0)) throw new Error("'zoomFactor' must be a double greater than 0.0")
    this.zoom = factor
    this.applyZoom()
  }

  getZoomFactor(): number {
    return this.zoom
  }

  /** Chromium's zoom is not the protocol's to set: the page is laid out on fewer pixels, and drawn larger. */
  applyZoom(): void {
    const { zoom, page } = this
    if (!page) return
    if (zoom === 1) return page.session.tell('Emulation.clearDeviceMetricsOverride')
    const { width, height } = this.size()
    page.session.tell('Emulation.setDeviceMetricsOverride', {
      width: Math.round(width / zoom),
      height: Math.round(height / zoom),
      deviceScaleFactor: zoom,
      scale: zoom,
      mobile: false,
    })
  }

  reload(): void {
    this.page?.reload()
  }

  /** Set by the window: the page's title is another one. */
  onTitle: (title: string) => void = () => undefined
  /** Set by the window: the page has drawn something. */
  onPainted: () => void = () => undefined
  /** Set by the window: closes it. */
  close: () => void = () => undefined

  /** The window is gone. */
  destroy(): void {
    if (this.destroyed) return
    this.destroyed = true
    if (this.page) host().pages.close(this.page.target)
    this.page = undefined
    this.emit('destroyed')
  }

  /** Opens Chromium's file chooser over this window; the paths that were chosen. */
  async chooseFiles(accept: string, multiple: boolean): Promise<string[]> {
    await this.ready
    return this.page?.chooseFiles(accept, multiple) ?? []
  }

  /** The same for a folder; undefined when none was chosen, or an empty one. */
  async chooseFolder(): Promise<string | undefined> {
    await this.ready
    return this.page?.chooseFolder()
  }

  get target(): string | undefined {
    return this.page?.target
  }

  themed(features: readonly object[]): void {
    this.page?.session.tell('Emulation.setEmulatedMedia', { features })
  }

  private async attach({ session, target }: EmptyPage): Promise<void> {
    const page = new Page(session, target, host().server)
    this.page = page
    page.on('message', (message: FromPage) => this.hear(message, page))
    page.on('navigation', (navigation: Navigation) => this.navigating(navigation))
    page.on('committed', () => this.document++)
    page.on('dom-ready', () => this.emit('dom-ready', new HostEvent()))
    page.on('painted', () => this.onPainted())
    page.on('loaded', () => {
      this.pending = false
      this.emit('did-finish-load', new HostEvent())
    })
    page.on('stopped', () => {
      if (!this.pending) this.emit('did-stop-loading', new HostEvent())
    })
    page.on('crashed', () => {
      const details = { reason: 'crashed', exitCode: 1 }
      this.emit('render-process-gone', new HostEvent(), details)
      hostApp.emit('render-process-gone', new HostEvent(), this.seen, details)
    })
    page.on('console', (kind: string, message: string, lineNumber: number, source: string) => {
      const level = LEVELS[kind] ?? 'info'
      const sourceId = host().server.addresses.seen(source)
      this.emit('console-message', new HostEvent({ level, message, lineNumber, sourceId, frame: this.mainFrame }))
    })
    await page.install(this.look)
    hostTheme.joined(this)
    if (this.zoom !== 1) this.applyZoom()
  }

  private failed(error: unknown, url: string): void {
    this.pending = false
    const text = error instanceof Error ? error.message : String(error)
    const { code, name } = netError(text)
    this.emit('did-fail-load', new HostEvent(), code, name, url, true)
    this.emit('did-stop-loading', new HostEvent())
  }

  private navigating(navigation: Navigation): void {
    const url = host().server.addresses.seen(navigation.url)
    const { isMainFrame } = navigation
    const event = new HostEvent({ url, isMainFrame, isSameDocument: false, frame: isMainFrame ? this.mainFrame : null, initiator: this.mainFrame })
    if (navigation.redirected) this.emit('will-redirect', event, url, false, isMainFrame)
    else {
      this.emit('will-frame-navigate', event)
      if (isMainFrame) this.emit('will-navigate', event, url)
    }
    navigation.allowed = !event.defaultPrevented
  }

  private hear(message: FromPage, page: Page): void {
    switch (message.k) {
      case 'port':
      case 'port-close':
        return page.ports.hear(message)
      case 'title':
        return this.onTitle(message.title)
      case 'scheme':
        return hostTheme.changed(message.scheme)
      case 'send': {
        const ports = message.ports.map((id) => portOf(page.ports.take(id)))
        hostIpcMain.emit(message.c, this.ipcEvent({ ports }), ...message.v)
        return
      }
      case 'invoke':
        return void this.answer(page, message.id, hostIpcMain.invoked(message.c, this.ipcEvent({}), message.v))
      case 'ask':
        return void this.answer(page, message.id, this.asked(message.what, message.about as Record<string, unknown>))
    }
  }

  private ipcEvent(extra: object): object {
    return { sender: this.seen, senderFrame: this.mainFrame, frameId: this.mainFrame.routingId, processId: this.id, type: 'frame', ...extra }
  }

  private async answer(page: Page, id: number, work: Promise<unknown>): Promise<void> {
    try {
      page.tell({ k: 'result', id, v: await work })
    } catch (error) {
      page.tell({ k: 'failure', id, message: error instanceof Error ? error.message : String(error) })
    }
  }

  private async asked(what: string, about: Record<string, unknown>): Promise<unknown> {
    const { addresses } = host().server
    const asker: Asker = { contents: this.seen, url: this.getURL(), origin: addresses.appOrigin, frame: this.mainFrame }
    switch (what) {
      case 'permission':
        return hostSession.decide(asker, String(about['permission']), (about['mediaTypes'] as string[] | undefined) ?? [])
      case 'permission-state':
        return hostSession.checks(asker, String(about['permission']))
      case 'display-media':
        return hostSession.displayMedia(asker, about)
      default: {
        const details = { url: addresses.seen(String(about['url'])), frameName: about['frameName'], features: about['features'], disposition: 'new-window' }
        if (this.windowOpen(details).action !== 'deny') throw new Error('the Chromium host opens no window for a page')
        return undefined
      }
    }
  }
}
