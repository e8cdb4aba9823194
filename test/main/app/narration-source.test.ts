import { describe, expect, test } from 'vitest'
import { narratedScreen, type NarratedScreen } from '../../../src/main/app/narration-source'
import type { ScreenWish } from '../../../src/main/capture/screen'
import type { FrontWindow } from '../../../src/main/desktop/desktop'
import { failure, type Result } from '../../../src/shared/codes'
import type { Rect } from '../../../src/shared/rect'
import { aScreen, aWindow, display, rect, stacked } from '../../support/app/a-screen'
import { frameOf } from '../../support/app/frame'

const signal = new AbortController().signal
const BOUNDS = rect(100, 100, 800, 600)
const EDITOR = aWindow(BOUNDS)

/** A screen that is described by a value, with windows that can be found by their ids. */
function setUp(change: Parameters<typeof aScreen>[0] = {}) {
  const { pictures, scene } = aScreen({ stacking: { ok: true, windows: [stacked(7, BOUNDS, false)] }, ...change })
  const found = new Map<number, Result<{ window: FrontWindow | null }>>([[7, { ok: true, window: EDITOR }]])
  const filmed: ScreenWish[] = []
  const taken: ScreenWish[] = []
  const log: string[] = []
  const failing: { film?: 'screen-lost' | 'screen-denied' } = {}
  let clock = 0
  const parts = {
    pictures,
    screen: {
      film: async (wish: ScreenWish, { width }: { readonly width?: number }) => {
        const isWhole = width === undefined
        ;(isWhole ? taken : filmed).push(wish)
        if (failing.film) return failure(failing.film)
        return { ok: true as const, picture: frameOf(isWhole ? wish.crop : rect(0, 0, 32, 18), 1), masked: 0 }
      },
      rest: () => void log.push('rest'),
    },
    desktop: {
      find: async (id: number) => found.get(id) ?? failure('no-front-window'),
      stacking: async () => scene.stacking,
    },
    own: () => new Set([90, 91]),
    // Each look is long after the one before.
    now: () => (clock += 700),
  }
  const open = async (source: 'screen' | 'window' | 'pointer'): Promise<NarratedScreen> => {
    const opened = await narratedScreen(parts, source)
    if (!opened.ok) throw new Error(opened.code)
    return opened.eye
  }
  const windows = (...all: ReturnType<typeof stacked>[]): void => void (scene.stacking = { ok: true, windows: all })
  return { parts, scene, found, filmed, taken, log, failing, open, windows }
}
const seen = async (eye: NarratedScreen) => {
  const looked = await eye.look(signal)
  return looked.ok ? looked.seen.is : looked.code
}

describe('what is looked at', () => {
  test('the display of the screen, the window in front, the element under the pointer', async () => {
    const { open, filmed } = setUp()
    for (const source of ['screen', 'window', 'pointer'] as const) expect(await seen(await open(source))).toBe('frame')
    expect(filmed.map(({ crop }) => crop).slice(0, 2)).toEqual([rect(0, 0, 1920, 1080), BOUNDS])
    const { x, y, width, height } = filmed[2]!.crop
    expect(x <= 400 && 400 < x + width && y <= 300 && 300 < y + height && width < 800).toBe(true)
  })
  test('a window is followed as it moves, also when another one is in front', async () => {
    const { open, found, filmed, scene } = setUp()
    const eye = await open('window')
    const moved = rect(300, 200, 700, 500)
    found.set(7, { ok: true, window: { ...EDITOR, bounds: moved } })
    scene.front = { ok: true, window: { ...aWindow(rect(0, 0, 50, 50)), id: 8 } }
    await seen(eye)
    expect(filmed.at(-1)!.crop).toEqual(moved)
  })
  test('what is under the pointer is followed with the window around it, and stays inside of it; what covers it is painted over', async () => {
    const { open, found, filmed, windows } = setUp()
    const eye = await open('pointer')
    await seen(eye)
    const first = filmed[0]!.crop
    const other = rect(450, 350, 20, 20)
    found.set(8, { ok: true, window: { ...EDITOR, id: 8, pid: 99 } })
    windows(stacked(8, other, false), stacked(7, rect(150, 130, 800, 600), false))
    found.set(7, { ok: true, window: { ...EDITOR, bounds: rect(150, 130, 800, 600) } })
    await seen(eye)
    expect(filmed.at(-1)).toMatchObject({ crop: { ...first, x: first.x + 50, y: first.y + 30 }, masks: [other] })
    found.set(7, { ok: true, window: { ...EDITOR, bounds: rect(150, 130, 300, 200) } })
    await seen(eye)
    expect(filmed.at(-1)!.crop).toEqual(rect(150, 130, 300, 200))
    found.set(7, { ok: true, window: null })
    expect(await seen(eye)).toBe('hidden')
    found.set(7, failure('no-front-window'))
    expect(await seen(eye)).toBe('window-closed')
  })
  test('what is under the pointer stays where it is where no window lies around all of it, and is gone with its display', async () => {
    const { open, filmed, scene, found, windows } = setUp({ displays: [display(1, rect(0, 0, 1920, 1080)), display(2, rect(1920, 0, 800, 600))], pointer: { x: 2200, y: 300 } })
    windows(stacked(9, rect(2100, 250, 200, 100), false), stacked(7, BOUNDS, false))
    found.set(9, { ok: true, window: { ...EDITOR, id: 9, bounds: rect(2100, 250, 200, 100) } })
    const eye = await open('pointer')
    await seen(eye)
    found.set(9, { ok: true, window: { ...EDITOR, id: 9, bounds: rect(2300, 250, 200, 100) } })
    await seen(eye)
    expect(filmed[1]!.crop).toEqual(filmed[0]!.crop)
    scene.displays = [display(1, rect(0, 0, 1920, 1080))]
    expect(await seen(eye)).toBe('screen-gone')
  })
  test('its program is named', async () => {
    const { parts } = setUp()
    expect(await narratedScreen(parts, 'window')).toMatchObject({ ok: true, name: 'Mail' })
  })
  test('a part of it is taken whole, in shares of it', async () => {
    const { open, taken } = setUp()
    const eye = await open('window')
    expect(await eye.part({ x: 0, y: 0.5, width: 1, height: 0.25 }, signal)).toMatchObject({ ok: true, frame: { width: 800, height: 150 } })
    expect(taken[0]!.crop).toEqual(rect(100, 400, 800, 150))
  })
  test('the stream rests when it is let go', async () => {
    const { open, log } = setUp()
    ;(await open('screen')).close()
    expect(log).toEqual(['rest'])
  })
})

