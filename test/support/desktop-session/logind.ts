import { Message, sessionBus } from '@jellybrick/dbus-next'
import { once, type EventEmitter } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DesktopSession } from './session'
import { until } from './until'

/** As the system's bus, but whoever connects may be whom they like (dbus-daemon(1)). */
const CONFIG = (address: string): string => `<busconfig>
  <type>system</type>
  <listen>${address}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_type="*"/>
    <allow receive_type="*"/>
  </policy>
</busconfig>
`

/** The system's bus, with nobody on it but a logind that the test speaks for. */
export interface SystemBus {
  /** What DBUS_SYSTEM_BUS_ADDRESS must be. */
  readonly address: string
  /** Tells that the machine goes to sleep, or that it woke: PrepareForSleep (org.freedesktop.login1(5)). */
  tellSleep(sleep: 'begins' | 'is over'): Promise<void>
}

/** Starts one in a session; it ends with that. */
export async function startSystemBus(session: DesktopSession): Promise<SystemBus> {
  const address = `unix:path=${join(session.folder, 'system-bus')}`
  const config = join(session.folder, 'system-bus.conf')
  writeFileSync(config, CONFIG(address))
  session.give(config)
  const daemon = session.start('dbus-daemon', [`--config-file=${config}`, '--nofork', '--nopidfile', '--print-address=1'], { stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  daemon.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  await until('the system’s bus', () => printed.includes('unix:'))
  return {
    address,
    async tellSleep(sleep) {
      const bus = sessionBus({ busAddress: address })
      await once(bus as EventEmitter, 'connect')
      await bus.requestName('org.freedesktop.login1', 0)
      bus.send(Message.newSignal('/org/freedesktop/login1', 'org.freedesktop.login1.Manager', 'PrepareForSleep', 'b', [sleep === 'begins']))
      // Answered behind it: the bus has passed it on by then.
      await bus.releaseName('org.freedesktop.login1')
      bus.disconnect()
    },
  }
}
