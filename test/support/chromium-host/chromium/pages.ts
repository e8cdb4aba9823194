import type { Desktop } from '../desktop/desktop'
import type { Scheme } from '../page/wire'
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
 */
export class Pages {
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
    const { browser } = pipe
    browser.on('Target.attachedToTarget', (attached: Attached) => this.attached(attached))
    this.ready = new Promise<void>((resolve, reject) => {
      this.waiting = ({ sessionId }) => {
        this.seed = pipe.session(sessionId)
        this.seed.tell('Runtime.runIfWaitingForDebugger')
        void firstWindow.then(() => resolve())
      }
      pipe.on('closed', () => reject(new Error('Chromium ended before it was ready')))
    })
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

  /** What the media queries say in a page that is always there. */
  async scheme(): Promise<Scheme> {
    const matches = (query: string): string => `matchMedia('(${query})').matches`
    const expression = `({
      dark: ${matches('prefers-color-scheme: dark')},
      moreContrast: ${matches('prefers-contrast: more')},
      forcedColors: ${matches('forced-colors: active')},
      reducedTransparency: ${matches('prefers-reduced-transparency: reduce')},
    })`
    const asked = await this.seed?.send<{ result: { value: Scheme } }>('Runtime.evaluate', { expression, returnByValue: true })
    if (!asked) throw new Error('Chromium has no page yet')
    return asked.result.value
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
