import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { host } from '../host'
import { hearBus, openBus } from './bus'
import { HostEmitter, offer } from './offer'

const LOGIND = "type='signal',sender='org.freedesktop.login1',interface='org.freedesktop.login1.Manager'"

/** Where the kernel tells of batteries and mains. */
const SUPPLIES = '/sys/class/power_supply'

function supplies(): string[] {
  try {
    return readdirSync(SUPPLIES)
  } catch {
    return []
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/**
 * electron.powerMonitor. On Linux Electron emits suspend, resume and shutdown (from logind); the other events
 * are documented for macOS and Windows and never come here.
 */
class PowerMonitor extends HostEmitter {
  constructor() {
    super('powerMonitor', ['suspend', 'resume', 'shutdown', 'lock-screen', 'unlock-screen', 'on-battery', 'on-ac'])
  }

  /** Whole seconds. */
  getSystemIdleTime(): number {
    return Math.floor(host().desktop.now('idle') / 1000)
  }

  /** A machine without a battery is never on it. */
  isOnBatteryPower(): boolean {
    return supplies().some((supply) => /^Discharging\s*$/.test(textOf(join(SUPPLIES, supply, 'status'))))
  }

  async watch(): Promise<void> {
    const bus = await openBus('system')
    if (!bus) return
    await hearBus(bus, LOGIND, ({ member, body }) => {
      if (member === 'PrepareForSleep') this.emit(body[0] === true ? 'suspend' : 'resume')
      if (member === 'PrepareForShutdown' && body[0] === true) this.emit('shutdown', { preventDefault: () => undefined })
    })
  }
}

const hostPower = new PowerMonitor()
export const powerMonitor = offer('powerMonitor', hostPower, ['getSystemIdleTime', 'isOnBatteryPower'])
export const watchPower = (): void => void hostPower.watch()
