import type { XEvent } from './x11'
import type { Bounds, FrameOptions } from './frame-options'
import { FrameWindow } from './frame-window'
import { events, type AtomName, type XServer } from './x-server'

/** Chromium probes its graphics with windows out there; they are no windows of the app. */
const PROBE = -10_000

/**
 * Pages are opened 300 pixels high. What is lower is Chromium's own, and may come at any time: the bar that
 * says the screen is being shared.
 */
const LEAST_PAGE = 200

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
  private expected: { readonly className?: string; take(child: number): void } | undefined

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
    return new Promise((resolve) => {
      this.expected = {
        className,
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
      take: (child) => {
        this.x.send('ReparentWindow', child, this.limbo, 0, 0)
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
    const first = this.expected?.className !== undefined
    if (first && event.name === 'PropertyNotify' && event.atom === this.x.atom('WM_CLASS')) void this.maybeFirst(event.wid)
    if (event.name === 'CreateNotify' && event.parent === this.x.root) return this.created(event)
    const frame = this.frames.get(event.wid) ?? this.frames.get(event.parent) ?? this.frames.get(event.event)
    frame?.hear(event)
  }

  private created(event: XEvent): void {
    if (event.overrideRedirect || this.frames.has(event.wid) || event.x <= PROBE) return
    const { expected } = this
    if (expected?.className !== undefined) {
      // GTK's own, which has the class as well, is ten pixels wide.
      if (event.width < 100) return
      // Its class is not set yet: it will be before it is mapped.
      this.x.send('ChangeWindowAttributes', event.wid, { eventMask: events('PropertyChange') })
      return void this.maybeFirst(event.wid)
    }
    if (this.chromium === undefined || (event.wid & ~this.x.resourceMask) !== this.chromium) return
    if (expected && event.height >= LEAST_PAGE) {
      this.expected = undefined
      return expected.take(event.wid)
    }
    this.x.send('ReparentWindow', event.wid, this.limbo, 0, 0)
    this.emit(event.wid, 'uncalled')
  }

  private async maybeFirst(window: number): Promise<void> {
    const { data } = await this.x.property(window, 'WM_CLASS').catch(() => ({ data: Buffer.alloc(0) }))
    const { expected } = this
    if (expected?.className === undefined || !data.includes(expected.className)) return
    this.expected = undefined
    expected.take(window)
  }

  private at(frame: number): FrameWindow {
    const found = this.frames.get(frame)
    if (!found) throw new Error(`no such frame: ${frame}`)
    return found
  }
}
