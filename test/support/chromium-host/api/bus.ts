import type { MessageBus } from '@jellybrick/dbus-next'
import { existsSync } from 'node:fs'
import type { EventEmitter } from 'node:events'

const SYSTEM_SOCKET = '/run/dbus/system_bus_socket'

/** D-Bus names its buses by these variables (dbus-daemon(1)); the system's has a socket of its own without. */
function isThere(which: 'session' | 'system'): boolean {
  if (which === 'session') return Boolean(process.env['DBUS_SESSION_BUS_ADDRESS'])
  return Boolean(process.env['DBUS_SYSTEM_BUS_ADDRESS']) || existsSync(SYSTEM_SOCKET)
}

/** One signal of somebody's on a bus. */
export interface BusSignal {
  readonly interface: string
  readonly member: string
  readonly path: string
  readonly sender: string
  readonly body: readonly unknown[]
}

/** A bus, or undefined where this machine has none. A bus that goes away later stays silent. */
export async function openBus(which: 'session' | 'system'): Promise<MessageBus | undefined> {
  if (!isThere(which)) return undefined
  const { sessionBus, systemBus } = await import('@jellybrick/dbus-next')
  const bus = which === 'session' ? sessionBus() : systemBus()
  return new Promise((resolve) => {
    const events = bus as EventEmitter
    events.on('error', () => resolve(undefined))
    events.once('connect', () => resolve(bus))
  })
}

/** Calls a method; undefined where nobody answers. */
export async function callBus(
  bus: MessageBus,
  destination: string,
  path: string,
  face: string,
  member: string,
  signature = '',
  body: unknown[] = [],
): Promise<readonly unknown[] | undefined> {
  const { Message } = await import('@jellybrick/dbus-next')
  try {
    const reply = await bus.call(new Message({ destination, path, interface: face, member, signature, body }))
    return reply?.body ?? []
  } catch {
    return undefined
  }
}

/** Hears signals that match the rule. */
export async function hearBus(bus: MessageBus, rule: string, heard: (signal: BusSignal) => void): Promise<void> {
  ;(bus as EventEmitter).on('message', (message: BusSignal & { readonly type: number }) => {
    if (message.type === 4) heard(message)
  })
  await callBus(bus, 'org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'AddMatch', 's', [rule])
}
