import { Message, MessageType, sessionBus, type MessageBus } from '@jellybrick/dbus-next'
import type { EventEmitter } from 'node:events'
import { SessionBus } from '../../../src/main/speak/session-bus'
import type { Session } from './session'
import { until } from './orca-session'

/** An event as it came from an application. */
interface HeardEvent {
  readonly member: string
  readonly text: string
  readonly sender: string
  readonly path: string
}

export interface FakeListener {
  heard(): readonly HeardEvent[]
  /** Resolves when the next event was presented; of one that hangs, when it came. */
  next(): Promise<void>
  /** From now on it asks nothing back about what it hears, as a reader that hangs. */
  hang(): void
  resume(): void
  /** Asks about an object as a reader does. */
  ask(sender: string, path: string, member: string): Promise<unknown[]>
  die(): Promise<void>
}

const REGISTRY = 'org.a11y.atspi.Registry'

/**
 * A client of the accessibility bus that is registered for events and, like Orca, asks for the role of
 * an announcement's source before it presents it. It speaks nothing.
 */
export async function startFakeListener(session: Session, events: readonly string[]): Promise<FakeListener> {
  const bus = sessionBus({ busAddress: await accessibilityAddress(session) })
  let heard: readonly HeardEvent[] = []
  let waiting: (() => void)[] = []
  let hanging = false
  const ask = async (destination: string, path: string, member: string): Promise<unknown[]> => {
    const question = new Message({ destination, path, interface: 'org.a11y.atspi.Accessible', member })
    return (await bus.call(question))?.body ?? []
  }
  ;(bus as EventEmitter).on('message', (message: Message) => {
    if (message.type !== MessageType.SIGNAL || message.interface !== 'org.a11y.atspi.Event.Object') return
    const { sender, path, member, body } = message
    const { value } = body[3] as { value: unknown }
    const event = { member, sender, path, text: String(value) }
    heard = [...heard, event]
    const tell = (): void => waiting.splice(0).forEach((resolve) => resolve())
    // The event of a source that is gone is not presented.
    const drop = (): void => void (heard = heard.filter((e) => e !== event))
    if (hanging) tell()
    else void ask(sender, path, 'GetRole').then(tell, drop)
  })
  for (const event of events) {
    await bus.call(
      new Message({
        destination: REGISTRY,
        path: '/org/a11y/atspi/registry',
        interface: REGISTRY,
        member: 'RegisterEvent',
        signature: 'sass',
        body: [event, [], ''],
      }),
    )
  }
  return {
    heard: () => heard,
    next: () => new Promise((resolve) => (waiting = [...waiting, resolve])),
    hang: () => void (hanging = true),
    resume: () => void (hanging = false),
    ask,
    die: () => leave(bus),
  }
}

/** Where the accessibility bus of a session is, as soon as it is there. */
async function accessibilityAddress(session: Session): Promise<string> {
  const bus = new SessionBus(session.env)
  const launcher = 'org.a11y.Bus'
  const ask = { destination: launcher, path: '/org/a11y/bus', interface: launcher, member: 'GetAddress' }
  let address = ''
  await until(async () => {
    const reply = await bus.call(ask)
    address = reply.ok ? String(reply.body[0]) : ''
    return address !== ''
  })
  await bus.close()
  return address
}

async function leave(bus: MessageBus): Promise<void> {
  const { _connection: connection } = bus as unknown as {
    _connection: { stream: { closed: boolean; once(event: 'close', run: () => void): void } }
  }
  if (connection.stream.closed) return
  const closed = new Promise<void>((resolve) => connection.stream.once('close', resolve))
  bus.disconnect()
  await closed
}
