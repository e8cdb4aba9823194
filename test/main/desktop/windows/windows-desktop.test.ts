import koffi from 'koffi'
import { expect, test } from 'vitest'
import type { WindowsNative } from '../../../../src/main/desktop/windows/native'
import { PROTOTYPES } from '../../../../src/main/desktop/windows/prototypes'
import { createWindowsDesktop } from '../../../../src/main/desktop/windows/windows-desktop'
import type { Rect } from '../../../../src/shared/rect'

interface FakeWindow {
  readonly id: number
  readonly title: string
  readonly className?: string
  readonly pid?: number
  readonly exe?: string
  readonly style?: number
  readonly state?: 'hidden' | 'minimised' | 'cloaked'
  readonly bounds?: Rect
}

const FRAME = { x: 100, y: 50, width: 800, height: 600 }

/** Windows as written from the documentation: top to bottom, with what each function said of them. */
function createNative(windows: FakeWindow[], options: Partial<WindowsNative> = {}): WindowsNative {
  const of = (id: number) => windows.find((w) => w.id === id)
  let foreground = windows[0]?.id ?? 0
  return {
    foreground: () => foreground,
    topLevel: () => windows.map(({ id }) => id),
    exists: (id) => of(id) !== undefined,
    isVisible: (id) => of(id)?.state !== 'hidden',
    isMinimised: (id) => of(id)?.state === 'minimised',
    isCloaked: (id) => of(id)?.state === 'cloaked',
    title: (id) => of(id)?.title ?? '',
    className: (id) => of(id)?.className ?? 'Window',
    pid: (id) => of(id)?.pid ?? 1000 + id,
    exe: (pid) => windows.find((w) => (w.pid ?? 1000 + w.id) === pid)?.exe ?? null,
    extendedStyle: (id) => of(id)?.style ?? 0x100,
    // GetWindowRect has invisible borders for resizing that the extended frame bounds lack.
    bounds: (id, withoutShadow) => {
      const { x, y, width, height } = of(id)?.bounds ?? FRAME
      return withoutShadow ? { x, y, width, height } : { x: x - 7, y, width: width + 14, height: height + 7 }
    },
    restore: () => undefined,
    toFront: (id) => {
      foreground = id
      return true
    },
    find: () => 0,
    isDown: () => false,
    readerFlag: () => false,
    userNumber: () => null,
    ...options,
  }
}

const NOTEPAD = { id: 2, title: 'notes.txt - Notepad', className: 'Notepad', exe: 'C:\\Windows\\System32\\notepad.exe' }
const OURS = { id: 1, title: 'Descry', className: 'Chrome_WidgetWin_1', pid: 77 }
const desktop = (windows: FakeWindow[], options: Partial<WindowsNative> = {}) =>
  createWindowsDesktop(async () => createNative(windows, options))

test('the front window is the foreground window, with the name of its program and its frame', async () => {
  expect(await desktop([NOTEPAD]).frontWindow(new Set())).toEqual({
    ok: true,
    window: { id: 2, title: NOTEPAD.title, appClass: 'Notepad', appName: 'Notepad', exe: NOTEPAD.exe, bounds: FRAME, pid: 1002 },
  })
})

test.each([
  ['one of ours', OURS],
  ['another window of our process', { ...OURS, id: 9 }],
  ['a minimised one', { id: 3, title: 'x', state: 'minimised' }],
  ['a hidden one', { id: 3, title: 'x', state: 'hidden' }],
  ['one on another virtual desktop', { id: 3, title: 'x', state: 'cloaked' }],
  ['a tool window', { id: 3, title: 'x', style: 0x80 }],
  ['the taskbar', { id: 3, title: '', className: 'Shell_TrayWnd' }],
  ['one without any area', { id: 3, title: 'x', bounds: { x: 0, y: 0, width: 0, height: 0 } }],
] as const)('%s in front of it is passed over', async (_, above: FakeWindow) => {
  const found = await desktop([above, { ...OURS, id: 1, state: 'hidden' }, NOTEPAD]).frontWindow(new Set([1]))
  expect(found).toMatchObject({ ok: true, window: { id: 2 } })
})