describe('what is painted over', () => {
  const masks = (wish: ScreenWish | undefined): readonly Rect[] => wish?.masks ?? []
  test('Descry itself, in each frame anew', async () => {
    const { open, windows, filmed } = setUp()
    const eye = await open('screen')
    await seen(eye)
    expect(masks(filmed[0])).toEqual([])
    const caption = rect(0, 980, 1920, 100)
    windows(stacked(90, caption, true), stacked(7, BOUNDS, false))
    await seen(eye)
    expect(masks(filmed[1])).toEqual([caption])
  })
  test('a part is not read when a window of ours came meanwhile', async () => {
    const { open, windows, parts } = setUp()
    const eye = await open('screen')
    const film = parts.screen.film
    parts.screen.film = async (wish, width) => {
      windows(stacked(90, rect(0, 980, 1920, 100), true), stacked(7, BOUNDS, false))
      return film(wish, width)
    }
    expect(await eye.part({ x: 0, y: 0, width: 1, height: 1 }, signal)).toMatchObject({ ok: false, code: 'screen-lost' })
  })
  test('nor when the window moved meanwhile: what lies beside it is not read', async () => {
    const { open, found, parts } = setUp()
    const eye = await open('window')
    const film = parts.screen.film
    parts.screen.film = async (wish, width) => {
      found.set(7, { ok: true, window: { ...EDITOR, bounds: rect(300, 100, 800, 600) } })
      return film(wish, width)
    }
    expect(await eye.part({ x: 0, y: 0, width: 1, height: 1 }, signal)).toMatchObject({ ok: false, code: 'screen-lost' })
    expect(await eye.part({ x: 0, y: 0, width: 1, height: 1 }, signal)).toMatchObject({ ok: true })
  })
  test('another program over a narrated window, but not its own dialogs', async () => {
    const { open, windows, found, filmed } = setUp()
    const eye = await open('window')
    const [other, dialog] = [rect(100, 100, 300, 200), rect(500, 300, 200, 100)]
    found.set(8, { ok: true, window: { ...EDITOR, id: 8, pid: 99 } })
    found.set(9, { ok: true, window: { ...EDITOR, id: 9 } })
    windows(stacked(9, dialog, false), stacked(8, other, false), stacked(7, BOUNDS, false), stacked(6, rect(0, 0, 999, 999), false))
    expect(await seen(eye)).toBe('frame')
    expect(masks(filmed[0])).toEqual([other])
    found.set(10, failure('desktop-silent'))
    windows(stacked(10, dialog, false), stacked(7, BOUNDS, false))
    await seen(eye)
    found.set(10, { ok: true, window: { ...EDITOR, id: 10 } })
    await seen(eye)
    expect(filmed.slice(1).map(masks)).toEqual([[dialog], []])
    windows(stacked(8, rect(0, 0, 900, 900), false), stacked(7, BOUNDS, false))
    expect(await seen(eye)).toBe('behind')
    windows(stacked(90, rect(0, 0, 900, 900), true), stacked(7, BOUNDS, false))
    expect(await seen(eye)).toBe('behind')
    windows(stacked(7, BOUNDS, false), stacked(90, rect(0, 0, 900, 900), true))
    expect(await seen(eye)).toBe('frame')
  })
  test('where nobody tells what is ours, nothing is narrated', async () => {
    const { parts } = setUp({ stacking: failure('desktop-unsupported') })
    for (const source of ['screen', 'window', 'pointer'] as const) expect(await narratedScreen(parts, source)).toMatchObject({ ok: false, code: 'desktop-unsupported' })
  })
})

