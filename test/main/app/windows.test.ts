import { beforeEach, describe, expect, test, vi } from 'vitest'
import { AppWindows } from '../../../src/main/app/windows'
import { WINDOWS } from '../../../src/shared/ipc-schema'
import { DEFAULT_SETTINGS } from '../../../src/shared/settings'

/** A window as Electron's, as far as the app's windows are asked. */
class FakeWindow {
  static readonly made: FakeWindow[] = []
  static focused: FakeWindow | null = null
  visible = false
  minimized = false
  destroyed = false
  bounds = { x: 0, y: 0, width: 420, height: 620 }
  readonly did: string[] = []
  readonly webContents = {}
  constructor(readonly options: { title: string; show: boolean; focusable?: boolean; webPreferences: object }) {
    FakeWindow.made.push(this)
  }
  #note(what: string): void {
    this.did.push(what)
  }
  isDestroyed = () => this.destroyed
  isVisible = () => this.visible
  isMinimized = () => this.minimized
  isFocused = () => FakeWindow.focused === this
  removeMenu = () => this.#note('no menu')
  setContentProtection = (on: boolean) => this.#note(`protected ${on}`)
  setAlwaysOnTop = (on: boolean) => this.#note(`on top ${on}`)
  setVisibleOnAllWorkspaces = () => undefined
  loadURL = async (url: string) => this.#note(url)
  getBounds = () => this.bounds
  setBounds = (bounds: FakeWindow['bounds']) => void (this.bounds = bounds)
  restore = () => void (this.minimized = false)
  show = () => {
    this.visible = true
    FakeWindow.focused = this
  }
  showInactive = () => {
    this.#note('shown inactive')
    this.visible = true
  }
  focus = () => void (FakeWindow.focused = this)
  hide = () => {
    this.visible = false
    if (FakeWindow.focused === this) FakeWindow.focused = null
  }
}

vi.mock('electron', () => ({
  get BrowserWindow() {
    return FakeWindow
  },
  screen: {
    getCursorScreenPoint: () => ({ x: 2500, y: 100 }),
    getDisplayNearestPoint: ({ x }: { x: number }) => ({ workArea: { x: x > 1920 ? 1920 : 0, y: 0, width: 1280, height: 1000 } }),
    getPrimaryDisplay: () => ({ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }),
  },
}))

const windows = () => new AppWindows({ preload: '/p.cjs', packaged: true, icon: '/i.png' })
const fake = (window: unknown): FakeWindow => window as FakeWindow

beforeEach(() => {
  FakeWindow.made.length = 0
  FakeWindow.focused = null
})

test('a window is made once, not shown, and its own page is loaded', () => {
  const all = windows()
  const home = fake(all.ensure('home'))
  expect(fake(all.ensure('home'))).toBe(home)
  expect(home.options.show).toBe(false)
  expect(home.did).toContain('app://descry/home.html')
  home.destroyed = true
  expect(all.get('home')).toBeNull()
  expect(fake(all.ensure('home'))).not.toBe(home)
})

test('every window is sandboxed and apart from the code of its preload', () => {
  const all = windows()
  for (const name of WINDOWS) {
    expect(fake(all.ensure(name)).options.webPreferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false })
  }
})

test('the caption bar and the stage never take the keyboard, and the caption bar is left out of captures', () => {
  const all = windows()
  const caption = fake(all.ensure('caption'))
  expect(caption.options.focusable).toBe(false)
  expect(caption.did).toEqual(expect.arrayContaining(['protected true', 'on top true']))
  expect(fake(all.ensure('stage')).options.focusable).toBe(false)
  all.showCaption(true, DEFAULT_SETTINGS.caption)
  expect(caption.visible).toBe(true)
  expect(FakeWindow.focused).toBeNull()
  all.showCaption(false, DEFAULT_SETTINGS.caption)
  expect(caption.visible).toBe(false)
})

test('a caption bar that was never needed is not made to be hidden', () => {
  windows().showCaption(false, DEFAULT_SETTINGS.caption)
  expect(FakeWindow.made).toEqual([])
})

test('the menu comes with the keyboard, in the middle of the display with the pointer', () => {
  const all = windows()
  all.showMenu()
  const menu = fake(all.get('menu'))
  expect(menu.bounds).toEqual({ x: 1920 + (1280 - 420) / 2, y: (1000 - 620) / 2, width: 420, height: 620 })
  expect(FakeWindow.focused).toBe(menu)
})

