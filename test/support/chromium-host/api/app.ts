import { systemLanguages } from './languages'
import { startHost, stopHost } from '../host'
import { HostEmitter, HostEvent, offer } from './offer'
import { appFolder, Paths, readPackage } from './paths'
import { SingleInstance } from './single-instance'

const EVENTS = [
  'ready', 'second-instance', 'activate', 'before-quit', 'will-quit', 'quit', 'window-all-closed',
  'web-contents-created', 'render-process-gone', 'child-process-gone', 'browser-window-created',
]
const MEMBERS = [
  'whenReady', 'isReady', 'isPackaged', 'getPath', 'setPath', 'getAppPath', 'getName', 'setName', 'name', 'getVersion',
  'getLocale', 'getPreferredSystemLanguages', 'requestSingleInstanceLock', 'releaseSingleInstanceLock', 'quit', 'exit',
  'enableSandbox', 'commandLine', 'setLoginItemSettings', 'getLoginItemSettings', 'setAppUserModelId', 'dock',
  'setDesktopName',
]

/** A window, as far as quitting is concerned. */
interface Closable {
  close(): void
  isDestroyed(): boolean
  destroy(): void
}

/** electron.app */
class App extends HostEmitter {
  readonly isPackaged = false
  /** As documented: macOS only, undefined elsewhere. */
  readonly dock = undefined
  /** Every window that is open; the window module keeps it. */
  readonly windows = new Set<Closable>()
  /** Set by the module that puts the parts together: called once, before 'ready'. */
  onRunning: () => Promise<void> = () => Promise.resolve()
  private readonly folder = appFolder(process.argv[1] ?? '.')
  private readonly package = readPackage(this.folder)
  private title = this.package.productName ?? this.package.name ?? 'Electron'
  private readonly paths = new Paths(() => this.title)
  private readonly flags: string[] = []
  private ready = false
  private quitting = false
  private starting: Promise<void> | undefined
  private readonly instance = new SingleInstance(({ argv, directory, data }) =>
    this.emit('second-instance', new HostEvent(), argv, directory, data),
  )
  readonly commandLine = offer(
    'app.commandLine',
    {
      appendSwitch: (name: string, value = ''): void => {
        if (this.starting) throw new Error('a switch after the start has no effect any more')
        this.flags.push(value ? `--${name}=${value}` : `--${name}`)
      },
      hasSwitch: (name: string): boolean =>
        [...process.argv, ...this.flags].some((flag) => flag === `--${name}` || flag.startsWith(`--${name}=`)),
    },
    ['appendSwitch', 'hasSwitch'],
  )

  constructor() {
    super('app', EVENTS)
    this.on('newListener', (event: string) => event === 'ready' && void this.whenReady())
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.quit())
  }

  get name(): string {
    return this.title
  }

  set name(name: string) {
    this.title = name
  }

  getName(): string {
    return this.title
  }

  setName(name: string): void {
    this.title = name
  }

  getVersion(): string {
    return this.package.version ?? ''
  }

  getAppPath(): string {
    return this.folder
  }

  getPath(which: string): string {
    return this.paths.get(which)
  }

  setPath(which: string, path: string): void {
    if (which === 'sessionData' && this.starting) throw new Error('sessionData cannot move after the app is ready')
    this.paths.put(which, path)
  }

  getLocale(): string {
    return this.getPreferredSystemLanguages()[0] ?? 'en-US'
  }

  getPreferredSystemLanguages(): string[] {
    return systemLanguages(process.env)
  }

  isReady(): boolean {
    return this.ready
  }

  async whenReady(): Promise<void> {
    this.starting ??= this.start()
    return this.starting
  }

  requestSingleInstanceLock(data?: unknown): boolean {
    const second = { argv: process.argv, directory: process.cwd(), data }
    const held = this.instance.request(this.getPath('userData'), second)
    // Only who holds it may start Chromium on the profile there: begin now, it takes longest.
    if (held) void this.whenReady()
    return held
  }

  releaseSingleInstanceLock(): void {
    this.instance.release()
  }

  /** Chromium's sandbox is on for every page anyway; as root it is off, which is said at the start. */
  enableSandbox(): void {
    if (this.ready) throw new Error('app.enableSandbox() can only be called before app is ready')
  }

  /** As documented, for macOS and Windows only. */
  setLoginItemSettings(): never {
    throw new Error('app.setLoginItemSettings is for macOS and Windows only')
  }

  getLoginItemSettings(): never {
    throw new Error('app.getLoginItemSettings is for macOS and Windows only')
  }

  /** Windows only: there is nothing to set here. */
  setAppUserModelId(): void {
    return undefined
  }

  /** Sets what the desktop's environment finds the .desktop file by. */
  setDesktopName(name: string): void {
    process.env['CHROME_DESKTOP'] = name
  }

  /** before-quit, the windows' own close events, will-quit, quit: each but the last can prevent it. */
  quit(): void {
    if (this.quitting) return
    const before = new HostEvent()
    this.emit('before-quit', before)
    if (before.defaultPrevented) return
    this.quitting = true
    for (const window of [...this.windows]) window.close()
    if (this.windows.size > 0) {
      // A window refused: the app goes on.
      this.quitting = false
      return
    }
    this.leave()
  }

  exit(code = 0): void {
    this.quitting = true
    for (const window of [...this.windows]) window.destroy()
    void this.end(code)
  }

  /** The last window is gone. As in Electron, the app ends unless it listens and decides otherwise. */
  allClosed(): void {
    if (this.quitting) return
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed')
    else this.quit()
  }

  private leave(): void {
    const will = new HostEvent()
    this.emit('will-quit', will)
    this.quitting = !will.defaultPrevented
    if (this.quitting) void this.end(0)
  }

  private async end(code: number): Promise<void> {
    this.emit('quit', new HostEvent(), code)
    this.instance.release()
    await stopHost()
    process.exit(code)
  }

  private async start(): Promise<void> {
    // The app sets its paths in the same turn as it asks for the lock or for readiness.
    await Promise.resolve()
    try {
      await startHost(
        { folder: this.getPath('sessionData'), languages: this.getPreferredSystemLanguages(), flags: this.flags },
        (sentence) => this.died(sentence),
      )
    } catch (error) {
      return this.died(error instanceof Error ? error.message : String(error))
    }
    await this.onRunning()
    this.ready = true
    this.emit('ready', new HostEvent(), {})
  }

  /** Without Chromium there is no app: say so and end. */
  private died(sentence: string): never {
    process.stderr.write(`${sentence}\n`)
    this.instance.release()
    process.exit(1)
  }
}

export const hostApp = new App()
export const app = offer('app', hostApp, MEMBERS)
