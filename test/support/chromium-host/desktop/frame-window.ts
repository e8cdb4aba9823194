import { hostname } from 'node:os'
import type { XEvent } from './x11'
import { managerHints, motifHints, sizeHints, type Bounds, type FrameOptions } from './frame-options'
import { events, type AtomName, type XServer } from './x-server'

const ICONIC = 3
const NOTIFY_INFERIOR = 2
const NOTIFY_POINTER = 5

/**
 * A top-level window of the host's own, with Chromium's window inside it. The window manager only ever sees
 * this one: so its closing, focus, place and hints are the host's, Chromium's page is never unmapped (it runs
 * at full speed while the frame is hidden), and it is on no screen before it is shown.
 */
export class FrameWindow {
  readonly id: number
  private child = 0
  private mapped = false
  private bounds: Bounds
  private focused = false

  constructor(
    private readonly x: XServer,
    private readonly options: FrameOptions,
    private readonly emit: (name: string, detail?: unknown) => void,
  ) {
    this.id = x.display.client.AllocID()
    this.bounds = { x: options.x, y: options.y, width: options.width, height: options.height }
    const mask = events('StructureNotify', 'FocusChange', 'PropertyChange', 'SubstructureRedirect', 'SubstructureNotify')
    const { x: left, y: top, width, height } = this.bounds
    x.send('CreateWindow', this.id, x.root, left, top, width, height, 0, 0, 0, 0, {
      backgroundPixel: options.background,
      eventMask: mask,
    })
    this.setHints()
    this.setTitle(options.title)
    x.setText(this.id, 'WM_CLASS', 'STRING', `${options.className.toLowerCase()}\0${options.className}\0`)
    x.setText(this.id, 'WM_CLIENT_MACHINE', 'STRING', hostname())
    x.set32(this.id, '_NET_WM_PID', 'CARDINAL', [process.pid])
    x.set32(this.id, 'WM_PROTOCOLS', 'ATOM', [x.atom('WM_DELETE_WINDOW'), x.atom('_NET_WM_PING')])
    x.set32(this.id, 'WM_HINTS', 'WM_HINTS', managerHints(options.focusable))
    x.set32(this.id, '_MOTIF_WM_HINTS', '_MOTIF_WM_HINTS', motifHints(options.frame))
    const type = `_NET_WM_WINDOW_TYPE_${options.type.toUpperCase()}` as AtomName
    x.set32(this.id, '_NET_WM_WINDOW_TYPE', 'ATOM', [x.atom(type)])
    const states: AtomName[] = []
    if (options.alwaysOnTop) states.push('_NET_WM_STATE_ABOVE')
    if (options.skipTaskbar) states.push('_NET_WM_STATE_SKIP_TASKBAR', '_NET_WM_STATE_SKIP_PAGER')
    x.set32(this.id, '_NET_WM_STATE', 'ATOM', states.map((state) => x.atom(state)))
  }

  /** Takes Chromium's window in, before it is mapped for the first time. */
  adopt(child: number): void {
    this.child = child
    this.x.send('ReparentWindow', child, this.id, 0, 0)
    this.fit()
    this.x.send('MapWindow', child)
  }

  /** Gives Chromium's window to another frame; returns it. */
  release(): number {
    const child = this.child
    this.child = 0
    return child
  }

  show(activate: boolean): void {
    const wasMapped = this.mapped
    this.mapped = true
    if (!wasMapped) {
      this.setHints()
      if (activate) this.x.remove(this.id, '_NET_WM_USER_TIME')
      else this.x.set32(this.id, '_NET_WM_USER_TIME', 'CARDINAL', [0])
      this.x.send('MapWindow', this.id)
    }
    if (activate && this.options.focusable) this.activate()
    else if (wasMapped) this.x.send('RaiseWindow', this.id)
  }

