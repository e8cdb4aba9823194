import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Desktop } from '../../../../src/main/desktop/desktop'
import { createX11Desktop } from '../../../../src/main/desktop/x11/x11-desktop'
import { findProgram } from '../../../../src/main/speak/programs'
import { createPainter, kill, type Painter } from '../../../support/desktop/x-windows'
import { lacking, startXSession, until, type XSession } from '../../../support/desktop/x-session'

const NONE = new Set<number>()
const names = { find: async (classes: readonly string[]) => `App ${classes[0] ?? ''}` }
const open = (display: string, deadline?: number): Desktop =>
  createX11Desktop({ display, names, screenReader: async () => null, ...(deadline ? { deadline } : {}) })

describe.skipIf(lacking)(`the windows of an X11 desktop with a window manager${lacking ? ` (${lacking})` : ''}`, () => {
  let session: XSession
  let painter: Painter
  let desktop: Desktop
  beforeEach(async () => {
    session = await startXSession()
    painter = await createPainter(session.display, true)
    desktop = open(session.display)
  })
  afterEach(async () => {
    desktop.close()
    painter.close()
    await session.close()
  })

  const active = async () => {
    const now = await desktop.activeWindow()
    return now.ok ? now.id : undefined
  }
  const front = async (own = NONE) => {
    const found = await desktop.frontWindow(own)
    return found.ok ? found.window : found.code
  }
  /** Opens a window and makes it the active one. */
  const openActive = async (spec: Parameters<Painter['open']>[0]) => {
    const id = await painter.open(spec)
    await desktop.activate(id)
    await until(async () => (await active()) === id)
    return id
  }

  test('a window is found by its id, also behind others; a minimised one has no place, a closed one is gone', async () => {
    const id = await openActive({ title: 'Followed', pid: process.pid, at: [200, 150], size: [400, 300] })
    await openActive({ title: 'Above', at: [0, 0] })
    expect(await desktop.find(id)).toMatchObject({ ok: true, window: { id, title: 'Followed', pid: process.pid, bounds: { x: 200, y: 150 } } })
    await painter.minimise(id)
    expect(await desktop.find(id)).toEqual({ ok: true, window: null })
    await painter.destroy(id)
    await until(async () => !(await desktop.find(id)).ok)
    expect(await desktop.find(id)).toMatchObject({ ok: false, code: 'no-front-window' })
  })

  test('the active one is in front, with its title, class, process and frame', async () => {
    await painter.open({ title: 'Behind', at: [50, 50] })
    const wmClass = ['editor', 'Editor'] as const
    const id = await openActive({ title: 'Größe — 1', wmClass, pid: process.pid, at: [200, 150], size: [400, 300] })
    const window = await front()
    expect(window).toMatchObject({ id, title: 'Größe — 1', appClass: 'Editor', appName: 'App Editor', pid: process.pid })
    expect(window).toMatchObject({ exe: process.execPath })
    // Openbox draws a title bar above and borders around.
    const bounds = typeof window === 'string' ? undefined : window.bounds
    expect(bounds?.width).toBeGreaterThanOrEqual(400)
    expect(bounds?.height).toBeGreaterThan(305)
    expect(bounds?.x).toBe(200)
    expect(bounds?.y).toBe(150)
  })

  test('one of our own in front is passed over', async () => {
    const theirs = await openActive({ title: 'Theirs' })
    const ours = await openActive({ title: 'Ours' })
    expect(await front()).toMatchObject({ id: ours })
    expect(await front(new Set([ours]))).toMatchObject({ id: theirs })
  })

  test('a dialog of our own process is passed over, too', async () => {
    const theirs = await openActive({ title: 'Theirs', pid: 1 })
    const ours = await painter.open({ title: 'Ours', pid: process.pid })
    await openActive({ title: 'Our dialog', pid: process.pid })
    expect(await front(new Set([ours]))).toMatchObject({ id: theirs })
  })

  test('minimised ones, docks and those of other workspaces are passed over', async () => {
    const normal = await painter.open({ title: 'Normal' })
    await painter.open({ title: 'Elsewhere', numbers: { _NET_WM_DESKTOP: ['CARDINAL', [1]] } })
    await painter.open({ title: 'Dock', numbers: { _NET_WM_WINDOW_TYPE: ['ATOM', ['_NET_WM_WINDOW_TYPE_DOCK']] } })
    const minimised = await openActive({ title: 'Minimised' })
    await painter.minimise(minimised)
    expect(await front()).toMatchObject({ id: normal })
  })

  test('a dock alone is no front window, and neither is one of another workspace that stays mapped', async () => {
    const dock = { _NET_WM_WINDOW_TYPE: ['ATOM', ['_NET_WM_WINDOW_TYPE_DOCK']] } as const
    await painter.open({ title: 'Dock', numbers: dock })
    expect(await front()).toBe('no-front-window')
    const id = await openActive({ title: 'Elsewhere' })
    expect(await front()).toMatchObject({ id })
    // Compositing window managers keep the windows of all workspaces mapped.
    await painter.set(id, '_NET_WM_DESKTOP', 'CARDINAL', [1])
    expect(await front()).toBe('no-front-window')
    await painter.set(id, '_NET_WM_DESKTOP', 'CARDINAL', [0xffff_ffff])
    expect(await front()).toMatchObject({ id })
  })

  test('there is none when all are ours or minimised', async () => {
    const ours = await openActive({ title: 'Ours' })
    const minimised = await openActive({ title: 'Minimised' })
    await painter.minimise(minimised)
    expect(await front(new Set([ours]))).toBe('no-front-window')
  })

  test('an empty screen has none', async () => {
    expect(await front()).toBe('no-front-window')
  })

  test('they are stacked as they overlap, and follow when another is activated', async () => {
    const a = await openActive({ title: 'A', at: [100, 100] })
    const b = await openActive({ title: 'B', at: [150, 150] })
    const order = async () => {
      const stacking = await desktop.stacking(new Set([a]))
      if (!stacking.ok) return stacking.code
      return stacking.windows.filter((w) => w.id === a || w.id === b).map((w) => [w.id, w.own])
    }
    expect(await order()).toEqual([
      [b, false],
      [a, true],
    ])
    expect(await desktop.activate(a)).toEqual({ ok: true, active: true })
    expect(await order()).toEqual([
      [a, true],
      [b, false],
    ])
  })

  test('minimised ones are not stacked, menus without a frame are', async () => {
    const minimised = await openActive({ title: 'Minimised' })
    await painter.minimise(minimised)
    const menu = await painter.open({ overrideRedirect: true, at: [10, 20], size: [30, 40] })
    const stacking = await desktop.stacking(NONE)
    const windows = stacking.ok ? stacking.windows : []
    const bounds = { x: 10, y: 20, width: 30, height: 40 }
    expect(windows[0]).toEqual({ id: menu, title: expect.any(String) as string, bounds, covers: [bounds], own: false })
    expect(windows.map((w) => w.id)).not.toContain(minimised)
  })

  test('a menu of our own process is ours', async () => {
    const ours = await painter.open({ title: 'Ours', pid: process.pid })
    const menu = await painter.open({ overrideRedirect: true, pid: process.pid })
    const stacking = await desktop.stacking(new Set([ours]))
    expect(stacking.ok && stacking.windows.filter((w) => w.own).map((w) => w.id)).toEqual([menu, ours])
  })

  test('translucent ones cover nothing where a compositor runs, and all cover where none does', async () => {
    const opacity = { _NET_WM_WINDOW_OPACITY: ['CARDINAL', [0x8000_0000]] } as const
    const glass = await painter.open({ overrideRedirect: true, numbers: opacity })
    const solid = await painter.open({ overrideRedirect: true })
    const covering = async () => {
      const stacking = await desktop.stacking(NONE)
      return stacking.ok ? stacking.windows.filter((w) => w.covers.length > 0).map((w) => w.id) : []
    }
    expect(await covering()).toEqual(expect.arrayContaining([glass, solid]))
    await painter.composite()
    await until(async () => !(await covering()).includes(glass))
    expect(await covering()).toContain(solid)
  })

  test('a shadow that a program draws itself is not part of its bounds', async () => {
    const shadow = { _GTK_FRAME_EXTENTS: ['CARDINAL', [10, 20, 30, 40]] } as const
    const plain = await openActive({ title: 'Plain', size: [300, 200] })
    const before = await front()
    for (const [name, [type, values]] of Object.entries(shadow)) await painter.set(plain, name, type, values)
    const after = await front()
    if (typeof before === 'string' || typeof after === 'string') throw new Error('no window')
    const { x, y, width, height } = before.bounds
    expect(after.bounds).toEqual({ x: x + 10, y: y + 30, width: width - 30, height: height - 70 })
  })

  test('a minimised one comes back when it is activated', async () => {
    const id = await openActive({ title: 'Back' })
    await painter.minimise(id)
    expect(await desktop.activate(id)).toEqual({ ok: true, active: true })
    expect(await front()).toMatchObject({ id })
  })

  test('one that was closed cannot be activated', async () => {
    const id = await openActive({ title: 'Gone' })
    await painter.destroy(id)
    expect(await desktop.activate(id)).toMatchObject({ ok: false, code: 'no-front-window' })
  })

  test('a change of the active one is told until nobody listens', async () => {
    const a = await openActive({ title: 'A' })
    const b = await openActive({ title: 'B' })
    const told: (number | null)[] = []
    const stop = desktop.watchActive((id) => told.push(id))
    await desktop.activate(a)
    await until(() => told.includes(a))
    stop()
    const before = told.length
    await desktop.activate(b)
    expect(await active()).toBe(b)
    expect(told).toHaveLength(before)
  })

  test('a server that dies is said, and nothing crashes', async () => {
    await openActive({ title: 'A' })
    await kill(session.server)
    expect(await front()).toBe('desktop-silent')
    expect(await desktop.stacking(NONE)).toMatchObject({ ok: false, code: 'desktop-silent' })
    expect(await desktop.activate(1)).toMatchObject({ ok: false, code: 'desktop-silent' })
  })

  test('a server that hangs is said at the deadline', async () => {
    const hasty = open(session.display, 300)
    expect((await hasty.activeWindow()).ok).toBe(true)
    session.server.kill('SIGSTOP')
    expect(await hasty.frontWindow(NONE)).toMatchObject({ ok: false, code: 'desktop-silent' })
    session.server.kill('SIGCONT')
    await until(async () => (await hasty.activeWindow()).ok)
    hasty.close()
  })
})