describe('what is no longer there', () => {
  test('a window that is minimised, and one that was closed', async () => {
    const { open, found } = setUp()
    const eye = await open('window')
    found.set(7, { ok: true, window: null })
    expect(await seen(eye)).toBe('hidden')
    found.set(7, failure('no-front-window'))
    expect(await seen(eye)).toBe('window-closed')
  })
  test('a display that was unplugged, and a stream that is lost; one that is denied is a failure', async () => {
    const { open, scene, failing } = setUp({ displays: [display(1, rect(0, 0, 1920, 1080)), display(2, rect(1920, 0, 800, 600))], monitor: 2 })
    const eye = await open('screen')
    expect(await seen(eye)).toBe('frame')
    failing.film = 'screen-lost'
    expect(await seen(eye)).toBe('screen-gone')
    failing.film = 'screen-denied'
    expect(await seen(eye)).toBe('screen-denied')
    scene.displays = [display(1, rect(0, 0, 1920, 1080))]
    expect(await seen(eye)).toBe('screen-gone')
  })
  test('without a window in front there is none to narrate', async () => {
    const { parts } = setUp({ front: failure('no-front-window') })
    expect(await narratedScreen(parts, 'window')).toMatchObject({ ok: false, code: 'no-front-window' })
  })
})

describe('windows that open', () => {
  const front = (id: number, title: string, pid: number, bounds: Rect): FrontWindow => ({ ...EDITOR, id, title, pid, bounds })
  test('are told once they have their title, with their kind; those that were there are not', async () => {
    const { open, scene, windows } = setUp()
    const eye = await open('screen')
    await seen(eye)
    expect(eye.opened()).toEqual([])
    const small = rect(200, 200, 300, 200)
    windows(stacked(12, small, false), stacked(7, BOUNDS, false))
    scene.front = { ok: true, window: front(12, 'loading', 1, small) }
    await seen(eye)
    expect(eye.opened()).toEqual([])
    scene.front = { ok: true, window: front(12, 'Save changes?', 1, small) }
    await seen(eye)
    expect(eye.opened()).toEqual([{ kind: 'dialog', title: 'Save changes?', appName: 'Mail' }])
    scene.front = { ok: true, window: EDITOR }
    for (let look = 0; look < 3; look++) await seen(eye)
    expect(eye.opened()).toEqual([])
  })
  test('are told that stand among the others before they come to the front; not those that are gone back to', async () => {
    const { open, scene, windows } = setUp()
    const eye = await open('screen')
    await seen(eye)
    const small = rect(200, 200, 300, 200)
    windows(stacked(12, small, false), stacked(7, BOUNDS, false))
    await seen(eye)
    scene.front = { ok: true, window: front(12, 'Save changes?', 1, small) }
    for (let look = 0; look < 2; look++) await seen(eye)
    expect(eye.opened()).toMatchObject([{ title: 'Save changes?' }])
    for (const window of [EDITOR, front(12, 'Save changes?', 1, small)]) {
      scene.front = { ok: true, window }
      for (let look = 0; look < 2; look++) await seen(eye)
    }
    expect(eye.opened()).toEqual([])
  })
  test('of another program are windows, and none of a narrated window', async () => {
    for (const [source, told] of [['screen', 1], ['window', 0]] as const) {
      const { open, scene, windows, found } = setUp()
      const eye = await open(source)
      await seen(eye)
      found.set(12, { ok: true, window: front(12, 'Call', 99, BOUNDS) })
      windows(stacked(12, rect(0, 0, 50, 50), false), stacked(7, BOUNDS, false))
      scene.front = { ok: true, window: front(12, 'Call', 99, BOUNDS) }
      for (let look = 0; look < 3; look++) await seen(eye)
      expect(eye.opened().map(({ kind }) => kind)).toEqual(Array(told).fill('window'))
    }
  })
})