  hide(): void {
    if (!this.mapped) return
    this.mapped = false
    // ICCCM 4.1.4: unmapped, and the window manager told with a synthetic event, even when it is an icon.
    this.x.send('UnmapWindow', this.id)
    const event = Buffer.alloc(32)
    event[0] = 18
    event.writeUInt32LE(this.x.root, 4)
    event.writeUInt32LE(this.id, 8)
    this.x.send('SendEvent', this.x.root, 0, events('SubstructureRedirect', 'SubstructureNotify'), event)
  }

  /** Asks the window manager to bring it to the front; without one it takes the keys itself. */
  activate(): void {
    // Source 2: asked for by the user's own action, so that it is not refused as focus stealing.
    this.x.tellManager(this.id, '_NET_ACTIVE_WINDOW', [2, 0, 0])
    void this.x.numbers(this.x.root, '_NET_SUPPORTING_WM_CHECK').then(([manager]) => {
      if (!manager && this.mapped) this.x.send('SetInputFocus', this.id, 2)
    })
  }

  /** Gives the keys away (to the pointer's window, as Chromium's own Deactivate does). */
  deactivate(): void {
    if (this.focused) this.x.send('SetInputFocus', 1, 1)
    this.x.send('LowerWindow', this.id)
  }

  minimize(): void {
    this.x.tellManager(this.id, 'WM_CHANGE_STATE', [ICONIC])
  }

  restore(): void {
    this.x.send('MapWindow', this.id)
    this.activate()
  }

  setBounds(bounds: Bounds): void {
    this.bounds = bounds
    this.setHints()
    this.x.send('ConfigureWindow', this.id, bounds)
    this.fit()
  }

  /** Where the content is on the root window, asked of the server. */
  async getBounds(): Promise<Bounds> {
    const [size, place] = await Promise.all([
      this.x.ask<{ width: number; height: number }>('GetGeometry', this.id),
      this.x.ask<{ destX: number; destY: number }>('TranslateCoordinates', this.id, this.x.root, 0, 0),
    ])
    return { x: place.destX, y: place.destY, width: size.width, height: size.height }
  }

  /** Adds or takes away states of EWMH; a mapped window's are the window manager's to change. */
  setStates(on: boolean, ...states: AtomName[]): void {
    const atoms = states.map((state) => this.x.atom(state))
    if (this.mapped) return this.x.tellManager(this.id, '_NET_WM_STATE', [on ? 1 : 0, atoms[0] ?? 0, atoms[1] ?? 0, 1])
    void this.x.numbers(this.id, '_NET_WM_STATE').then((now) => {
      const rest = now.filter((atom) => !atoms.includes(atom))
      this.x.set32(this.id, '_NET_WM_STATE', 'ATOM', on ? [...rest, ...atoms] : rest)
    })
  }

  setOnAllDesktops(on: boolean): void {
    const desktop = on ? 0xffffffff : 0
    if (this.mapped) this.x.tellManager(this.id, '_NET_WM_DESKTOP', [desktop, 1])
    else if (on) this.x.set32(this.id, '_NET_WM_DESKTOP', 'CARDINAL', [desktop])
    else this.x.remove(this.id, '_NET_WM_DESKTOP')
  }

  setTitle(title: string): void {
    this.x.setText(this.id, '_NET_WM_NAME', 'UTF8_STRING', title)
    this.x.setText(this.id, 'WM_NAME', 'UTF8_STRING', title)
  }

  /** ARGB words, width and height first (EWMH _NET_WM_ICON). */
  setIcon(words: readonly number[]): void {
    this.x.set32(this.id, '_NET_WM_ICON', 'CARDINAL', words)
  }

  destroy(): void {
    this.x.send('DestroyWindow', this.id)
  }

  /** An event that names this frame, or its child under it. */
  hear(event: XEvent): void {
    HEARD[event.name]?.(this, event)
  }

  private setHints(): void {
    this.x.set32(this.id, 'WM_NORMAL_HINTS', 'WM_SIZE_HINTS', sizeHints(this.bounds, this.options))
  }