describe.skipIf(lacking)(`a bare X11 display${lacking ? ` (${lacking})` : ''}`, () => {
  let session: XSession
  let desktop: Desktop
  beforeEach(async () => {
    session = await startXSession({ windowManager: false })
    desktop = open(session.display)
  })
  afterEach(async () => {
    desktop.close()
    await session.close()
  })

  test('has windows to stack, but none that is in front', async () => {
    const painter = await createPainter(session.display, false)
    const id = await painter.open({ title: 'Bare', at: [5, 6], size: [70, 80] })
    const stacking = await desktop.stacking(new Set([id]))
    expect(stacking.ok && stacking.windows.map((w) => [w.id, w.own])).toEqual([[id, true]])
    expect(await desktop.frontWindow(NONE)).toMatchObject({ ok: false, code: 'desktop-unsupported' })
    expect(await desktop.activate(id)).toMatchObject({ ok: false, code: 'desktop-unsupported' })
    painter.close()
  })

  test('is found again after its server was started anew, with atoms of other numbers', async () => {
    expect((await desktop.activeWindow()).ok).toBe(true)
    await kill(session.server)
    expect((await desktop.activeWindow()).ok).toBe(false)
    await session.close()
    session = await startXSession({ again: session.display })
    const painter = await createPainter(session.display, true)
    const id = await painter.open({ title: 'After' })
    expect(await desktop.activate(id)).toEqual({ ok: true, active: true })
    expect(await desktop.frontWindow(NONE)).toMatchObject({ window: { id, title: 'After' } })
    painter.close()
  })

  test('is asked nothing more once the desktop was closed', async () => {
    expect((await desktop.activeWindow()).ok).toBe(true)
    desktop.close()
    expect(await desktop.activeWindow()).toMatchObject({ ok: false, code: 'desktop-silent' })
  })
})

