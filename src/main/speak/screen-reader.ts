import { createProcessSearch } from '../processes/process-search'
import { nameHasOwner } from './bus-connection'
import type { Environment } from './programs'
import type { SessionBus } from './session-bus'

const STATUS = { destination: 'org.a11y.Bus', path: '/org/a11y/bus' } as const

/**
 * Whether a screen reader says that it runs: the desktop's own switch, or a process named orca in this
 * user's session. Only read, never set; nothing is started to find out.
 */
export async function screenReaderRuns(bus: SessionBus, env: Environment, proc?: string): Promise<boolean> {
  return (await switchedOn(bus)) || createProcessSearch('orca', env['XDG_RUNTIME_DIR'], proc)()
}

/** Whether the desktop's own switch says that a reader runs (org.a11y.Status, ScreenReaderEnabled). */
export async function switchedOn(bus: SessionBus): Promise<boolean> {
  const owned = await bus.call(nameHasOwner(STATUS.destination))
  if (!owned.ok || owned.body[0] !== true) return false
  const reply = await bus.call({
    ...STATUS,
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    body: ['org.a11y.Status', 'ScreenReaderEnabled'],
  })
  const value = reply.ok ? reply.body[0] : undefined
  return typeof value === 'object' && value !== null && 'value' in value && value.value === true
}
