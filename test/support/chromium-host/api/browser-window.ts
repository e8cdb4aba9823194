import { host } from '../host'
import type { Bounds } from '../desktop/frame-options'
import { hostApp } from './app'
import { bytesOf } from './native-image'
import { HostEmitter, HostEvent, offer } from './offer'
import { decodePixels, iconWords } from './pixels'
import { primaryArea } from './screen'
import { WebContents } from './web-contents'
import { checkOptions, frameOptions, pageLook, type WindowOptions } from './window-options'

const MEMBERS = [
  'id', 'webContents', 'loadURL', 'show', 'showInactive', 'hide', 'focus', 'blur', 'close', 'destroy', 'isVisible', 'isFocused',
  'isDestroyed', 'isMinimized', 'minimize', 'restore', 'setBounds', 'getBounds', 'getContentBounds', 'setAlwaysOnTop',
  'setVisibleOnAllWorkspaces', 'setContentProtection', 'setTitle', 'getTitle', 'setMenu', 'setMenuBarVisibility', 'removeMenu',
  'getNativeWindowHandle',
]
const EVENTS = [
  'close', 'closed', 'show', 'hide', 'focus', 'blur', 'ready-to-show', 'page-title-updated', 'minimize', 'restore', 'resize',
]

const windows = new Map<number, Window>()
let lastId = 0

/** electron.BrowserWindow */
class Window extends HostEmitter {
  readonly id = ++lastId
  readonly contents: WebContents
  readonly seen = offer('BrowserWindow', this, MEMBERS)
  private readonly frame: number
  private visible = false
  private focused = false
  private minimized = false
  private destroyed = false
  private title: string

  constructor(options: WindowOptions = {}) {
    super('BrowserWindow', EVENTS)
    checkOptions(options)
    const { desktop, pages } = host()
    const frame = frameOptions(options, primaryArea(), hostApp.getName())
    this.title = frame.title
    this.frame = desktop.now('create', frame)
    const opened = pages.open()
    this.contents = new WebContents(opened, pageLook(options, frame.background), () => this.getBounds())
    this.contents.close = () => this.close()
    void opened.then(({ child }) => {
      if (!this.destroyed) desktop.tell('adopt', this.frame, child)
    })
    if (options.icon !== undefined) void this.setIcon(bytesOf(options.icon))
    windows.set(this.frame, this)
    hostApp.windows.add(this)
    this.watchContents()
    hostApp.emit('browser-window-created', new HostEvent(), this.seen)
    if (options.show !== false) this.show()
  }

  get webContents(): WebContents {
    return this.contents.seen
  }

  loadURL(url: string): Promise<void> {
    return this.contents.loadURL(url)
  }

  show(): void {
    this.shown(true)
  }

  showInactive(): void {
    this.shown(false)
  }

  hide(): void {
    if (!this.visible) return
    this.visible = false
    host().desktop.tell('hide', this.frame)
    this.emit('hide')
  }

  focus(): void {
    if (this.visible) host().desktop.tell('activate', this.frame)
  }

  blur(): void {
    host().desktop.tell('deactivate', this.frame)
  }

  /** Asks first: a listener of 'close' can prevent it. */
  close(): void {
    if (this.destroyed) return
    const event = new HostEvent()
    this.emit('close', event)
    if (!event.defaultPrevented) this.destroy()
  }

  destroy(): void {
    if (this.destroyed) return
    this.destroyed = true
    this.visible = false
    this.contents.destroy()
    host().desktop.tell('destroy', this.frame)
    windows.delete(this.frame)
    hostApp.windows.delete(this)
    this.emit('closed')
    if (windows.size === 0) queueMicrotask(() => hostApp.allClosed())
  }

  isVisible(): boolean {
    return this.visible && !this.minimized
  }

  isFocused(): boolean {
    return this.focused
  }

  isDestroyed(): boolean {
    return this.destroyed
  }

  isMinimized(): boolean {
    return this.minimized
  }

  minimize(): void {
    host().desktop.tell('minimize', this.frame)
  }

  restore(): void {
    host().desktop.tell('restore', this.frame)
  }

  setBounds(bounds: Partial<Bounds>): void {
    host().desktop.tell('setBounds', this.frame, { ...this.getBounds(), ...bounds })
    this.contents.applyZoom()
  }

