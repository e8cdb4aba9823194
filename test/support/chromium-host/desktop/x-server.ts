import { x11, type XDisplay, type XEvent, type XExtension, type XProperty } from './x11'

/** Atoms that are asked for once, at the connection. */
const ATOMS = [
  'ATOM', 'CARDINAL', 'WINDOW', 'STRING', 'INTEGER', 'INCR', 'TARGETS', 'CLIPBOARD', 'UTF8_STRING', 'TEXT',
  'WM_NAME', 'WM_CLASS', 'WM_HINTS', 'WM_NORMAL_HINTS', 'WM_SIZE_HINTS', 'WM_PROTOCOLS', 'WM_DELETE_WINDOW',
  'WM_STATE', 'WM_CHANGE_STATE', 'WM_CLIENT_MACHINE', '_MOTIF_WM_HINTS', '_NET_WM_NAME', '_NET_WM_PID', '_NET_WM_PING',
  '_NET_WM_ICON', '_NET_WM_STATE', '_NET_WM_STATE_ABOVE', '_NET_WM_STATE_SKIP_TASKBAR', '_NET_WM_STATE_SKIP_PAGER',
  '_NET_WM_STATE_HIDDEN', '_NET_WM_STATE_STICKY', '_NET_WM_DESKTOP', '_NET_WM_USER_TIME', '_NET_WM_WINDOW_TYPE',
  '_NET_WM_WINDOW_TYPE_NORMAL', '_NET_WM_WINDOW_TYPE_DESKTOP', '_NET_WM_WINDOW_TYPE_DOCK',
  '_NET_WM_WINDOW_TYPE_TOOLBAR', '_NET_WM_WINDOW_TYPE_SPLASH', '_NET_WM_WINDOW_TYPE_NOTIFICATION',
  '_NET_ACTIVE_WINDOW', '_NET_SUPPORTING_WM_CHECK', '_NET_WORKAREA', '_NET_CURRENT_DESKTOP', '_NET_CLIENT_LIST',
  'text/plain', 'text/plain;charset=utf-8', 'DESCRY_SELECTION',
] as const
export type AtomName = (typeof ATOMS)[number]

type Request = (...args: unknown[]) => void

/**
 * One connection to the X server, with promises for its replies. A request that the server refuses rejects
 * with the server's error (`Bad access`, `Bad window`).
 */
export class XServer {
  readonly root: number
  readonly width: number
  readonly height: number
  /** Bits of an id that count within one client; the others name the client. */
  readonly resourceMask: number
  private constructor(
    readonly display: XDisplay,
    private readonly atoms: ReadonlyMap<AtomName, number>,
  ) {
    const screen = display.screen[0]
    if (!screen) throw new Error('the X server has no screen')
    this.root = screen.root
    this.width = screen.pixel_width
    this.height = screen.pixel_height
    this.resourceMask = display.resource_mask
  }

  static async connect(onEvent: (event: XEvent) => void, onEnd: () => void): Promise<XServer> {
    const display = await new Promise<XDisplay>((resolve, reject) => {
      x11.createClient({ shm: false }, (error, made) => (error ? reject(error) : resolve(made)))
    })
    const client = display.client
    // Errors of requests that nobody waits for: a window that went away in between.
    client.on('error', () => undefined)
    client.on('end', onEnd)
    const intern = client['InternAtom'] as Request
    const atoms = await Promise.all(
      ATOMS.map(
        (name) =>
          new Promise<[AtomName, number]>((resolve, reject) => {
            const done = (error: Error | null, atom: number): void => (error ? reject(error) : resolve([name, atom]))
            intern.call(client, false, name, done)
          }),
      ),
    )
    const server = new XServer(display, new Map(atoms))
    client.on('event', onEvent)
    return server
  }

  atom(name: AtomName): number {
    return this.atoms.get(name) ?? 0
  }

  /** Sends a request that has no reply, or whose outcome does not matter. */
  send(request: string, ...args: unknown[]): void {
    ;(this.display.client[request] as Request).apply(this.display.client, args)
  }

  ask<T>(request: string, ...args: unknown[]): Promise<T> {
    return new Promise((resolve, reject) => {
      const done = (error: Error | null, value: T): boolean => {
        if (error) reject(error)
        else resolve(value)
        return true
      }
      ;(this.display.client[request] as Request).call(this.display.client, ...args, done)
    })
  }

  extension(name: string): Promise<XExtension> {
    return new Promise((resolve, reject) => {
      this.display.client.require(name, (error, extension) => (error ? reject(error) : resolve(extension)))
    })
  }

  set32(window: number, property: AtomName, type: AtomName, values: readonly number[]): void {
    this.send('ChangeProperty', 0, window, this.atom(property), this.atom(type), 32, [...values])
  }

  setText(window: number, property: AtomName, type: AtomName, text: string): void {
    this.send('ChangeProperty', 0, window, this.atom(property), this.atom(type), 8, Buffer.from(text))
  }

  remove(window: number, property: AtomName): void {
    this.send('DeleteProperty', window, this.atom(property))
  }

  /** The property's bytes; empty where it is not set. */
  async property(window: number, property: AtomName, remove = false): Promise<XProperty> {
    return this.ask<XProperty>('GetProperty', remove ? 1 : 0, window, this.atom(property), 0, 0, 0x1fffffff)
  }

  async numbers(window: number, property: AtomName): Promise<number[]> {
    const { data, format } = await this.property(window, property)
    if (format !== 32) return []
    return Array.from({ length: data.length / 4 }, (_, at) => data.readUInt32LE(at * 4))
  }

  /** A client message to the window manager (EWMH: sent to the root, substructure masks). */
  tellManager(window: number, message: AtomName, data: readonly number[]): void {
    const words = [0, 1, 2, 3, 4].map((at) => data[at] ?? 0)
    const event = Buffer.alloc(32)
    event[0] = 33
    event[1] = 32
    event.writeUInt32LE(window, 4)
    event.writeUInt32LE(this.atom(message), 8)
    words.forEach((word, at) => event.writeUInt32LE(word >>> 0, 12 + at * 4))
    this.send('SendEvent', this.root, 0, SUBSTRUCTURE, event)
  }
}

const mask = (name: string): number => x11.eventMask[name] ?? 0
const SUBSTRUCTURE = mask('SubstructureRedirect') | mask('SubstructureNotify')

/** Event masks by the protocol's names, or-ed. */
export const events = (...names: string[]): number => names.reduce((sum, name) => sum | mask(name), 0)
