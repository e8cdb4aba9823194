import { describe, expect, test } from 'vitest'
import {
  EVENT_NAMES,
  eventSpec,
  INVOKE_NAMES,
  invokeSpec,
  WINDOWS,
  type InvokeName,
  type WindowName,
} from '../../../../src/shared/ipc-schema'
import type { MessagePortMain, WebContents, WebFrameMain } from 'electron'
import { fakeFrame, fakePage, fakeWorld, type FakeWorld } from './fake-ipc'
import { EVENT_SAMPLES, INVOKE_SAMPLES, STATE } from './ipc-samples'

/** Calls a channel of which everything is right but for what is handed in. */
async function call(
  world: FakeWorld,
  name: InvokeName,
  wrong: { sender?: WebContents; frame?: WebFrameMain | null; args?: readonly unknown[]; reply?: unknown } = {},
): Promise<{ result?: unknown; error?: Error; asked: number }> {
  let asked = 0
  const { request, reply } = INVOKE_SAMPLES[name]
  world.ipc.handle(name, () => {
    asked += 1
    return ('reply' in wrong ? wrong.reply : reply) as never
  })
  const page = world.pages[invokeSpec(name).windows[0]!]
  const sender = wrong.sender ?? page.contents
  const frame = wrong.frame === undefined ? sender.mainFrame : wrong.frame
  return world.invoke(name, sender, frame, [...(wrong.args ?? request)]).then(
    (result) => ({ result, asked }),
    (error: unknown) => ({ error: error as Error, asked }),
  )
}

const REFUSED = 'Descry refused this request.'

describe.each(INVOKE_NAMES)('the channel %s', (name) => {
  const window = invokeSpec(name).windows[0]!

  test('is answered when everything is right, so that a refusal below is of what it names', async () => {
    for (const window of invokeSpec(name).windows) {
      const world = fakeWorld()
      const { result, asked } = await call(world, name, { sender: world.pages[window].contents })
      expect(result).toEqual(INVOKE_SAMPLES[name].reply)
      expect(asked).toBe(1)
      expect(world.reports).toEqual([])
    }
  })

  test.each([
    ['https://example.com'],
    ['app://evil'],
    ['app://descry.example.com'],
    ['app://descry:80'],
    ['file://'],
    ['null'],
    ['http://127.0.0.1:8000'],
    [''],
  ])('refuses the origin %s', async (origin) => {
    const world = fakeWorld()
    world.pages[window].frame = fakeFrame(origin)
    const { error, asked } = await call(world, name)
    expect(error?.message).toBe(REFUSED)
    expect(asked).toBe(0)
    expect(world.reports).toEqual([`${name} foreign-origin ${window}`])
  })

  test('refuses a frame inside the page, also one of our own origin', async () => {
    for (const origin of ['app://descry', 'https://example.com']) {
      const world = fakeWorld()
      const { error, asked } = await call(world, name, { frame: fakeFrame(origin, world.pages[window].frame) })
      expect(error?.message).toBe(REFUSED)
      expect(asked).toBe(0)
      expect(world.reports).toEqual([`${name} subframe ${window}`])
    }
  })

  test('refuses a frame that is not the main frame of who sends, though it says to have no parent', async () => {
    const world = fakeWorld()
    const { error, asked } = await call(world, name, { frame: fakeFrame('app://descry') })
    expect(error?.message).toBe(REFUSED)
    expect(asked).toBe(0)
    expect(world.reports).toEqual([`${name} subframe ${window}`])
  })

  test('refuses every malformed payload', async () => {
    const { malformed } = INVOKE_SAMPLES[name]
    expect(malformed.length).toBeGreaterThan(0)
    for (const args of malformed) {
      const world = fakeWorld()
      const { error, asked } = await call(world, name, { args })
      expect(error?.message).toBe(REFUSED)
      expect(asked).toBe(0)
      expect(world.reports).toEqual([`${name} malformed-request ${window}`])
    }
  })

  test('refuses a frame that went away before it was looked at', async () => {
    const world = fakeWorld()
    const { error, asked } = await call(world, name, { frame: null })
    expect(error?.message).toBe(REFUSED)
    expect(asked).toBe(0)
    expect(world.reports).toEqual([`${name} no-frame ${window}`])
  })

  test('refuses every window that does not have it, and pages that are no window of ours', async () => {
    const allowed: readonly WindowName[] = invokeSpec(name).windows
    for (const other of WINDOWS.filter((w) => !allowed.includes(w))) {
      const world = fakeWorld()
      const { error, asked } = await call(world, name, { sender: world.pages[other].contents })
      expect(error?.message).toBe(REFUSED)
      expect(asked).toBe(0)
      expect(world.reports).toEqual([`${name} wrong-window ${other}`])
    }
    const world = fakeWorld()
    const { error } = await call(world, name, { sender: fakePage().contents })
    expect(error?.message).toBe(REFUSED)
    expect(world.reports).toEqual([`${name} unknown-window null`])
  })

  test('lets no reply out that is not of its schema', async () => {
    for (const reply of [undefined, { ok: true, secret: 'the answer' }, 'the answer']) {
      const world = fakeWorld()
      const { error, result } = await call(world, name, { reply })
      expect(result).toBeUndefined()
      expect(error?.message).toBe('Descry could not do this.')
      expect(world.reports).toEqual([`${name} malformed-reply ${window}`])
    }
  })

  test('tells nothing of what was thrown behind it', async () => {
    const world = fakeWorld()
    world.ipc.handle(name, () => {
      throw new Error('a dog on a sofa', { cause: 'more of it' })
    })
    const page = world.pages[window]
    const thrown = await world
      .invoke(name, page.contents, page.frame, [...INVOKE_SAMPLES[name].request])
      .catch((error: unknown) => error as Error)
    expect(thrown).toBeInstanceOf(Error)
    expect((thrown as Error).message).toBe('Descry could not do this.')
    expect((thrown as Error).cause).toBeUndefined()
    expect((thrown as Error).stack).not.toContain('dog')
    expect(world.reports).toEqual([`${name} failed`])
  })
})