  /** On X11 Electron's bounds are those of the content, without the window manager's border. */
  getBounds(): Bounds {
    return host().desktop.now('getBounds', this.frame)
  }

  getContentBounds(): Bounds {
    return this.getBounds()
  }

  setAlwaysOnTop(on: boolean): void {
    host().desktop.tell('setStates', this.frame, on, '_NET_WM_STATE_ABOVE')
  }

  setVisibleOnAllWorkspaces(on: boolean): void {
    host().desktop.tell('setOnAllDesktops', this.frame, on)
  }

  /** As documented, for macOS and Windows: nothing on Linux. */
  setContentProtection(): void {
    return undefined
  }

  setTitle(title: string): void {
    this.title = title
    host().desktop.tell('setTitle', this.frame, title)
  }

  getTitle(): string {
    return this.title
  }

  /** The host's windows have no menu; only taking it away is offered. */
  setMenu(menu: unknown): void {
    if (menu !== null) throw new Error('the Chromium host does not offer a menu bar')
  }

  setMenuBarVisibility(visible: boolean): void {
    if (visible) throw new Error('the Chromium host does not offer a menu bar')
  }

  removeMenu(): void {
    return undefined
  }

  /** The X11 window's id, an unsigned long in the machine's order. */
  getNativeWindowHandle(): Buffer {
    const handle = Buffer.alloc(8)
    handle.writeUInt32LE(this.frame)
    return handle
  }

  /** What the desktop tells about the frame. */
  hear(name: string, detail: unknown): void {
    if (name === 'close-request') this.close()
    else if (name === 'child-gone') this.destroy()
    else if (name === 'resize') {
      this.contents.applyZoom()
      this.emit('resize')
    } else if (name === 'focus' || name === 'blur') {
      this.focused = name === 'focus'
      this.emit(name)
    } else if (name === 'minimized' && detail !== this.minimized) {
      this.minimized = detail === true
      this.emit(this.minimized ? 'minimize' : 'restore')
    }
  }

  private renamed(title: string): void {
    const event = new HostEvent()
    this.contents.title = title
    this.emit('page-title-updated', event, title, true)
    if (!event.defaultPrevented && title) this.setTitle(title)
  }

  /** A picture that cannot be read is none, as in Electron. */
  private async setIcon(encoded: Buffer): Promise<void> {
    if (!encoded.length) return
    const pixels = await decodePixels(encoded, 128)
    if (!this.destroyed) host().desktop.tell('setIcon', this.frame, iconWords(pixels))
  }

  private shown(activate: boolean): void {
    host().desktop.tell('show', this.frame, activate)
    if (this.visible) return
    this.visible = true
    this.emit('show')
  }

  /** ready-to-show: once, at the first painting, or where nothing is painted when the page is there. */
  private watchContents(): void {
    let told = false
    const ready = (): void => {
      if (told) return
      told = true
      this.emit('ready-to-show')
    }
    this.contents.onPainted = ready
    this.contents.onTitle = (title) => this.renamed(title)
    this.contents.once('did-finish-load', ready)
  }
}

const seen = (window: Window | undefined): Window | null => window?.seen ?? null
const all = (): Window[] => [...windows.values()]

/** The page that opens a file dialog: the window's, else the focused one's, else any. */
export function chooserOf(window: object | undefined): WebContents | undefined {
  const found = all().find((one) => one.seen === window) ?? all().find((one) => one.isFocused()) ?? all()[0]
  return found?.contents
}

/** Called once, when the host runs: from then on windows hear of what happens to them. */
export function watchWindows(): void {
  host().desktop.on('frame', (frame: number, name: string, detail: unknown) => windows.get(frame)?.hear(name, detail))
}

const statics = {
  getAllWindows: (): Window[] => all().map((window) => window.seen),
  fromWebContents: (contents: object): Window | null => seen(all().find((window) => window.webContents === contents)),
  getFocusedWindow: (): Window | null => seen(all().find((window) => window.isFocused())),
}

/** What the app constructs: it gets its own view, which has the offered members only. */
const constructed = Object.assign(function (options?: WindowOptions) {
  return new Window(options).seen
}, statics)
export const BrowserWindow = offer('BrowserWindow', constructed, Object.keys(statics))