  /** Chromium's window fills the frame, and is told where on the root it is (ICCCM 4.1.5). */
  private fit(): void {
    if (!this.child) return
    const { x, y, width, height } = this.bounds
    this.x.send('ConfigureWindow', this.child, { x: 0, y: 0, width, height })
    const event = Buffer.alloc(32)
    event[0] = 22
    event.writeUInt32LE(this.child, 4)
    event.writeUInt32LE(this.child, 8)
    event.writeInt16LE(x, 16)
    event.writeInt16LE(y, 18)
    event.writeUInt16LE(width, 20)
    event.writeUInt16LE(height, 22)
    this.x.send('SendEvent', this.child, 0, events('StructureNotify'), event)
  }

  private async moved(): Promise<void> {
    const before = this.bounds
    this.bounds = await this.getBounds()
    this.fit()
    if (before.width !== this.bounds.width || before.height !== this.bounds.height) this.emit('resize', this.bounds)
  }

  /** Focus moves between the frame and its child without the window gaining or losing it. */
  private focusChanged(event: XEvent): void {
    if (event.detail >= NOTIFY_POINTER || event.mode === 1 || event.mode === 2) return
    const focused = event.name === 'FocusIn' || event.detail === NOTIFY_INFERIOR
    if (event.name === 'FocusIn' && event.detail !== 1 && event.detail !== 4 && this.child) {
      this.x.send('SetInputFocus', this.child, 2)
    }
    if (focused === this.focused) return
    this.focused = focused
    this.emit(focused ? 'focus' : 'blur')
  }

  private async stateChanged(event: XEvent): Promise<void> {
    if (event.atom !== this.x.atom('_NET_WM_STATE') && event.atom !== this.x.atom('WM_STATE')) return
    const states = await this.x.numbers(this.id, '_NET_WM_STATE')
    const [state] = await this.x.numbers(this.id, 'WM_STATE')
    this.emit('minimized', state === ICONIC || states.includes(this.x.atom('_NET_WM_STATE_HIDDEN')))
  }

  private told(event: XEvent): void {
    if (event.message_type !== this.x.atom('WM_PROTOCOLS')) return
    if (event.data[0] === this.x.atom('WM_DELETE_WINDOW')) this.emit('close-request')
    if (event.data[0] !== this.x.atom('_NET_WM_PING')) return
    const answer = Buffer.from(event.rawData)
    answer.writeUInt32LE(this.x.root, 4)
    this.x.send('SendEvent', this.x.root, 0, events('SubstructureRedirect', 'SubstructureNotify'), answer)
  }

  static readonly on = {
    focus: (frame: FrameWindow, event: XEvent) => frame.focusChanged(event),
    message: (frame: FrameWindow, event: XEvent) => frame.told(event),
    property: (frame: FrameWindow, event: XEvent) => void frame.stateChanged(event).catch(() => undefined),
    place: (frame: FrameWindow, event: XEvent) => {
      if (event.wid1 === frame.id) void frame.moved().catch(() => undefined)
    },
    // Chromium asks for a place and size of its own: it keeps the frame's.
    asked: (frame: FrameWindow) => frame.fit(),
    map: (frame: FrameWindow, event: XEvent) => frame.x.send('MapWindow', event.wid),
    gone: (frame: FrameWindow, event: XEvent) => {
      if (event.wid === frame.child) frame.emit('child-gone')
    },
  }
}

const HEARD: Readonly<Record<string, (frame: FrameWindow, event: XEvent) => void>> = {
  FocusIn: FrameWindow.on.focus,
  FocusOut: FrameWindow.on.focus,
  ClientMessage: FrameWindow.on.message,
  PropertyNotify: FrameWindow.on.property,
  ConfigureNotify: FrameWindow.on.place,
  ConfigureRequest: FrameWindow.on.asked,
  MapRequest: FrameWindow.on.map,
  DestroyNotify: FrameWindow.on.gone,
}
