import x11 from 'x11'
import { failure, type Result } from '../../../shared/codes'
import type { AppNames } from '../app-names'
import type { Desktop, ScreenReaderName } from '../desktop'
import { activateWindow } from './activate'
import { ConnectionLost, connectX, type Connection } from './connection'
import { findById, findFront } from './front'
import { watchPresses } from '../presses'
import { isControlDown } from './held-keys'
import { number } from './properties'
import { findStacking } from './stack'

/** Time for one call as a whole, milliseconds. */
const DEADLINE = 2000

export interface X11Options {
  /** As in DISPLAY. */
  readonly display: string
  readonly names: AppNames
  readonly screenReader: () => Promise<ScreenReaderName | null>
  readonly deadline?: number
}

/**
 * Other programs' windows by EWMH (Extended Window Manager Hints 1.5) over one connection, which is
 * opened at the first call, kept, and opened again when it broke.
 */
export function createX11Desktop({ display, names, screenReader, deadline = DEADLINE }: X11Options): Desktop {
  const clocks = new WeakMap<Connection, Promise<number>>()
  const watchers = new Set<(id: number | null) => void>()
  let opening: Promise<Connection> | undefined
  let opened: Connection | undefined
  let closed = false

  async function open(): Promise<Connection> {
    const x = await connectX(display)
    if (closed) {
      x.close()
      throw new ConnectionLost('closed')
    }
    opened = x
    const active = await x.atom('_NET_ACTIVE_WINDOW')
    x.onEvent((event) => {
      if (event.name === 'PropertyNotify' && event.wid === x.root && event.atom === active) tellActive(x)
    })
    const values = { eventMask: x11.eventMask.PropertyChange }
    await x.ask<unknown>((c, done) => c.ChangeWindowAttributes(x.root, values, done))
    return x
  }

  function connection(): Promise<Connection> {
    if (closed) return Promise.reject(new ConnectionLost('closed'))
    if (!opening || opened?.alive === false) {
      opened = undefined
      const attempt = open()
      opening = attempt
      attempt.catch(() => {
        if (opening === attempt) opening = undefined
      })
    }
    return opening
  }

  function tellActive(x: Connection): void {
    if (watchers.size === 0) return
    number(x, x.root, '_NET_ACTIVE_WINDOW').then(
      (id = 0) => watchers.forEach((changed) => changed(id === 0 ? null : id)),
      // The connection broke; the next call opens it again.
      () => undefined,
    )
  }

  /** Every call ends: with its result, when the connection breaks, or at the deadline. */
  function call<T>(work: (x: Connection) => Promise<Result<T>>): Promise<Result<T>> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => resolve(failure('desktop-silent', 'the X server did not answer')), deadline)
      connection()
        .then(work)
        .then(resolve, (error: unknown) => {
          if (error instanceof ConnectionLost) resolve(failure('desktop-silent', error.message))
          else reject(error instanceof Error ? error : new Error(String(error)))
        })
        .finally(() => clearTimeout(timer))
    })
  }

  return {
    unit: 'pixels',
    frontWindow: (own) => call((x) => findFront(x, own, names)),
    find: (id) => call((x) => findById(x, id, names)),
    stacking: (own) => call(async (x) => ({ ok: true, windows: await findStacking(x, own) })),
    activate: (id) => call((x) => activateWindow(x, clocks, id)),
    activeWindow: () =>
      call(async (x) => {
        // 0 is none, too.
        const id = (await number(x, x.root, '_NET_ACTIVE_WINDOW')) ?? 0
        return { ok: true, id: id === 0 ? null : id }
      }),
    watchActive(changed) {
      watchers.add(changed)
      // Events come over the connection; without it there is nothing to watch yet.
      connection().catch(() => undefined)
      return () => watchers.delete(changed)
    },
    watchControl: (pressed) =>
      watchPresses(async () => {
        const found = await call(async (x) => ({ ok: true, down: await isControlDown(x) }))
        return found.ok ? found.down : undefined
      }, pressed),
    screenReader,
    someReader: async () => false,
    close() {
      closed = true
      watchers.clear()
      opened?.close()
    },
  }
}
