import { ofTheBus, type BusCall, type BusReply } from '../bus-connection'
import { isProcess } from '../../processes/session-process'

/**
 * How a reader takes a message from a program that is not in front. `announcement`: the event
 * object:announcement, which Orca 45 and later present; `notification`: a notification that begins to
 * show, which Orca 43 and 44 present.
 */
type Way = 'announcement' | 'notification'

export interface Reader {
  /** Its unique name on the accessibility bus. */
  readonly bus: string
  readonly way: Way
}

export const REGISTRY = 'org.a11y.atspi.Registry'

const REGISTERED_EVENTS: BusCall = {
  destination: REGISTRY,
  path: '/org/a11y/atspi/registry',
  interface: REGISTRY,
  member: 'GetRegisteredEvents',
}

/** What a reader has to listen for, best first. */
const LISTENS: readonly (readonly [Way, RegExp])[] = [
  ['announcement', /^object:announcement:*$/i],
  ['notification', /^object:statechanged:(showing)?:*$/i],
]

/**
 * Who listens and how it would take a message, in the order of the list. Pure.
 *
 * @param events the registry's list, a(ss): who, and "Object:StateChanged:Showing" or the like
 */
export function readersIn(events: unknown): Reader[] {
  const pairs = (Array.isArray(events) ? events : []).filter(
    (e: unknown): e is [string, string] =>
      Array.isArray(e) && typeof e[0] === 'string' && typeof e[1] === 'string',
  )
  return [...new Set(pairs.map(([bus]) => bus))].flatMap((bus) => {
    const heard = pairs.filter((pair) => pair[0] === bus).map(([, event]) => event)
    const found = LISTENS.find(([, pattern]) => heard.some((event) => pattern.test(event)))
    return found ? [{ bus, way: found[0] }] : []
  })
}

/** The Orca of this user that listens on the accessibility bus. */
export async function findReader(
  call: (call: BusCall) => Promise<BusReply>,
  isOrca: (pid: string) => Promise<boolean> = (pid) => isProcess(pid, 'orca'),
): Promise<Reader | undefined> {
  const reply = await call(REGISTERED_EVENTS)
  for (const reader of readersIn(reply.ok ? reply.body[0] : [])) {
    const owner = await call(ofTheBus('GetConnectionUnixProcessID', reader.bus))
    if (owner.ok && (await isOrca(String(owner.body[0])))) return reader
  }
  return undefined
}
