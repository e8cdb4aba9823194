import type { XServer } from './x-server'

export interface Monitor {
  readonly id: number
  readonly name: string
  readonly primary: boolean
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Millimetres, 0 where unknown. */
  readonly widthMm: number
}

const GET_MONITORS = 42

/**
 * The monitors of RandR 1.5, active ones only (`xrandr --setmonitor` makes further ones). The package does
 * not know this request, so it is written here by its bytes (randrproto, RRGetMonitors).
 */
export async function readMonitors(x: XServer): Promise<Monitor[]> {
  const randr = await x.extension('randr')
  const client = x.display.client
  const reply = await new Promise<Buffer>((resolve, reject) => {
    client.seq_num++
    const request = Buffer.alloc(12)
    request[0] = randr.majorOpcode
    request[1] = GET_MONITORS
    request.writeUInt16LE(3, 2)
    request.writeUInt32LE(x.root, 4)
    request[8] = 1
    client.pack_stream.put(request)
    client.replies[client.seq_num] = [
      (bytes) => bytes,
      (error: Error | null, bytes: Buffer) => (error ? reject(error) : resolve(bytes)),
    ]
    client.pack_stream.submit(true)
  })
  const monitors = parseMonitors(reply)
  const names = await Promise.all(monitors.map(({ id }) => x.ask<string>('GetAtomName', id)))
  return monitors.map((monitor, at) => ({ ...monitor, name: names[at] ?? '' }))
}

/** The reply from its ninth byte on, as the package hands it over. */
function parseMonitors(reply: Buffer): Monitor[] {
  const count = reply.readUInt32LE(4)
  const monitors: Monitor[] = []
  let at = 24
  for (let index = 0; index < count; index++) {
    monitors.push({
      id: reply.readUInt32LE(at),
      name: '',
      primary: reply[at + 4] === 1,
      x: reply.readInt16LE(at + 8),
      y: reply.readInt16LE(at + 10),
      width: reply.readUInt16LE(at + 12),
      height: reply.readUInt16LE(at + 14),
      widthMm: reply.readUInt32LE(at + 16),
    })
    at += 24 + 4 * reply.readUInt16LE(at + 6)
  }
  return monitors
}