test('code behind a channel is given who asks and only what the schema let through', async () => {
  const world = fakeWorld()
  const heard: unknown[] = []
  world.ipc.handle('command:run', (request, window) => {
    heard.push(request, window)
    return { ok: true }
  })
  await world.invoke('command:run', world.pages.menu.contents, world.pages.menu.frame, ['stop'])
  expect(heard).toEqual([['stop'], 'menu'])
})

describe.each(EVENT_NAMES)('the event %s', (name) => {
  const windows: readonly WindowName[] = eventSpec(name).windows
  const { payload, malformed } = EVENT_SAMPLES[name]
  const send = (world: FakeWorld, window: WindowName, sent: unknown) =>
    world.ipc.send(window, name, sent as never)

  test('reaches its windows and no other', () => {
    for (const window of WINDOWS) {
      const world = fakeWorld()
      expect(send(world, window, payload)).toBe(windows.includes(window))
      expect(world.pages[window].told).toEqual(windows.includes(window) ? [{ channel: name, payload }] : [])
    }
  })

  test('is broadcast to its windows and no other', () => {
    const world = fakeWorld()
    world.ipc.broadcast(name, payload)
    for (const window of WINDOWS) {
      expect(world.pages[window].told).toEqual(windows.includes(window) ? [{ channel: name, payload }] : [])
    }
  })

  test('is not sent when its payload is not of its schema', () => {
    for (const wrong of malformed) {
      const world = fakeWorld()
      expect(send(world, windows[0]!, wrong)).toBe(false)
      world.ipc.broadcast(name, wrong as never)
      expect(WINDOWS.flatMap((window) => world.pages[window].told)).toEqual([])
      expect(world.reports).toEqual([`${name} malformed-event ${windows[0]}`, `${name} malformed-event null`])
    }
  })

  test('is not told to a page of another origin, nor to one that is gone', () => {
    for (const origin of ['https://example.com', 'app://evil', 'null', '']) {
      const world = fakeWorld()
      for (const window of windows) world.pages[window].frame = fakeFrame(origin)
      expect(send(world, windows[0]!, payload)).toBe(false)
      world.ipc.broadcast(name, payload)
      expect(world.pages[windows[0]!].told).toEqual([])
    }
    const world = fakeWorld()
    world.pages[windows[0]!].destroyed = true
    expect(send(world, windows[0]!, payload)).toBe(false)
  })
})

describe('the port of the stage', () => {
  const port = {} as unknown as MessagePortMain

  test('goes to the stage and no other window', () => {
    const world = fakeWorld()
    expect(world.ipc.sendStagePort(port)).toBe(true)
    expect(world.pages.stage.ports).toEqual([{ channel: 'descry:stage-port', ports: [port] }])
    for (const window of ['home', 'menu', 'caption'] as const) expect(world.pages[window].ports).toEqual([])
  })

  test('does not go to a page of another origin', () => {
    const world = fakeWorld()
    world.pages.stage.frame = fakeFrame('https://example.com')
    expect(world.ipc.sendStagePort(port)).toBe(false)
    expect(world.pages.stage.ports).toEqual([])
  })
})

test('a state that grew a field by mistake reaches no window', () => {
  const world = fakeWorld()
  world.ipc.broadcast('app:state', { ...STATE, pictures: [1] } as never)
  expect(world.pages.home.told).toEqual([])
})
