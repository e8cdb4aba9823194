import type { Display } from 'electron'
import { Pictures } from '../../../src/main/app/pictures'
import type { ScreenCapture, ScreenWish } from '../../../src/main/capture/screen'
import type { Desktop, FrontWindow, ScreenReaderName, StackedWindow } from '../../../src/main/desktop/desktop'
import { failure, type Result } from '../../../src/shared/codes'
import { createMessages } from '../../../src/shared/messages'
import type { Picture } from '../../../src/shared/picture'
import type { Rect } from '../../../src/shared/rect'
import type { Settings } from '../../../src/shared/settings'
import { frameOf } from './frame'

export const rect = (x: number, y: number, width: number, height: number): Rect => ({ x, y, width, height })

/** Of a Display only what is asked of it. */
export const display = (id: number, bounds: Rect, scaleFactor = 1): Display => ({ id, bounds, scaleFactor }) as Display

/** A window of another program; its bounds may be changed. */
export const aWindow = (bounds: Rect): FrontWindow => ({
  id: 7,
  title: 'Inbox',
  appClass: 'mail',
  appName: 'Mail',
  exe: null,
  bounds,
  pid: 1,
})

/** A stacked window that lets nothing shine through. */
export const stacked = (id: number, bounds: Rect, own: boolean): StackedWindow => ({ id, title: `Window ${id}`, bounds, covers: [bounds], own })

interface Scene {
  displays: Display[]
  pointer: { x: number; y: number } | null
  front: Result<{ window: FrontWindow }>
  stacking: Result<{ windows: readonly StackedWindow[] }>
  unit: Desktop['unit']
  reader: ScreenReaderName | null
  monitor: Settings['monitor']
  tellsPlaces: boolean
  screenFails: 'screen-lost' | null
  /** A picture is taken when it resolves. */
  holds: Promise<unknown>
  looked: Result<{ picture: Picture }>
  clipboard: Result<{ bytes: Uint8Array<ArrayBuffer> }>
}

/** `Pictures` over a desktop that is described by a value; each pixel of a picture tells where it is. */
export function aScreen(change: Partial<Scene> = {}) {
  const scene: Scene = {
    displays: [display(1, rect(0, 0, 1920, 1080))],
    pointer: { x: 400, y: 300 },
    front: { ok: true, window: aWindow(rect(100, 100, 800, 600)) },
    stacking: { ok: true, windows: [] },
    unit: 'pixels',
    reader: null,
    monitor: 'front',
    tellsPlaces: true,
    screenFails: null,
    holds: Promise.resolve(),
    looked: failure('camera-none'),
    clipboard: failure('clipboard-empty'),
    ...change,
  }
  const wishes: ScreenWish[] = []
  const log: string[] = []
  let stackings = 0
  const signals: (AbortSignal | undefined)[] = []
  const desktop: Desktop = {
    get unit() {
      return scene.unit
    },
    frontWindow: async () => scene.front,
    find: async () => scene.front,
    stacking: async () => (stackings++, scene.stacking),
    activate: async () => ({ ok: true, active: true }),
    activeWindow: async () => ({ ok: true, id: 7 }),
    watchActive: () => () => undefined,
    someReader: async () => false,
    watchControl: () => () => undefined,
    screenReader: async () => scene.reader,
    close: () => undefined,
  }
  const screen: Pick<ScreenCapture, 'take'> = {
    async take(wish, signal) {
      wishes.push(wish)
      signals.push(signal)
      log.push('take')
      await scene.holds
      if (scene.screenFails) return failure(scene.screenFails)
      return { ok: true, picture: frameOf(wish.crop, 5000), masked: 0 }
    },
  }
  const pictures = new Pictures({
    screen: screen as ScreenCapture,
    camera: { look: async (signal) => (signals.push(signal), scene.looked) },
    desktop,
    displays: () => scene.displays,
    // Electron's main display need not be the first of its list.
    primary: () => 1,
    monitor: () => scene.monitor,
    tellsPlaces: () => scene.tellsPlaces,
    cursor: () => scene.pointer,
    clipboard: async (signal) => (signals.push(signal), scene.clipboard),
    own: () => new Set([90, 91]),
    async withoutOwn(work) {
      log.push('hide')
      try {
        return await work()
      } finally {
        log.push('show')
      }
    },
    messages: () => createMessages('en'),
    now: () => 1000,
  })
  return { pictures, scene, wishes, log, signals, asked: () => stackings }
}
