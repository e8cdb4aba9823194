import { once } from 'node:events'
import { connectX, type Connection } from '../../../src/main/desktop/x11/connection'
import { numbers } from '../../../src/main/desktop/x11/properties'
import { placed, rootChildren, topLevel } from '../../../src/main/desktop/x11/windows'
import { until } from './x-session'

interface WindowSpec {
  readonly title?: string
  /** Instance and class of WM_CLASS. */
  readonly wmClass?: readonly [string, string]
  readonly at?: readonly [number, number]
  readonly size?: readonly [number, number]
  readonly pid?: number
  /** A property of atoms or numbers each: name → [type, values]. */
  readonly numbers?: Readonly<Record<string, readonly [string, readonly (number | string)[]]>>
  readonly overrideRedirect?: boolean
}

/** A small X client that makes windows. */
export interface Painter {
  readonly x: Connection
  /** Makes a window and waits until it is on the screen, managed by the window manager if there is one. */
  open(spec: WindowSpec): Promise<number>
  minimise(id: number): Promise<void>
  /** Claims to be the compositing manager. */
  composite(): Promise<void>
  destroy(id: number): Promise<void>
  set(id: number, name: string, type: string, values: readonly (number | string)[]): Promise<void>
  close(): void
}

const REPLACE = 0
const ICONIC = 3

/** Atoms are given by name, so a string among the values is the atom of that name. */
export async function createPainter(display: string, managed: boolean): Promise<Painter> {
  const x = await connectX(display)
  if (managed) {
    await until(async () => {
      const check = await numbers(x, x.root, '_NET_SUPPORTING_WM_CHECK')
      return check !== undefined && (await numbers(x, x.root, '_NET_CLIENT_LIST')) !== undefined
    })
  }
  const change = (id: number, name: number, type: number, units: number, data: Buffer | number[]) =>
    x.ask<unknown>((c, done) => c.ChangeProperty(REPLACE, id, name, type, units, data, done))
  const painter: Painter = {
    x,
    async set(id, name, type, values) {
      const data = await Promise.all(values.map(async (v) => (typeof v === 'string' ? x.atom(v) : v)))
      await change(id, await x.atom(name), await x.atom(type), 32, data)
    },
    async open(spec) {
      const id = x.client.AllocID()
      const [left, top] = spec.at ?? [100, 100]
      const [width, height] = spec.size ?? [300, 200]
      const values = { backgroundPixel: 0x336699, overrideRedirect: spec.overrideRedirect ? 1 : 0 }
      await x.ask<unknown>((c, done) =>
        c.CreateWindow(id, x.root, left, top, width, height, 0, 0, 1, 0, values, done),
      )
      const utf8 = await x.atom('UTF8_STRING')
      const string = await x.atom('STRING')
      if (spec.title !== undefined) await change(id, await x.atom('_NET_WM_NAME'), utf8, 8, Buffer.from(spec.title))
      if (spec.wmClass) {
        await change(id, await x.atom('WM_CLASS'), string, 8, Buffer.from(spec.wmClass.map((c) => `${c}\0`).join('')))
      }
      if (spec.pid !== undefined) await painter.set(id, '_NET_WM_PID', 'CARDINAL', [spec.pid])
      // USPosition: the window manager must not place it elsewhere.
      const hints = [1, left, top, width, height, ...Array.from({ length: 13 }, () => 0)]
      await painter.set(id, 'WM_NORMAL_HINTS', 'WM_SIZE_HINTS', hints)
      for (const [name, [type, list]] of Object.entries(spec.numbers ?? {})) await painter.set(id, name, type, list)
      x.client.MapWindow(id)
      const listed = managed && !spec.overrideRedirect
      await until(async () =>
        listed
          ? ((await numbers(x, x.root, '_NET_CLIENT_LIST')) ?? []).includes(id)
          : (await rootChildren(x)).includes((await topLevel(x, id)) ?? 0),
      )
      return id
    },
    async minimise(id) {
      x.client.SendClientMessage(x.root, id, await x.atom('WM_CHANGE_STATE'), 32, [ICONIC])
      const hidden = await x.atom('_NET_WM_STATE_HIDDEN')
      await until(async () => {
        const drawn = (await placed(x, (await topLevel(x, id)) ?? id)) !== undefined
        return !drawn && ((await numbers(x, id, '_NET_WM_STATE')) ?? []).includes(hidden)
      })
    },
    async composite() {
      const owner = await painter.open({ overrideRedirect: true, at: [-10, -10], size: [1, 1] })
      const selection = await x.atom(`_NET_WM_CM_S${x.screen}`)
      x.client.SetSelectionOwner(owner, selection, 0)
    },
    async destroy(id) {
      x.client.DestroyWindow(id)
      await until(async () => (await topLevel(x, id)) === undefined)
    },
    close: () => x.close(),
  }
  return painter
}

/** Ends the X server and waits until it is gone. */
export async function kill(server: { kill(signal: 'SIGKILL'): boolean } & NodeJS.EventEmitter): Promise<void> {
  const gone = once(server, 'exit')
  server.kill('SIGKILL')
  await gone
}
