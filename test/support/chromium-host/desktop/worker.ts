import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { FrameTable } from './frame-table'
import { KeyGrabs } from './key-grabs'
import { readMonitors, type Monitor } from './monitors'
import { Selection } from './selection'
import { XServer } from './x-server'

/**
 * The thread that owns the connection to the X server. It is one of its own for two reasons: a new window of
 * Chromium's must be caught within milliseconds, whatever the main thread is doing; and Electron's calls that
 * answer at once (is the key free? where is the pointer?) can wait for it.
 */
interface Start {
  readonly calls: MessagePort
  readonly answered: Int32Array
}
const { calls, answered } = workerData as Start
const tell = (name: string, ...details: unknown[]): void => parentPort?.postMessage([name, ...details])

const x = await XServer.connect(
  (event) => {
    frames.hear(event)
    keys.hear(event)
    selection.hear(event)
    if (event.name === 'RRScreenChangeNotify') tell('monitors')
  },
  () => tell('gone'),
)
const frames = new FrameTable(x, (frame, name, detail) => tell('frame', frame, name, detail))
const keys = new KeyGrabs(x, (accelerator) => tell('key', accelerator))
const selection = new Selection(x)
const randr = await x.extension('randr')
randr.SelectInput(x.root, 1)
const saver = await x.extension('screen-saver').catch(() => undefined)

async function monitors(): Promise<Monitor[]> {
  return readMonitors(x)
}

/** Left, top, width and height without panels, as the window manager says; none without one. */
async function workArea(): Promise<number[]> {
  const [desktop = 0] = await x.numbers(x.root, '_NET_CURRENT_DESKTOP')
  const areas = await x.numbers(x.root, '_NET_WORKAREA')
  return areas.slice(desktop * 4, desktop * 4 + 4)
}

async function pointer(): Promise<{ x: number; y: number }> {
  const at = await x.ask<{ rootX: number; rootY: number }>('QueryPointer', x.root)
  return { x: at.rootX, y: at.rootY }
}

/** Milliseconds without a key or the mouse (the X server's screen saver knows). */
async function idle(): Promise<number> {
  if (!saver) throw new Error('this X server has no screen saver extension, so the idle time is not known')
  return new Promise((resolve, reject) => {
    saver.QueryInfo(x.root, (error, info) => (error ? reject(error) : resolve(info.idle)))
  })
}

/** The managed windows with their titles, bottom to top. */
async function windows(): Promise<{ id: number; name: string }[]> {
  const ids = await x.numbers(x.root, '_NET_CLIENT_LIST')
  const names = await Promise.all(
    ids.map(async (id) => {
      const { data } = await x.property(id, '_NET_WM_NAME').catch(() => ({ data: Buffer.alloc(0) }))
      return data.toString('utf8')
    }),
  )
  return ids.map((id, at) => ({ id, name: names[at] ?? '' }))
}

const OPERATIONS = {
  expectFirst: frames.expectFirst.bind(frames),
  expectNext: frames.expectNext.bind(frames),
  create: frames.create.bind(frames),
  adopt: frames.adopt.bind(frames),
  park: frames.park.bind(frames),
  destroy: frames.destroy.bind(frames),
  show: frames.show.bind(frames),
  hide: frames.hide.bind(frames),
  activate: frames.activate.bind(frames),
  deactivate: frames.deactivate.bind(frames),
  minimize: frames.minimize.bind(frames),
  restore: frames.restore.bind(frames),
  setBounds: frames.setBounds.bind(frames),
  getBounds: frames.getBounds.bind(frames),
  setStates: frames.setStates.bind(frames),
  setOnAllDesktops: frames.setOnAllDesktops.bind(frames),
  setTitle: frames.setTitle.bind(frames),
  setIcon: frames.setIcon.bind(frames),
  grab: keys.grab.bind(keys),
  ungrab: keys.ungrab.bind(keys),
  writeText: selection.writeText.bind(selection),
  readText: selection.readText.bind(selection),
  formats: selection.formats.bind(selection),
  readBytes: selection.readBytes.bind(selection),
  clear: selection.clear.bind(selection),
  monitors,
  workArea,
  pointer,
  idle,
  windows,
}
/** What the main thread may ask for, with its arguments and answers. */
export type Operations = typeof OPERATIONS

interface Call {
  readonly name: keyof Operations
  readonly args: never[]
  readonly id: number
  readonly waiting: boolean
}

calls.on('message', (call: Call) => {
  const run: (...args: never[]) => unknown = OPERATIONS[call.name]
  const answer = (outcome: object): void => {
    calls.postMessage({ id: call.id, ...outcome })
    if (!call.waiting) return
    Atomics.store(answered, 0, call.id)
    Atomics.notify(answered, 0)
  }
  void (async () => run(...call.args))().then(
    (value) => answer({ value }),
    (error: unknown) => answer({ error: error instanceof Error ? error.message : String(error) }),
  )
})
tell('ready')
