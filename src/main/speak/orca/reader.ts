import type { MessageKey } from '../../../shared/messages'
import { nameHasOwner } from '../bus-connection'
import type { SessionBus } from '../session-bus'
import { DIALECTS, HAND_OVERS, type Dialect, type HandOver, type SilenceWay } from './dialect'
import { methodsOf } from './introspection'

/** An Orca that runs, and the calls that it understands. */
export interface Reader {
  readonly dialect: Dialect
  readonly handOver: HandOver
  /** Undefined where this Orca offers no way to be silenced. */
  readonly silence: SilenceWay | undefined
  /** "Orca 51.1". */
  readonly name: string
}

/** The Orca on the bus by what its objects say they can do, never by its version; else why there is none. */
export async function findReader(bus: SessionBus): Promise<Reader | MessageKey> {
  let strange = false
  for (const dialect of DIALECTS) {
    const { service, path } = dialect
    const owned = await bus.call(nameHasOwner(service))
    if (!owned.ok) return owned.why === 'no-bus' ? 'voice.orca.no-bus' : 'voice.orca.bus-silent'
    if (owned.body[0] !== true) continue
    const methods = methodsOf(await introspect(bus, service, path)).get(service)
    strange = true
    const handOver = HAND_OVERS.find(({ needs }) => needs.every((name) => methods?.has(name)))
    if (!handOver) continue
    const [silence, name] = await Promise.all([silenceWay(bus, dialect), readerName(bus, dialect)])
    return { dialect, handOver, silence, name }
  }
  return strange ? 'voice.orca.strange' : 'voice.orca.not-running'
}

async function silenceWay(bus: SessionBus, dialect: Dialect): Promise<SilenceWay | undefined> {
  for (const way of dialect.silence) {
    const { destination, path, interface: iface, member } = way.call
    const methods = methodsOf(await introspect(bus, destination, path)).get(iface)
    if (!methods?.has(member)) continue
    if (way.command === undefined) return way
    const listed = await bus.call({ destination, path, interface: iface, member: 'ListCommands' })
    const commands = listed.ok && Array.isArray(listed.body[0]) ? listed.body[0] : []
    if (commands.some((c: unknown) => Array.isArray(c) && c[0] === way.command)) return way
  }
  return undefined
}

/** GetVersion tells "50.1", "51.alpha" or "50.1 (rev 0a1b2c)". */
async function readerName(bus: SessionBus, { service, path }: Dialect): Promise<string> {
  const reply = await bus.call({ destination: service, path, interface: service, member: 'GetVersion' })
  const text = reply.ok ? reply.body[0] : undefined
  const version = typeof text === 'string' ? /^\d+(?:\.\w{1,12})*/.exec(text)?.[0] : undefined
  return version ? `Orca ${version}` : 'Orca'
}

async function introspect(bus: SessionBus, destination: string, path: string): Promise<unknown> {
  const iface = 'org.freedesktop.DBus.Introspectable'
  const reply = await bus.call({ destination, path, interface: iface, member: 'Introspect' })
  return reply.ok ? reply.body[0] : undefined
}
