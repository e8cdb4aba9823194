import type { XAttributes, XEvent } from 'x11'
import x11 from 'x11'
import { failure, type Result } from '../../../shared/codes'
import type { Connection } from './connection'
import { number, numbers } from './properties'

/** Source of an _NET_ACTIVE_WINDOW request: 1 a program, 2 a pager, that is, the user asked for it. */
const BY_THE_USER = 2
const INPUT_ONLY = 2
const APPEND = 2
const NO_BYTES = Buffer.alloc(0)
/** Time for the window manager to do it, milliseconds. */
const PATIENCE = 700

/** A window of ours that is never seen; the server stamps changes of its properties with its time. */
async function createClock(x: Connection): Promise<number> {
  const id = x.client.AllocID()
  const values = { eventMask: x11.eventMask.PropertyChange }
  await x.ask<unknown>((c, done) => c.CreateWindow(id, x.root, -1, -1, 1, 1, 0, 0, INPUT_ONLY, 0, values, done))
  return id
}

/** The server's own time, milliseconds: a request stamped 0 or late loses to focus stealing prevention. */
async function serverTime(x: Connection, clock: number): Promise<number> {
  const name = await x.atom('_DESCRY_TIME')
  const type = await x.atom('CARDINAL')
  return await new Promise<number>((resolve, reject) => {
    const stop = x.onEvent((event: XEvent) => {
      if (event.name !== 'PropertyNotify' || event.wid !== clock || event.time === undefined) return
      stop()
      resolve(event.time)
    })
    x.ask<unknown>((c, done) => c.ChangeProperty(APPEND, clock, name, type, 32, NO_BYTES, done)).catch(reject)
  })
}

/** Asks the window manager for it (EWMH, _NET_ACTIVE_WINDOW) and waits until it is so. */
export async function activateWindow(
  x: Connection,
  clocks: WeakMap<Connection, Promise<number>>,
  id: number,
): Promise<Result<{ active: boolean }>> {
  const there = await x.ask<XAttributes>((c, done) => c.GetWindowAttributes(id, done))
  if (!there) return failure('no-front-window', 'the window was closed')
  if (!(await numbers(x, x.root, '_NET_SUPPORTING_WM_CHECK'))) {
    return failure('desktop-unsupported', 'no window manager')
  }
  let clock = clocks.get(x)
  if (!clock) clocks.set(x, (clock = createClock(x)))
  const time = await serverTime(x, await clock)
  const message = await x.atom('_NET_ACTIVE_WINDOW')
  return await new Promise((resolve, reject) => {
    const settle = (active: boolean): void => {
      clearTimeout(timer)
      stop()
      resolve({ ok: true, active })
    }
    const look = (): void => {
      number(x, x.root, '_NET_ACTIVE_WINDOW').then((now) => {
        if (now === id) settle(true)
      }, reject)
    }
    const stop = x.onEvent((event) => {
      if (event.name === 'PropertyNotify' && event.wid === x.root && event.atom === message) look()
    })
    const timer = setTimeout(() => settle(false), PATIENCE)
    x.client.SendClientMessage(x.root, id, message, 32, [BY_THE_USER, time, 0])
    // It may be active already: then nothing changes and no event comes.
    look()
  })
}
