import x11, { type Done, type XClient, type XEvent } from 'x11'

/** Thrown inside of the X11 desktop when the server is gone; never leaves it. */
export class ConnectionLost extends Error {}

/** One connection to an X server, kept open. */
export interface Connection {
  readonly client: XClient
  readonly root: number
  /** Number of the screen of the display, for selections such as _NET_WM_CM_S0. */
  readonly screen: number
  readonly alive: boolean
  /**
   * One request. Undefined when the server refused it: mostly a window that was closed meanwhile.
   * Throws ConnectionLost when the connection breaks before the reply.
   */
  ask<T>(send: (client: XClient, done: Done<T>) => void): Promise<T | undefined>
  /** Number of an atom's name; asked once. */
  atom(name: string): Promise<number>
  onEvent(listener: (event: XEvent) => void): () => void
  close(): void
}

/** Displays that are not on this machine stay closed to us: no request leaves it. */
const LOCAL_HOSTS: ReadonlySet<string> = new Set(['', 'unix', 'localhost', '127.0.0.1', '::1', '[::1]'])

/** The last atom that every server has by itself (WM_TRANSIENT_FOR). */
const LAST_STANDARD_ATOM = 68

/**
 * x11 4.2 keeps the atoms of all connections in one object, but each server numbers them anew: after a
 * restart of the server, properties would be looked up under the wrong names.
 */
function forgetAtoms(client: XClient): void {
  client.atoms = Object.fromEntries(Object.entries(client.atoms).filter(([, atom]) => atom <= LAST_STANDARD_ATOM))
}

/** Opens the display (":0", "localhost:10.0"). Rejects with ConnectionLost when it cannot be had. */
export function connectX(display: string): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const lost = (why: unknown): void => reject(new ConnectionLost(String(why)))
    let host: string
    try {
      host = x11.parseDisplay(display).host
    } catch (error) {
      return lost(error)
    }
    // SECURITY: a window system elsewhere would be a request that leaves the machine.
    if (!LOCAL_HOSTS.has(host)) return lost(`${display} is on another machine`)
    let connection: (Connection & { broke: () => void }) | undefined
    const client = x11.createClient({ display, shm: false, disableBigRequests: true }, (error, opened) => {
      const screen = opened?.screen[Number(client.screenNum)]
      if (error || !opened || !screen) return lost(error ?? 'no such screen')
      forgetAtoms(client)
      connection = createConnection(client, screen.root)
      resolve(connection)
    })
    // Without these listeners, an error of the socket would end the app.
    client.on('error', (error) => {
      lost(error)
      if (isSocketError(error)) connection?.broke()
    })
    client.on('end', () => {
      lost('closed')
      connection?.broke()
    })
  })
}

/** X errors carry a number (`error`); those of the socket have a code of the system. */
function isSocketError(error: unknown): boolean {
  return error instanceof Error && 'code' in error
}

function createConnection(client: XClient, root: number): Connection & { broke: () => void } {
  const waiting = new Set<() => void>()
  const listeners = new Set<(event: XEvent) => void>()
  const atoms = new Map<string, Promise<number>>()
  let alive = true
  client.on('event', (event) => {
    for (const listener of listeners) listener(event)
  })
  const ask: Connection['ask'] = <T>(send: (client: XClient, done: Done<T>) => void) =>
    new Promise<T | undefined>((resolve, reject) => {
      if (!alive) return reject(new ConnectionLost('closed'))
      const lost = (): void => reject(new ConnectionLost('closed'))
      waiting.add(lost)
      send(client, (error, value) => {
        waiting.delete(lost)
        resolve(error ? undefined : value)
        return true
      })
    })
  const broke = (): void => {
    alive = false
    for (const lost of waiting) lost()
    waiting.clear()
    listeners.clear()
  }
  return {
    client,
    root,
    screen: Number(client.screenNum),
    get alive() {
      return alive
    },
    ask,
    atom(name) {
      let atom = atoms.get(name)
      if (!atom) {
        atom = ask<number>((c, done) => c.InternAtom(false, name, done)).then((value) => value ?? 0)
        atoms.set(name, atom)
      }
      return atom
    },
    onEvent(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    broke,
    close() {
      if (alive) client.terminate()
      broke()
    },
  }
}