test('a window is found by its id, also behind others; a minimised one has no place, a closed one is gone', async () => {
  const found = desktop([OURS, NOTEPAD, { id: 3, title: 'x', state: 'minimised' }])
  expect(await found.find(2)).toMatchObject({ ok: true, window: { id: 2, appName: 'Notepad', bounds: FRAME } })
  expect(await found.find(3)).toEqual({ ok: true, window: null })
  expect(await found.find(4)).toMatchObject({ ok: false, code: 'no-front-window' })
})

test('with nothing but the desktop, there is none', async () => {
  const shell = [{ id: 5, title: 'Program Manager', className: 'Progman' }]
  expect(await desktop(shell).frontWindow(new Set())).toMatchObject({ ok: false, code: 'no-front-window' })
})

test('a Store app is called by its title, for its host is all the same', async () => {
  const calc = { id: 4, title: 'Calculator', className: 'ApplicationFrameWindow', exe: 'C:\\ApplicationFrameHost.exe' }
  expect(await desktop([calc]).frontWindow(new Set())).toMatchObject({ window: { appName: 'Calculator' } })
})

test('the stack goes from top to bottom; translucent windows cover nothing', async () => {
  const overlay = { id: 3, title: 'Overlay', style: 0x80000 }
  const stacking = await desktop([overlay, OURS, NOTEPAD]).stacking(new Set([1]))
  expect(stacking.ok && stacking.windows.map(({ id, own, covers }) => [id, own, covers.length])).toEqual([
    [3, false, 0],
    [1, true, 1],
    [2, false, 1],
  ])
})

test('a window is brought to the front; a closed one is said; a refusal is not hidden', async () => {
  expect(await desktop([OURS, NOTEPAD]).activate(2)).toEqual({ ok: true, active: true })
  expect(await desktop([OURS]).activate(2)).toMatchObject({ ok: false, code: 'no-front-window' })
  expect(await desktop([OURS, NOTEPAD], { toFront: () => false }).activate(2)).toEqual({ ok: true, active: false })
})

test.each([
  ['nvda', { find: (className: string | null, title: string | null) => (className === 'wxWindowClassNR' && title === 'NVDA' ? 7 : 0) }],
  ['jaws', { find: (className: string | null) => (className === 'JFWUI2' ? 7 : 0) }],
  ['narrator', { userNumber: (_: string, name: string) => (name === 'RunningState' ? 1 : null) }],
  [null, { userNumber: () => 0 }],
])('the reader %s is found', async (reader, options) => {
  expect(await desktop([], options).screenReader()).toBe(reader)
})

test('a system that lacks the functions is said, and nothing crashes', async () => {
  const broken = createWindowsDesktop(() => Promise.reject(new Error('user32.dll is missing')))
  expect(await broken.frontWindow(new Set())).toMatchObject({ ok: false, code: 'desktop-unsupported' })
  expect(await broken.screenReader()).toBeNull()
})

test('every prototype is one that koffi understands, and names its own function', () => {
  for (const prototypes of Object.values(PROTOTYPES)) {
    for (const [name, prototype] of Object.entries(prototypes)) {
      // Directions belong to functions of a library; as a type, the prototype is the same without them.
      const type = koffi.proto(prototype.replace(/_(Out|Inout)_ /g, ''))
      expect([name, type.proto?.arguments.length]).toEqual([name, (/\((.*)\)/.exec(prototype))?.[1]?.split(',').filter(Boolean).length])
      expect(prototype).toContain(` ${name}(`)
    }
  }
})

test('a reader that sets the system’s flag and is none of those is some reader', async () => {
  expect(await desktop([], { readerFlag: () => true }).someReader()).toBe(true)
  expect(await desktop([]).someReader()).toBe(false)
})

test('Control is heard when it goes down, and not while it is held', async () => {
  const states = [false, true, true, false, true]
  let presses = 0
  const { promise: twice, resolve } = Promise.withResolvers<undefined>()
  const isDown = (key: number): boolean => key === 0x11 && (states.shift() ?? true)
  const stop = desktop([], { isDown }).watchControl(() => {
    presses += 1
    if (presses === 2) resolve(undefined)
  })
  await twice
  stop()
  expect([presses, states]).toEqual([2, []])
})
