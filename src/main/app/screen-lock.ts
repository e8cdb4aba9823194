import { connectBus, ofTheBus, unixAddress, withDeadline, type BusConnection } from '../speak/bus-connection'
import { sessionBusAddress } from '../speak/session-bus'

type Environment = Readonly<Record<string, string | undefined>>

interface LockSignal {
  readonly bus: 'session' | 'system'
  readonly interface: string
  readonly member: string
  /** What it says when the screen is locked; anything without it. */
  readonly when?: unknown
}

/**
 * How Linux desktops tell of a locked screen: a screensaver's ActiveChanged (freedesktop's, which KDE has; GNOME's
 * and those made after it), and logind's Lock, which asks a session to lock itself (org.freedesktop.login1(5)).
 * Electron's `lock-screen` comes on macOS and Windows only (docs/api/power-monitor.md).
 */
const SIGNALS: readonly LockSignal[] = [
  ...['freedesktop', 'gnome', 'cinnamon', 'mate', 'xfce'].map(
    (desktop): LockSignal => ({ bus: 'session', interface: `org.${desktop}.ScreenSaver`, member: 'ActiveChanged', when: true }),
  ),
  { bus: 'system', interface: 'org.freedesktop.login1.Session', member: 'Lock' },
]

const SYSTEM_BUS = 'unix:path=/run/dbus/system_bus_socket'

/** Hears of a locked screen where D-Bus tells; nothing comes where there is no bus. @returns ends it */
export async function watchScreenLock(env: Environment, locked: () => void): Promise<() => Promise<void>> {
  const addresses = { session: sessionBusAddress(env), system: unixAddress(env['DBUS_SYSTEM_BUS_ADDRESS']) ?? SYSTEM_BUS }
  const opened = await Promise.all([watch('session', addresses.session, locked), watch('system', addresses.system, locked)])
  return async () => {
    for (const connection of opened) await connection?.destroy()
  }
}

async function watch(name: LockSignal['bus'], address: string | undefined, locked: () => void): Promise<BusConnection | null> {
  if (address === undefined) return null
  const signals = SIGNALS.filter(({ bus }) => bus === name)
  const connection = await connectBus(address)
  connection.bus.on('message', (message: { interface?: string; member?: string; body?: readonly unknown[] }) => {
    const signal = signals.find((one) => one.interface === message.interface && one.member === message.member)
    if (signal && (signal.when === undefined || message.body?.[0] === signal.when)) locked()
  })
  const asked = signals.map(({ interface: from, member }) =>
    withDeadline(connection.call(ofTheBus('AddMatch', `type='signal',interface='${from}',member='${member}'`)), member),
  )
  await Promise.all(asked)
  return connection
}
