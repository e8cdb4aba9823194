import { randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import type { WebSocket } from 'ws'
import type { Session } from '../chromium/protocol'
import { decode, encode } from './codec'
import { HostPorts } from './host-ports'
import isolatedWorld from './isolated-world.ts?page-script'
import mainWorld from './main-world.ts?page-script'
import type { PageServer } from './server'
import type { PageOptions, ToPage } from './wire'

/** Electron's own name for the world of the preload script. */
const WORLD = 'Electron Isolated Context'

const call = (code: string, ...args: string[]): string => `(()=>{${code}\ndescryPage.start(${args.join(',')})})()`

interface Paused {
  readonly requestId: string
  readonly frameId: string
  readonly redirectedRequestId?: string
  readonly request: { readonly url: string; readonly method: string }
  readonly resourceType: string
}
/** A navigation that Chromium is about to make; the listener says whether it may. */
export interface Navigation {
  readonly url: string
  readonly isMainFrame: boolean
  readonly redirected: boolean
  allowed: boolean
}

/** How a page begins. */
export interface PageLook {
  /** The preload script's text. */
  readonly preload: string | undefined
  /** 0xRRGGBB */
  readonly background: number
  readonly webgl: boolean
}

/**
 * One page of Chromium's with the host's scripts and the app's preload in it, and its socket.
 *
 * Events: 'message' (FromPage), 'navigation' (Navigation), 'committed', 'dom-ready', 'loaded', 'painted', 'stopped',
 * 'failed' (error text), 'crashed', 'console' (level, text, line, source), 'gone'.
 */
export class Page extends EventEmitter {
  readonly ports = new HostPorts((message) => this.tell(message))
  /** As Chromium knows it. */
  url = 'about:blank'
  loading = false
  private socket: WebSocket | undefined
  private readonly early: Uint8Array[] = []
  private readonly secret = `descry${randomBytes(16).toString('hex')}`
  /** The navigation that the host itself began: nobody is asked about it. */
  private own = false

  constructor(
    readonly session: Session,
    readonly target: string,
    private readonly server: PageServer,
  ) {
    super()
  }

  /** Must be done before the page loads anything. */
  async install({ preload, background, webgl }: PageLook): Promise<void> {
    const { session } = this
    const options: PageOptions = { bridge: this.secret, binding: this.secret, webgl, origin: this.server.addresses.origin }
    const given = JSON.stringify(options)
    const script = preload === undefined ? 'undefined' : `(function(require,module,exports,process){${preload}\n})`
    this.listen()
    const [r, g, b] = [(background >> 16) & 255, (background >> 8) & 255, background & 255]
    // Each is answered by the page's process. A navigation that overtook them would go without the scripts.
    await Promise.all([
      session.send('Page.enable'),
      session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      session.send('Inspector.enable'),
      session.send('Runtime.enable'),
      session.send('Runtime.addBinding', { name: this.secret, executionContextName: WORLD }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: call(mainWorld, given) }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: call(isolatedWorld, given, script), worldName: WORLD }),
      session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
      session.send('Emulation.setDefaultBackgroundColorOverride', { color: { r, g, b, a: 1 } }),
    ])
  }

  tell(message: ToPage): void {
    const bytes = encode(message)
    if (this.socket) this.socket.send(bytes)
    else this.early.push(bytes)
  }

  /** Resolves when the page is there; rejects with Chromium's own error text. */
  async navigate(url: string): Promise<void> {
    this.own = true
    this.loading = true
    const { errorText } = await this.session.send<{ errorText?: string }>('Page.navigate', { url })
    if (errorText === undefined) return
    this.own = false
    this.loading = false
    throw new Error(errorText)
  }

  reload(): void {
    this.own = true
    this.session.tell('Page.reload')
  }

  /** Evaluates in the page's own world, as the page's scripts do. */
  async evaluate(expression: string, userGesture: boolean): Promise<unknown> {
    interface Outcome {
      readonly result: { readonly value?: unknown; readonly type: string; readonly subtype?: string; readonly objectId?: string }
      readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string; readonly value?: unknown } }
    }
    const { result, exceptionDetails } = await this.session.send<Outcome>('Runtime.evaluate', {
      expression,
      userGesture,
      awaitPromise: true,
    })
    if (exceptionDetails) {
      const { exception, text } = exceptionDetails
      const [first = text] = (exception?.description ?? `${text} ${JSON.stringify(exception?.value)}`).split('\n')
      throw new Error(first.replace(/^Error: /, ''))
    }
    if (result.type === 'function' || result.type === 'symbol' || (result.subtype !== undefined && !['array', 'null'].includes(result.subtype)))
      throw new Error(`the Chromium host cannot carry a ${result.subtype ?? result.type} out of executeJavaScript`)
    if (result.objectId === undefined) return result.value
    // Asked for by value at once, a Map would come as an empty object.
    const given = { objectId: result.objectId, functionDeclaration: 'function () { return this }', returnByValue: true }
    const copied = await this.session.send<Outcome>('Runtime.callFunctionOn', given)
    this.session.tell('Runtime.releaseObject', { objectId: result.objectId })
    return copied.result.value
  }

  /** The file chooser of Chromium, as an input in the page opens it; Chromium tells the files' paths. */
  async chooseFiles(accept: string, multiple: boolean): Promise<string[]> {
    const expression = `new Promise((done) => {
      const input = Object.assign(document.createElement('input'), { type: 'file', multiple: ${String(multiple)}, accept: ${JSON.stringify(accept)} })
      input.onchange = () => done([...input.files])
      input.oncancel = () => done([])
      input.click()
    })`
    interface Remote {
      readonly result: { readonly objectId?: string }
    }
    interface Property {
      readonly name: string
      readonly value?: { readonly objectId?: string }
    }
    const asked = { expression, userGesture: true, awaitPromise: true }
    const { result } = await this.session.send<Remote>('Runtime.evaluate', asked)
    const given = { objectId: result.objectId, ownProperties: true }
    const { result: files } = await this.session.send<{ result: Property[] }>('Runtime.getProperties', given)
    const ids = files.filter(({ name }) => /^\d+$/.test(name)).map(({ value }) => value?.objectId)
    const paths = await Promise.all(ids.map((objectId) => this.session.send<{ path: string }>('DOM.getFileInfo', { objectId })))
    return paths.map(({ path }) => path)
  }

  /** The same for a folder: Chromium gives its files, each with its path below the folder. */
  async chooseFolder(): Promise<string | undefined> {
    const expression = `new Promise((done) => {
      const input = Object.assign(document.createElement('input'), { type: 'file', webkitdirectory: true })
      input.onchange = () => done(input.files[0] ?? null)
      input.oncancel = () => done(null)
      input.click()
    })`
    const asked = { expression, userGesture: true, awaitPromise: true }
    const { result } = await this.session.send<{ result: { readonly objectId?: string } }>('Runtime.evaluate', asked)
    if (result.objectId === undefined) return undefined
    const { objectId } = result
    const below = { objectId, functionDeclaration: 'function () { return this.webkitRelativePath }', returnByValue: true }
    const { path } = await this.session.send<{ path: string }>('DOM.getFileInfo', { objectId })
    const { result: relative } = await this.session.send<{ result: { readonly value: string } }>('Runtime.callFunctionOn', below)
    const [folder = '', ...rest] = relative.value.split('/')
    return path.slice(0, path.length - rest.join('/').length - 1) || folder
  }

  private listen(): void {
    const { session } = this
    session.on('Runtime.bindingCalled', ({ name, executionContextId }: { name: string; executionContextId: number }) => {
      if (name !== this.secret) return
      const token = this.server.expectSocket((socket) => this.join(socket))
      session.tell('Runtime.evaluate', { expression: `${this.secret}Open(${JSON.stringify(token)})`, contextId: executionContextId })
    })
    session.on('Fetch.requestPaused', (paused: Paused) => void this.decide(paused))
    session.on('Page.frameNavigated', ({ frame }: { frame: { id: string; url: string; urlFragment?: string } }) => {
      if (frame.id !== this.target) return
      this.leave()
      this.own = false
      this.url = frame.url + (frame.urlFragment ?? '')
      this.emit('committed')
    })
    session.on('Page.navigatedWithinDocument', ({ frameId, url }: { frameId: string; url: string }) => {
      if (frameId === this.target) this.url = url
    })
    session.on('Page.frameStartedLoading', ({ frameId }: { frameId: string }) => {
      if (frameId === this.target) this.loading = true
    })
    // Also where a navigation was refused, and the page stays.
    session.on('Page.frameStoppedLoading', ({ frameId }: { frameId: string }) => {
      if (frameId !== this.target) return
      this.loading = false
      this.emit('stopped')
    })
    session.on('Page.lifecycleEvent', ({ frameId, name }: { frameId: string; name: string }) => {
      if (frameId !== this.target || !this.url.startsWith(this.server.addresses.origin)) return
      if (name === 'DOMContentLoaded') this.emit('dom-ready')
      if (name === 'firstPaint') this.emit('painted')
      if (name !== 'load') return
      this.loading = false
      this.emit('loaded')
    })
    session.on('Inspector.targetCrashed', () => {
      this.leave()
      this.emit('crashed')
    })
    session.on('Runtime.consoleAPICalled', (event: ConsoleCall) => {
      const at = event.stackTrace?.callFrames[0]
      const text = event.args.map(({ value, description, type }) => (typeof value === 'string' ? value : (description ?? `${type} ${JSON.stringify(value)}`))).join(' ')
      this.emit('console', event.type, text, (at?.lineNumber ?? -1) + 1, at?.url ?? '')
    })
    session.on('Runtime.exceptionThrown', ({ exceptionDetails: { text, exception, lineNumber, url } }: Thrown) => {
      this.emit('console', 'error', `${text} ${exception?.description ?? ''}`.trim(), lineNumber + 1, url ?? '')
    })
    session.on('detached', () => {
      this.leave()
      this.emit('gone')
    })
  }

  /** Whether a request may be made. The page's own are the server's to decide; the rest never gets further. */
  private async decide({ requestId, frameId, request, resourceType, redirectedRequestId }: Paused): Promise<void> {
    const isOwn = request.url.startsWith(`${this.server.addresses.origin}/`)
    if (!isOwn && (await this.server.refuses(request.url, request.method)))
      return this.session.tell('Fetch.failRequest', { requestId, errorReason: resourceType === 'Document' ? 'Aborted' : 'BlockedByClient' })
    if (resourceType !== 'Document') return this.session.tell('Fetch.continueRequest', { requestId })
    const isMainFrame = frameId === this.target
    const redirected = redirectedRequestId !== undefined
    const navigation: Navigation = { url: request.url, isMainFrame, redirected, allowed: true }
    if (!isMainFrame || !this.own || redirected) this.emit('navigation', navigation)
    if (navigation.allowed) this.session.tell('Fetch.continueRequest', { requestId })
    else this.session.tell('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
  }

  private join(socket: WebSocket): void {
    this.socket = socket
    for (const bytes of this.early.splice(0)) socket.send(bytes)
    socket.on('message', (bytes: Buffer) => {
      if (this.socket === socket) this.emit('message', decode(bytes))
    })
  }

  /** The document is gone: its socket and the ends of channels it held, too. */
  private leave(): void {
    this.socket?.close()
    this.socket = undefined
    this.ports.close()
  }
}

interface ConsoleCall {
  readonly type: string
  readonly args: readonly { readonly type: string; readonly value?: unknown; readonly description?: string }[]
  readonly stackTrace?: { readonly callFrames: readonly { readonly lineNumber: number; readonly url: string }[] }
}
interface Thrown {
  readonly exceptionDetails: {
    readonly text: string
    readonly lineNumber: number
    readonly url?: string
    readonly exception?: { readonly description?: string }
  }
}
