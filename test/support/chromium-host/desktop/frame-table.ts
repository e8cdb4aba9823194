import type { XEvent } from './x11'
import type { Bounds, FrameOptions } from './frame-options'
import { FrameWindow } from './frame-window'
import { events, type AtomName, type XServer } from './x-server'

/** Chromium probes its graphics with windows out there; they are no windows of the app. */
const PROBE = -10_000

/**
 * Every frame, and the way a new window of Chromium gets into one: it is seen when it is created and taken
 * into its frame before Chromium maps it, which it does some 30 ms later. Whatever else Chromium opens that
 * nobody asked for is put into a window that is never shown.
 */
export class FrameTable {
  private readonly frames = new Map<number, FrameWindow>()
  private readonly limbo: number
  /** The connection of Chromium's that makes its windows; known from the first one. */
  private chromium: number | undefined
  private expected: { readonly isFirst: boolean; take(child: number): void } | undefined
  /** What pages' windows have and Chromium's own have not, such as the bar that says the screen is being shared. */
  private className = ''
  /** New windows whose class is waited for. */
  private readonly asked = new Set<number>()
  /** Windows of Chromium's own, to stay in limbo. */
  private readonly uncalled = new Set<number>()

  constructor(
    private readonly x: XServer,
    private readonly emit: (frame: number, name: string, detail?: unknown) => void,
  ) {
    x.send('ChangeWindowAttributes', x.root, { eventMask: events('SubstructureNotify', 'PropertyChange') })
    this.limbo = x.display.client.AllocID()
    x.send('CreateWindow', this.limbo, x.root, -200, -200, 100, 100, 0, 0, 0, 0, {
      overrideRedirect: 1,
      eventMask: events('SubstructureNotify'),
    })
  }

  /** Resolves with Chromium's first window, recognised by the class it was started with. */
  expectFirst(className: string): Promise<number> {
    this.className = className
    return new Promise((resolve) => {
      this.expected = {
        isFirst: true,
        take: (child) => {
          this.chromium = child & ~this.x.resourceMask
          this.x.send('ReparentWindow', child, this.limbo, 0, 0)
          resolve(child)
        },
      }
    })
  }

  /** The next window of Chromium's goes into limbo, and its id comes with the event `child`. */
  expectNext(): void {
    this.expected = {
      isFirst: false,
      take: (child) => {
        this.emit(child, 'child')
      },
    }
  }

  create(options: FrameOptions): number {
    const frame: FrameWindow = new FrameWindow(this.x, options, (name, detail) => this.emit(frame.id, name, detail))
    this.frames.set(frame.id, frame)
    return frame.id
  }

  adopt(frame: number, child: number): void {
    this.at(frame).adopt(child)
  }

  /** Back into limbo, to be adopted by a later frame. */
  park(frame: number): number {
    const child = this.at(frame).release()
    this.x.send('ReparentWindow', child, this.limbo, 0, 0)
    return child
  }

  destroy(frame: number): void {
    this.frames.get(frame)?.destroy()
    this.frames.delete(frame)
  }

  show(frame: number, activate: boolean): void {
    this.at(frame).show(activate)
  }

  hide(frame: number): void {
    this.at(frame).hide()
  }

  activate(frame: number): void {
    this.at(frame).activate()
  }

  deactivate(frame: number): void {
    this.at(frame).deactivate()
  }

  minimize(frame: number): void {
    this.at(frame).minimize()
  }

  restore(frame: number): void {
    this.at(frame).restore()
  }

  setBounds(frame: number, bounds: Bounds): void {
    this.at(frame).setBounds(bounds)
  }

  getBounds(frame: number): Promise<Bounds> {
    return this.at(frame).getBounds()
  }

  setStates(frame: number, on: boolean, ...states: AtomName[]): void {
    this.at(frame).setStates(on, ...states)
  }

  setOnAllDesktops(frame: number, on: boolean): void {
    this.at(frame).setOnAllDesktops(on)
  }

  setTitle(frame: number, title: string): void {
    this.at(frame).setTitle(title)
  }

  setIcon(frame: number, words: readonly number[]): void {
    this.at(frame).setIcon(words)
  }

  hear(event: XEvent): void {
    const isClass = event.name === 'PropertyNotify' && event.atom === this.x.atom('WM_CLASS')
    if (isClass && this.asked.has(event.wid)) void this.maybeExpected(event.wid)
    if (event.name === 'CreateNotify' && event.parent === this.x.root) return this.created(event)
    // A window manager that was quicker with a window's mapping puts it back when it lets go of it.
    const isBack = event.name === 'ReparentNotify' && event.parent !== this.limbo
    if (isBack && this.uncalled.has(event.wid)) return this.putAway(event.wid)
    const frame = this.frames.get(event.wid) ?? this.frames.get(event.parent) ?? this.frames.get(event.event)
    frame?.hear(event)
  }

  private created(event: XEvent): void {
    if (event.overrideRedirect || this.frames.has(event.wid) || event.x <= PROBE) return
    const { expected } = this
    if (expected?.isFirst) {
      // GTK's own, which has the class as well, is ten pixels wide.
      if (event.width < 100) return
      return this.ask(event.wid)
    }
    if (this.chromium === undefined || (event.wid & ~this.x.resourceMask) !== this.chromium) return
    this.uncalled.add(event.wid)
    this.putAway(event.wid)
    if (expected) this.ask(event.wid)
    else this.emit(event.wid, 'uncalled')
  }

  private putAway(window: number): void {
    this.x.send('ReparentWindow', window, this.limbo, 0, 0)
  }

  /** Waits for a new window's class: it is not set yet, and will be before the window is mapped. */
  private ask(window: number): void {
    this.asked.add(window)
    this.x.send('ChangeWindowAttributes', window, { eventMask: events('PropertyChange') })
    void this.maybeExpected(window)
  }

  private async maybeExpected(window: number): Promise<void> {
    const { data } = await this.x.property(window, 'WM_CLASS').catch(() => ({ data: Buffer.alloc(0) }))
    const { expected } = this
    if (!expected || !this.asked.has(window) || !data.includes(this.className)) return
    this.expected = undefined
    this.asked.clear()
    this.uncalled.delete(window)
    expected.take(window)
  }

  private at(frame: number): FrameWindow {
    const found = this.frames.get(frame)
    if (!found) throw new Error(`no such frame: ${frame}`)
    return found
  }
}
