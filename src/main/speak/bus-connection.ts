import type { EventEmitter } from 'node:events'
import type { Duplex } from 'node:stream'
import type { MessageBus } from '@jellybrick/dbus-next'

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

/** One connection to a bus; it does not come back once it has ended. */
export interface BusConnection {
  readonly bus: MessageBus
  /** Resolves when the connection ends. */
  readonly ended: Promise<unknown>
  /** Never starts what is asked. Without a deadline: see `withDeadline`. */
  call(call: BusCall): Promise<BusReply>
  destroy(): Promise<void>
}

/**
 * The Unix socket among the addresses in `text`; undefined where there is none.
 *
 * SECURITY: only Unix sockets are taken: an address can also name a program to run or a machine.
 */
export function unixAddress(text: string | undefined): string | undefined {
  return text?.split(';').find((address) => /^unix:(path|abstract)=/.test(address))
}

export async function connectBus(busAddress: string): Promise<BusConnection> {
  const { sessionBus, Message, MessageFlag, DBusError } = await import('@jellybrick/dbus-next')
  const bus = sessionBus({ busAddress })
  const { promise: ended, resolve: end } = Promise.withResolvers<undefined>()
  // Not among the library's declared events, but sent; unheard it would end the process.
  ;(bus as EventEmitter).on('error', () => end(undefined))
  const stream = await streamOf(bus)
  stream?.once('close', () => end(undefined))
  return {
    bus,
    ended,
    call({ signature = '', body = [], ...target }) {
      const message = new Message({ ...target, signature, body: [...body], flags: MessageFlag.NO_AUTO_START })
      const asked = bus.call(message).then(
        (reply): BusReply => ({ ok: true, body: reply?.body ?? [] }),
        (error: unknown): BusReply => ({
          ok: false,
          why: 'error',
          detail: error instanceof DBusError ? error.type : String(error),
        }),
      )
      return Promise.race([
        asked,
        ended.then((): BusReply => ({ ok: false, why: 'silent', detail: 'the bus ended' })),
      ])
    },
    async destroy() {
      if (!stream || stream.closed) return
      const closed = new Promise((done) => stream.once('close', done))
      stream.destroy()
      await closed
    },
  }
}

/** A reply, or that there was none in time. */
export async function withDeadline(reply: Promise<BusReply>, member: string): Promise<BusReply> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<BusReply>((resolve) => {
    const silent: BusReply = { ok: false, why: 'silent', detail: `${member} was not answered` }
    timer = setTimeout(() => resolve(silent), BUS_DEADLINE)
  })
  return Promise.race([reply, late]).finally(() => clearTimeout(timer))
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
  return ofTheBus('NameHasOwner', name)
}

/** A question with one string to the bus itself. */
export function ofTheBus(member: string, argument: string): BusCall {
  return {
    destination: 'org.freedesktop.DBus',
    path: '/org/freedesktop/DBus',
    interface: 'org.freedesktop.DBus',
    member,
    signature: 's',
    body: [argument],
  }
}
