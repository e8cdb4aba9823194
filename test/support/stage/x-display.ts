import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import x11, { type XDisplay as Connection } from 'x11'
import type { Rect } from '../../../src/shared/rect'

export type Colour = readonly [number, number, number]

/** A virtual display of its own, and what is painted on it. */
export interface XDisplay {
  readonly name: string
  /** Paints a rectangle above everything; resolves when the server has done it. */
  paint(rect: Rect, colour: Colour): Promise<void>
  /** Takes away what was painted. */
  clear(): Promise<void>
  /** Moves the pointer. */
  point(x: number, y: number): Promise<void>
  close(): Promise<void>
}

export async function startDisplay(width: number, height: number): Promise<XDisplay> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const [number] = (await once(server.stdio[3] as Readable, 'data')) as [Buffer]
  const name = `:${number.toString().trim()}`
  const { client, screen } = await connect(name)
  const root = screen[0]!.root
  const painted: number[] = []
  const done = (): Promise<void> =>
    new Promise((resolve) => {
      client.GetGeometry(root, () => {
        resolve()
        return true
      })
    })
  return {
    name,
    async paint({ x, y, width: across, height: down }, [red, green, blue]) {
      const window = client.AllocID()
      const look = { backgroundPixel: (red << 16) | (green << 8) | blue, overrideRedirect: 1 }
      client.CreateWindow(window, root, x, y, across, down, 0, 0, 0, 0, look)
      client.MapWindow(window)
      painted.push(window)
      await done()
    },
    async clear() {
      for (const window of painted.splice(0)) client.DestroyWindow(window)
      await done()
    },
    async point(x, y) {
      await once(spawn('xdotool', ['mousemove', String(x), String(y)], { env: { ...process.env, DISPLAY: name } }), 'exit')
    },
    async close() {
      client.terminate()
      const gone = once(server, 'exit')
      server.kill()
      await gone
    },
  }
}

function connect(display: string): Promise<Connection> {
  return new Promise((resolve, reject) => {
    x11.createClient({ display }, (error, connection) => {
      if (connection) resolve(connection)
      else reject(error instanceof Error ? error : new Error(String(error)))
    })
  })
}
