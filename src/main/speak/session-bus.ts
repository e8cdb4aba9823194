import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  connectBus,
  unixAddress,
  withDeadline,
  type BusCall,
  type BusConnection,
  type BusReply,
} from './bus-connection'
import type { Environment } from './programs'

/** The session bus, where one runs already; none is ever started. */
export function sessionBusAddress(env: Environment): string | undefined {
  const given = unixAddress(env['DBUS_SESSION_BUS_ADDRESS'])
  if (given) return given
  const runtime = env['XDG_RUNTIME_DIR']
  const socket = runtime && join(runtime, 'bus')
  return socket && existsSync(socket) ? `unix:path=${socket}` : undefined
}

/** The session bus: connects at the first call, again after it was lost, and never waits for long. */
export class SessionBus {
  readonly #address: string | undefined
  #opening: Promise<BusConnection> | undefined

  constructor(env: Environment) {
    this.#address = sessionBusAddress(env)
  }

  async call(call: BusCall): Promise<BusReply> {
    if (this.#address === undefined) return { ok: false, why: 'no-bus', detail: 'no address' }
    const opening = (this.#opening ??= this.#connect(this.#address))
    return withDeadline(
      opening.then((connection) => connection.call(call)),
      call.member,
    )
  }

  async close(): Promise<void> {
    const opening = this.#opening
    this.#opening = undefined
    await (await opening)?.destroy()
  }

  #connect(address: string): Promise<BusConnection> {
    const opening = connectBus(address)
    void opening
      .then(({ ended }) => ended)
      .then(() => {
        // The next call connects anew.
        if (this.#opening === opening) this.#opening = undefined
      })
    return opening
  }
}
