import type { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import type { MessageBus } from '@jellybrick/dbus-next'
import type { Environment } from './programs'

/** One call: who is asked, where, for what. */
export interface BusCall {
  readonly destination: string
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly signature?: string
  readonly body?: readonly unknown[]
}

/** `silent`: no answer within the deadline, or the bus went away; `error`: the other side said no. */
export type BusReply =
  | { readonly ok: true; readonly body: readonly unknown[] }
  | { readonly ok: false; readonly why: 'no-bus' | 'silent' | 'error'; readonly detail: string }

/** A bus or a service that answers nothing for this long is left; milliseconds. */
export const BUS_DEADLINE = 1000

/**
 * The session bus, where one runs already; none is ever started.
 *
 * SECURITY: only Unix sockets are taken: an address can also name a program to run or a machine.
 */
export function sessionBusAddress(env: Environment): string | undefined {
  const given = env['DBUS_SESSION_BUS_ADDRESS']?.split(';').find((a) => /^unix:(path|abstract)=/.test(a))
  if (given) return given
  const runtime = env['XDG_RUNTIME_DIR']
  const socket = runtime && join(runtime, 'bus')
  return socket && existsSync(socket) ? `unix:path=${socket}` : undefined
}

interface OpenBus {
  readonly bus: MessageBus
  /** Resolves when the connection ends. */
  readonly ended: Promise<unknown>
  destroy(): Promise<void>
}

/** The session bus: connects at the first call, again after it was lost, and never waits for long. */
export class SessionBus {
  readonly #address: string | undefined
  #open: Promise<OpenBus> | undefined

  constructor(env: Environment) {
    this.#address = sessionBusAddress(env)
  }

  async call(call: BusCall): Promise<BusReply> {
    if (this.#address === undefined) return { ok: false, why: 'no-bus', detail: 'no address' }
    const opened = (this.#open ??= this.#connect(this.#address))
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), BUS_DEADLINE)
    })
    try {
      const reply = await Promise.race([this.#ask(opened, call), late])
      if (reply !== 'late') return reply
      return { ok: false, why: 'silent', detail: `${call.member} was not answered` }
    } finally {
      clearTimeout(timer)
    }
  }

  async close(): Promise<void> {
    const opened = this.#open
    this.#open = undefined
    await (await opened)?.destroy()
  }

  async #ask(opening: Promise<OpenBus>, call: BusCall): Promise<BusReply> {
    const { Message, MessageFlag, DBusError } = await import('@jellybrick/dbus-next')
    const opened = await opening
    const { signature = '', body = [], ...target } = call
    // Asking must never start what is asked.
    const message = new Message({ ...target, signature, body: [...body], flags: MessageFlag.NO_AUTO_START })
    const asked = opened.bus.call(message).then(
      (reply): BusReply => ({ ok: true, body: reply?.body ?? [] }),
      (error: unknown): BusReply => ({
        ok: false,
        why: 'error',
        detail: error instanceof DBusError ? error.type : String(error),
      }),
    )
    const ended = opened.ended.then((): BusReply => ({ ok: false, why: 'silent', detail: 'the bus ended' }))
    return Promise.race([asked, ended])
  }

  async #connect(busAddress: string): Promise<OpenBus> {
    const { sessionBus } = await import('@jellybrick/dbus-next')
    const bus = sessionBus({ busAddress })
    const { promise: ended, resolve } = Promise.withResolvers<undefined>()
    const end = (): void => {
      // The next call connects anew.
      if (this.#open === opening) this.#open = undefined
      resolve(undefined)
    }
    const opening = this.#open
    // Not among the library's declared events, but sent; unheard it would end the process.
    ;(bus as EventEmitter).on('error', end)
    const stream = await streamOf(bus)
    stream?.once('close', end)
    const destroy = async (): Promise<void> => {
      if (!stream || stream.closed) return
      const closed = new Promise((done) => stream.once('close', done))
      stream.destroy()
      await closed
    }
    return { bus, ended, destroy }
  }
}

/**
 * The connection's socket, which the library opens a moment later and keeps to itself: its own
 * `disconnect` waits for the other side, and a bus that hangs would keep the process alive.
 */
async function streamOf(bus: MessageBus): Promise<Duplex | undefined> {
  const { _connection: connection } = bus as unknown as { _connection?: { stream?: Duplex } }
  await new Promise((resolve) => setImmediate(resolve))
  return connection?.stream
}

/** Whether somebody owns a name on the bus; asks the bus itself and starts nobody. */
export function nameHasOwner(name: string): BusCall {
  return {
    destination: 'org.freedesktop.DBus',
    path: '/org/freedesktop/DBus',
    interface: 'org.freedesktop.DBus',
    member: 'NameHasOwner',
    signature: 's',
    body: [name],
  }
}
