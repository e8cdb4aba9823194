import { EventEmitter } from 'node:events'
import type { Desktop } from '../desktop/desktop'
import type { Pipe, Session } from './protocol'

interface Attached {
  readonly sessionId: string
  readonly targetInfo: { readonly targetId: string; readonly type: string; readonly url: string }
}
/** A fresh page of Chromium's and the X window it is in, both empty and unseen. */
export interface EmptyPage {
  readonly session: Session
  readonly target: string
  readonly child: number
}

/**
 * Chromium's pages. The first window never shows anything: the others are opened from it, one at a time, as
 * windows without any of a browser's parts (an application's popup), each in a process of its own.
 *
 * Events: 'target' ({ targetId, title, url }).
 */
export class Pages extends EventEmitter {
  private seed: Session | undefined
  private spare: Promise<EmptyPage> | undefined
  private line: Promise<unknown> = Promise.resolve()
  private waiting: ((attached: Attached) => void) | undefined
  readonly ready: Promise<void>

  constructor(
    private readonly pipe: Pipe,
    private readonly desktop: Desktop,
    firstWindow: Promise<number>,
  ) {
    super()
    const { browser } = pipe
    browser.on('Target.attachedToTarget', (attached: Attached) => this.attached(attached))
    browser.on('Target.targetInfoChanged', ({ targetInfo }: { targetInfo: object }) => this.emit('target', targetInfo))
    this.ready = new Promise<void>((resolve, reject) => {
      this.waiting = ({ sessionId }) => {
        this.seed = pipe.session(sessionId)
        this.seed.tell('Runtime.runIfWaitingForDebugger')
        void firstWindow.then(() => resolve())
      }
      pipe.on('closed', () => reject(new Error('Chromium ended before it was ready')))
    })
    browser.tell('Target.setDiscoverTargets', { discover: true })
    browser.tell('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true })
  }

  /** Opens one in advance, so that the app's first window does not wait for it. */
  prepare(): void {
    this.spare ??= this.inLine()
    this.spare.catch(() => undefined)
  }

  open(): Promise<EmptyPage> {
    const { spare } = this
    this.spare = undefined
    return spare ?? this.inLine()
  }

  close(target: string): void {
    this.pipe.browser.tell('Target.closeTarget', { targetId: target })
  }

  /** The media queries of a page that is always there. */
  async ask(expression: string): Promise<unknown> {
    const { result } = (await this.seed?.send('Runtime.evaluate', { expression, returnByValue: true })) as {
      result: { value: unknown }
    }
    return result.value
  }

  private inLine(): Promise<EmptyPage> {
    const next = this.line.then(() => this.openOne())
    this.line = next.catch(() => undefined)
    return next
  }

  private async openOne(): Promise<EmptyPage> {
    await this.ready
    const child = new Promise<number>((resolve) => {
      const hear = (window: number, name: string): void => {
        if (name !== 'child') return
        this.desktop.off('frame', hear)
        resolve(window)
      }
      this.desktop.on('frame', hear)
    })
    await this.desktop.later('expectNext')
    const attached = new Promise<Attached>((resolve) => {
      this.waiting = resolve
    })
    const expression = 'void window.open("about:blank", "", "popup,noopener,width=400,height=300")'
    await this.seed?.send('Runtime.evaluate', { expression, userGesture: true })
    const { sessionId, targetInfo } = await attached
    const session = this.pipe.session(sessionId)
    session.tell('Runtime.runIfWaitingForDebugger')
    return { session, target: targetInfo.targetId, child: await child }
  }

  private attached(attached: Attached): void {
    const { waiting } = this
    if (attached.targetInfo.type === 'page' && waiting) {
      this.waiting = undefined
      return waiting(attached)
    }
    this.pipe.session(attached.sessionId).tell('Runtime.runIfWaitingForDebugger')
    // SECURITY: nobody but the host opens a page.
    if (attached.targetInfo.type === 'page') this.close(attached.targetInfo.targetId)
  }
}
