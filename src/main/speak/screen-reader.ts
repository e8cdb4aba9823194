import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { nameHasOwner } from './bus-connection'
import type { Environment } from './programs'
import type { SessionBus } from './session-bus'

const STATUS = { destination: 'org.a11y.Bus', path: '/org/a11y/bus' } as const

/**
 * Whether a screen reader says that it runs: the desktop's own switch, or a process named orca in this
 * user's session. Only read, never set; nothing is started to find out.
 */
export async function screenReaderRuns(bus: SessionBus, env: Environment, proc = '/proc'): Promise<boolean> {
  return (await switchedOn(bus)) || processRuns('orca', env, proc)
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

function processRuns(name: string, env: Environment, proc: string): boolean {
  try {
    return readdirSync(proc).some((pid) => isProcess(pid, name, proc) && isOfSession(pid, env, proc))
  } catch {
    return false
  }
}

/** A process of another session of this user has another runtime folder; one without any is ours. */
function isOfSession(pid: string, env: Environment, proc: string): boolean {
  try {
    const environment = readFileSync(join(proc, pid, 'environ'), 'utf8')
    // It has ended, and nobody has asked yet how.
    if (environment === '') return false
    const runtime = environment.split('\0').find((variable) => variable.startsWith('XDG_RUNTIME_DIR='))
    return runtime === undefined || runtime === `XDG_RUNTIME_DIR=${env['XDG_RUNTIME_DIR'] ?? ''}`
  } catch {
    return false
  }
}

/** Whether a process is this user's and has this name; /proc/PID/comm is the name of the script, too. */
export function isProcess(pid: string, name: string, proc = '/proc'): boolean {
  if (!/^\d+$/.test(pid)) return false
  try {
    const folder = join(proc, pid)
    const user = process.getuid?.()
    return readFileSync(join(folder, 'comm'), 'utf8').trim() === name && statSync(folder).uid === user
  } catch {
    // It ended while we looked.
    return false
  }
}