test('the home window comes to the front, from the taskbar as well', () => {
  const all = windows()
  const home = fake(all.ensure('home'))
  home.minimized = true
  all.showHome()
  expect([home.minimized, home.visible, FakeWindow.focused === home]).toEqual([false, true, true])
})

describe('for a picture that they would cover', () => {
  test('those that are seen are hidden and come back, and the keyboard is where it was', async () => {
    const all = windows()
    const [home, caption, stage] = [all.ensure('home'), all.ensure('caption'), all.ensure('stage')].map(fake)
    all.showHome()
    all.showCaption(true, DEFAULT_SETTINGS.caption)
    const during = await all.whileHidden(async () => FakeWindow.made.map(({ visible }) => visible))
    expect(during).toEqual([false, false, false])
    expect([home?.visible, caption?.visible, stage?.visible]).toEqual([true, true, false])
    expect(FakeWindow.focused).toBe(home)
  })

  test('one that did not have the keyboard does not get it', async () => {
    const all = windows()
    all.showHome()
    FakeWindow.focused = null
    await all.whileHidden(async () => undefined)
    expect(FakeWindow.focused).toBeNull()
    expect(fake(all.get('home')).did).toContain('shown inactive')
  })

  test('where the menu gets the keyboard next, none of them takes it back', async () => {
    const all = windows()
    all.showHome()
    await all.whileHidden(async () => undefined, () => false)
    expect(fake(all.get('home')).visible).toBe(true)
    expect(FakeWindow.focused).not.toBe(fake(all.get('home')))
  })

  test('they come back also when it fails, and one that was minimized stays so', async () => {
    const all = windows()
    all.showHome()
    const menu = fake(all.ensure('menu'))
    Object.assign(menu, { visible: true, minimized: true })
    await expect(all.whileHidden(() => Promise.reject(new Error('lost')))).rejects.toThrow('lost')
    expect(fake(all.get('home')).visible).toBe(true)
    expect(menu.did).not.toContain('shown inactive')
  })

  test('they stay away until the last of several pictures is taken', async () => {
    const all = windows()
    all.showHome()
    const home = fake(all.get('home'))
    const [first, second] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
    const works = [all.whileHidden(() => first.promise), all.whileHidden(() => second.promise)]
    first.resolve(undefined)
    await works[0]
    expect(home.visible).toBe(false)
    second.resolve(undefined)
    await works[1]
    expect([home.visible, FakeWindow.focused === home]).toEqual([true, true])
    await all.whileHidden(async () => expect(home.visible).toBe(false))
    expect(home.visible).toBe(true)
  })

  test.each([true, false])('the caption bar that is told meanwhile to be there (%s) only is afterwards', async (on) => {
    const all = windows()
    all.showCaption(true, DEFAULT_SETTINGS.caption)
    const caption = fake(all.get('caption'))
    await all.whileHidden(async () => {
      all.showCaption(on, DEFAULT_SETTINGS.caption)
      expect(caption.visible).toBe(false)
    })
    expect(caption.visible).toBe(on)
  })

  test('what lay under them has time to be painted again, also for a second picture', async () => {
    const all = windows()
    all.showHome()
    const taken: string[] = []
    const works = ['first', 'second'].map((name) => all.whileHidden(async () => void taken.push(name)))
    await Promise.resolve()
    await new Promise((resolve) => setImmediate(resolve))
    expect(taken).toEqual([])
    await Promise.all(works)
    expect(taken).toEqual(['first', 'second'])
  })

  test('one that was closed meanwhile does not come back', async () => {
    const all = windows()
    all.showHome()
    const home = fake(all.get('home'))
    await all.whileHidden(async () => void (home.destroyed = true))
    expect(home.did).not.toContain('shown inactive')
  })
})

test('a page is told what it is to show once it is there', async () => {
  const all = windows()
  const told: string[] = []
  await all.whenLoaded('menu', () => told.push('opened'))
  expect(told).toEqual(['opened'])
  expect(fake(all.get('menu')).did).toContain('app://descry/menu.html')
})

test('a page is known by its window, and a strange one by none', () => {
  const all = windows()
  const home = all.ensure('home')
  expect(all.windowOf(home.webContents)).toBe('home')
  expect(all.contentsOf('home')).toBe(home.webContents)
  const stranger = windows().ensure('home').webContents
  expect(all.windowOf(stranger)).toBeNull()
  expect(all.contentsOf('menu')).toBeNull()
})
