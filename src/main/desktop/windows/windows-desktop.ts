import { win32 } from 'node:path'
import { failure, type Result } from '../../../shared/codes'
import { tidyClass } from '../app-names'
import type { Desktop, FrontWindow, OwnWindows, ScreenReaderName } from '../desktop'
import { oneLine } from '../text'
import { watchPresses } from '../presses'
import { watchByAsking } from '../watch'
import type { WindowsNative } from './native'

/** Extended window styles (Microsoft Learn, "Extended Window Styles"). */
const TRANSPARENT = 0x20
const TOOL_WINDOW = 0x80
const LAYERED = 0x8_0000
const NO_ACTIVATE = 0x800_0000

/** The taskbar, the desktop and other parts of the shell: nobody works in them. */
const SHELL = new Set(['Shell_TrayWnd', 'Shell_SecondaryTrayWnd', 'Progman', 'WorkerW', 'NotifyIconOverflowWindow'])
/** Hosts Store apps: its file says nothing of the program, the title does. */
const STORE_HOST = 'ApplicationFrameWindow'

/**
 * How a running reader is found. NVDA: class and title of its hidden window, by which its own installer
 * looks for it, too; JAWS: FindWindow("JFWUI2") as its API's manual says;
 * Narrator: RunningState under Narrator\NoRoam, which Narrator itself keeps.
 */
const READERS: readonly (readonly [ScreenReaderName, (native: WindowsNative) => boolean])[] = [
  ['nvda', (native) => native.find('wxWindowClassNR', 'NVDA') !== 0],
  ['jaws', (native) => native.find('JFWUI2', null) !== 0],
  ['narrator', (native) => native.userNumber('Software\\Microsoft\\Narrator\\NoRoam', 'RunningState') === 1],
]

/** Virtual-Key Codes, winuser.h. */
const VK_CONTROL = 0x11

/** Time between asking for the foreground and looking whether it was given, milliseconds. */
const SETTLE = 100

/** Windows, by user32 and dwmapi. The calls return at once: none waits for another program. */
export function createWindowsDesktop(load: () => Promise<WindowsNative>): Desktop {
  let loading: Promise<WindowsNative> | undefined

  async function call<T>(work: (native: WindowsNative) => Result<T> | Promise<Result<T>>): Promise<Result<T>> {
    let native: WindowsNative
    try {
      native = await (loading ??= load())
    } catch (error) {
      return failure('desktop-unsupported', error instanceof Error ? error.message.slice(0, 200) : '')
    }
    return await work(native)
  }

  const ownPids = (native: WindowsNative, own: OwnWindows) => new Set([...own].map((window) => native.pid(window)))
  const isSeen = (native: WindowsNative, window: number): boolean =>
    native.isVisible(window) && !native.isMinimised(window) && !native.isCloaked(window)

  function isNormal(native: WindowsNative, window: number): boolean {
    const style = native.extendedStyle(window)
    if (!isSeen(native, window) || (style & (TOOL_WINDOW | NO_ACTIVATE)) !== 0) return false
    const bounds = native.bounds(window, true)
    return bounds !== null && bounds.width > 0 && bounds.height > 0 && !SHELL.has(native.className(window))
  }

  function names(native: WindowsNative, id: number, pid: number): Pick<FrontWindow, 'title' | 'appClass' | 'appName' | 'exe'> {
    const title = oneLine(native.title(id))
    const appClass = oneLine(native.className(id))
    const exe = native.exe(pid)
    const file = exe === null ? '' : win32.basename(exe, win32.extname(exe))
    const appName = (appClass === STORE_HOST ? title : tidyClass(file)) || title || appClass || 'Window'
    return { title, appClass, appName, exe }
  }

  const activeWindow = () => call((native) => ({ ok: true, id: native.foreground() || null }))

  return {
    unit: 'pixels',
    frontWindow: (own) =>
      call((native) => {
        const pids = ownPids(native, own)
        const active = native.foreground()
        const candidates = new Set([...(active ? [active] : []), ...native.topLevel()])
        for (const id of candidates) {
          const pid = native.pid(id)
          if (own.has(id) || pids.has(pid) || !isNormal(native, id)) continue
          const bounds = native.bounds(id, true)
          if (!bounds) continue
          return { ok: true, window: { ...names(native, id, pid), id, bounds, pid } }
        }
        return failure('no-front-window')
      }),
    find: (id) =>
      call((native) => {
        if (!native.exists(id)) return failure('no-front-window', 'the window was closed')
        const bounds = isSeen(native, id) ? native.bounds(id, true) : null
        const pid = native.pid(id)
        return { ok: true, window: bounds && { ...names(native, id, pid), id, bounds, pid } }
      }),
    stacking: (own) =>
      call((native) => {
        const pids = ownPids(native, own)
        const windows = native.topLevel().flatMap((id) => {
          const bounds = isSeen(native, id) ? native.bounds(id, false) : null
          if (!bounds || bounds.width === 0 || bounds.height === 0) return []
          const solid = native.bounds(id, true)
          const isClear = (native.extendedStyle(id) & (LAYERED | TRANSPARENT)) !== 0
          return [{ id, title: oneLine(native.title(id)), bounds, covers: isClear || !solid ? [] : [solid], own: own.has(id) || pids.has(native.pid(id)) }]
        })
        return { ok: true, windows }
      }),
    activate: (id) =>
      call(async (native) => {
        if (!native.exists(id)) return failure('no-front-window', 'the window was closed')
        if (native.isMinimised(id)) native.restore(id)
        const asked = native.toFront(id)
        if (asked && native.foreground() !== id) await new Promise((resolve) => setTimeout(resolve, SETTLE))
        return { ok: true, active: native.foreground() === id }
      }),
    activeWindow,
    watchActive: (changed) => watchByAsking(activeWindow, changed),
    watchControl: (pressed) =>
      watchPresses(async () => {
        const found = await call((native) => ({ ok: true, down: native.isDown(VK_CONTROL) }))
        return found.ok ? found.down : undefined
      }, pressed),
    async screenReader() {
      const found = await call((native) => ({ ok: true, reader: READERS.find(([, runs]) => runs(native))?.[0] ?? null }))
      return found.ok ? found.reader : null
    },
    async someReader() {
      const found = await call((native) => ({ ok: true, runs: native.readerFlag() }))
      return found.ok && found.runs
    },
    close: () => undefined,
  }
}