test.each([':4093', 'example.org:0', 'nonsense'])('the display %s cannot be had, and that is said', async (display) => {
  const desktop = open(display)
  expect(await desktop.frontWindow(NONE)).toMatchObject({ ok: false, code: 'desktop-silent' })
  desktop.close()
})

const noKeys = lacking ?? (findProgram('xdotool', process.env) ? undefined : 'not installed here: xdotool')
test.skipIf(noKeys)(`Control is heard in whichever window it is pressed, other keys are not${noKeys ? ` (${noKeys})` : ''}`, async () => {
  const session = await startXSession()
  const desktop = open(session.display)
  const keys = (...args: string[]) => promisify(execFile)('xdotool', args, { env: { ...process.env, DISPLAY: session.display } })
  let presses = 0
  let stop = (): void => undefined
  const once = () => {
    const heard = Promise.withResolvers<undefined>()
    stop = desktop.watchControl(() => {
      presses += 1
      heard.resolve(undefined)
    })
    return heard.promise
  }
  // Down already when the watch begins: of the chord that asked for what is being said.
  await keys('keydown', 'ctrl')
  const heard = once()
  await keys('key', 'a')
  await keys('keyup', 'ctrl', 'sleep', '0.1')
  expect(presses).toBe(0)
  await keys('key', 'shift', 'sleep', '0.1', 'key', 'b')
  await keys('keydown', 'ctrl', 'sleep', '0.1', 'keyup', 'ctrl')
  await heard
  expect(presses).toBe(1)
  stop()
  desktop.close()
  await session.close()
})
