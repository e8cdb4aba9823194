import type { Rect } from '../../../shared/rect'
import { PROTOTYPES } from './prototypes'

/** What is asked of Windows; handles are numbers, 0 is none. Each call returns at once. */
export interface WindowsNative {
  foreground(): number
  /** All top-level windows, top to bottom. */
  topLevel(): number[]
  exists(window: number): boolean
  isVisible(window: number): boolean
  isMinimised(window: number): boolean
  /** Hidden by the system though "visible": on another virtual desktop, or a suspended Store app. */
  isCloaked(window: number): boolean
  title(window: number): string
  className(window: number): string
  pid(window: number): number
  /** Path of the process's file; null when Windows does not tell. */
  exe(pid: number): string | null
  extendedStyle(window: number): number
  /** Device pixels of the whole desktop; the frame without its shadow if `withoutShadow`. */
  bounds(window: number, withoutShadow: boolean): Rect | null
  restore(window: number): void
  toFront(window: number): boolean
  find(className: string | null, title: string | null): number
  /** The flag that screen readers set while they run, SPI_GETSCREENREADER. */
  readerFlag(): boolean
  /** Whether a key is held down, by its virtual-key code. */
  isDown(key: number): boolean
  /** A number (REG_DWORD) under HKEY_CURRENT_USER; null when it is not there. */
  userNumber(key: string, name: string): number | null
}

const GW_HWNDNEXT = 2
const GWL_EXSTYLE = -20
const SW_RESTORE = 9
const DWMWA_EXTENDED_FRAME_BOUNDS = 9
const DWMWA_CLOAKED = 14
const PROCESS_QUERY_LIMITED_INFORMATION = 0x1000
const HKEY_CURRENT_USER = 0x8000_0001
const RRF_RT_REG_DWORD = 0x10
const SPI_GETSCREENREADER = 0x46
/** Windows that are walked through at most, should the order change meanwhile. */
const MAX_WINDOWS = 4096
const MAX_TEXT = 1024

type Call = (...args: unknown[]) => unknown

/** Text of a buffer of UTF-16 units. */
function textOf(units: Uint16Array, length: number): string {
  return Buffer.from(units.buffer, units.byteOffset, Math.min(length, units.length) * 2).toString('utf16le')
}

function rectOf(edges: Int32Array): Rect {
  const [left = 0, top = 0, right = 0, bottom = 0] = edges
  return { x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) }
}

/** Loads the functions of `PROTOTYPES`; only on Windows. */
export async function loadWindowsNative(): Promise<WindowsNative> {
  const { default: koffi } = await import('koffi')
  const calls = new Map<string, Call>()
  for (const [library, prototypes] of Object.entries(PROTOTYPES)) {
    const loaded = koffi.load(library)
    for (const [name, prototype] of Object.entries(prototypes)) calls.set(name, loaded.func(prototype) as Call)
  }
  const call = (name: string, ...args: unknown[]): number => Number(calls.get(name)?.(...args) ?? 0)

  return {
    foreground: () => call('GetForegroundWindow'),
    topLevel() {
      const found = new Set<number>()
      let window = call('GetTopWindow', 0)
      while (window !== 0 && !found.has(window) && found.size < MAX_WINDOWS) {
        found.add(window)
        window = call('GetWindow', window, GW_HWNDNEXT)
      }
      return [...found]
    },
    exists: (window) => call('IsWindow', window) !== 0,
    isVisible: (window) => call('IsWindowVisible', window) !== 0,
    isMinimised: (window) => call('IsIconic', window) !== 0,
    isCloaked(window) {
      const cloaked = new Int32Array(1)
      return call('DwmGetWindowAttribute', window, DWMWA_CLOAKED, cloaked, 4) === 0 && cloaked[0] !== 0
    },
    title(window) {
      const units = new Uint16Array(MAX_TEXT)
      return textOf(units, call('GetWindowTextW', window, units, units.length))
    },
    className(window) {
      const units = new Uint16Array(MAX_TEXT)
      return textOf(units, call('GetClassNameW', window, units, units.length))
    },
    pid(window) {
      const pid = new Uint32Array(1)
      call('GetWindowThreadProcessId', window, pid)
      return pid[0] ?? 0
    },
    exe(pid) {
      const handle = call('OpenProcess', PROCESS_QUERY_LIMITED_INFORMATION, 0, pid)
      if (handle === 0) return null
      const units = new Uint16Array(MAX_TEXT)
      const length = new Uint32Array([units.length])
      const done = call('QueryFullProcessImageNameW', handle, 0, units, length) !== 0
      call('CloseHandle', handle)
      return done ? textOf(units, length[0] ?? 0) : null
    },
    extendedStyle: (window) => call('GetWindowLongW', window, GWL_EXSTYLE),
    bounds(window, withoutShadow) {
      const edges = new Int32Array(4)
      const extended = DWMWA_EXTENDED_FRAME_BOUNDS
      if (withoutShadow && call('DwmGetWindowAttribute', window, extended, edges, 16) === 0) return rectOf(edges)
      return call('GetWindowRect', window, edges) !== 0 ? rectOf(edges) : null
    },
    restore: (window) => void call('ShowWindow', window, SW_RESTORE),
    toFront: (window) => call('SetForegroundWindow', window) !== 0,
    find: (className, title) => call('FindWindowW', className, title),
    readerFlag() {
      const flag = new Int32Array(1)
      return call('SystemParametersInfoW', SPI_GETSCREENREADER, 0, flag, 0) !== 0 && flag[0] !== 0
    },
    // The highest bit of a short: it is negative.
    isDown: (key) => call('GetAsyncKeyState', key) < 0,
    userNumber(key, name) {
      const value = new Uint32Array(1)
      const bytes = new Uint32Array([4])
      const status = call('RegGetValueW', HKEY_CURRENT_USER, key, name, RRF_RT_REG_DWORD, 0, value, bytes)
      return status === 0 ? (value[0] ?? null) : null
    },
  }
}
