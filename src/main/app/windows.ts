import { BrowserWindow, screen, type BrowserWindowConstructorOptions, type WebContents } from 'electron'
import { setTimeout as wait } from 'node:timers/promises'
import { WINDOWS, type WindowName, type Zoom } from '../../shared/ipc-schema'
import type { Settings } from '../../shared/settings'
import { captionBounds } from './caption-bounds'
import { pageUrl } from './security/scheme'
import { webPreferences } from './security/window-options'
import { nextZoom } from './zoom'

/** Milliseconds in which programs paint again what a window of ours lay over; until then it is a blank hole. */
const REPAINT = 120

/** What differs from window to window, beside their `webPreferences`. Sizes in device-independent pixels. */
const OPTIONS: Readonly<Record<WindowName, BrowserWindowConstructorOptions>> = {
  home: { width: 960, height: 720, minWidth: 320, minHeight: 240, title: 'Descry' },
  menu: {
    ...{ width: 420, height: 620, title: 'Descry', frame: false, resizable: false, fullscreenable: false },
    ...{ alwaysOnTop: true, skipTaskbar: true },
  },
  caption: {
    ...{ title: 'Descry captions', frame: false, resizable: false, fullscreenable: false },
    // It never takes the keyboard from the program that the user works in.
    ...{ focusable: false, alwaysOnTop: true, skipTaskbar: true },
  },
  stage: { width: 320, height: 240, title: 'Descry stage', skipTaskbar: true, focusable: false },
}

interface WindowsParts {
  /** Path of the built preload script. */
  readonly preload: string
  readonly packaged: boolean
  readonly icon: string
}

/** The app's windows, each made when it is first needed and then kept. */
export class AppWindows {
  readonly #parts: WindowsParts
  readonly #windows = new Map<WindowName, BrowserWindow>()
  readonly #loaded = new Map<WindowName, Promise<unknown>>()
  /** What was taken off the screen and will come back; null while nothing is. */
  #away: { readonly shown: Set<BrowserWindow>; readonly focused: BrowserWindow | undefined } | null = null
  /** Resolves when what was under the windows that were taken off last is painted again. */
  #repainted: Promise<unknown> = Promise.resolve()
  /** For how many pictures they are off the screen. */
  #works = 0

  constructor(parts: WindowsParts) {
    this.#parts = parts
  }

  /** The window, made and loading if it was not there; never shown by this. */
  ensure(name: WindowName): BrowserWindow {
    const known = this.#windows.get(name)
    if (known && !known.isDestroyed()) return known
    const { icon, ...build } = this.#parts
    const window = new BrowserWindow({
      ...OPTIONS[name],
      show: false,
      icon,
      webPreferences: webPreferences(name, build),
    })
    window.removeMenu()
    this.#windows.set(name, window)
    if (name === 'caption') {
      // Left out of captures where the system can; on Linux its place is painted over in the picture.
      window.setContentProtection(true)
      window.setAlwaysOnTop(true, 'screen-saver')
      window.setVisibleOnAllWorkspaces(true)
    }
    // A page that cannot be loaded shows itself so; nobody waits for its promise alone.
    this.#loaded.set(name, window.loadURL(pageUrl(name)).catch(() => undefined))
    return window
  }

  get(name: WindowName): BrowserWindow | null {
    const window = this.#windows.get(name)
    return window && !window.isDestroyed() ? window : null
  }

  contentsOf(name: WindowName): WebContents | null {
    return this.get(name)?.webContents ?? null
  }

  windowOf(contents: WebContents): WindowName | null {
    return WINDOWS.find((name) => this.get(name)?.webContents === contents) ?? null
  }

  /** Once a window's page is there; not at all when it goes before. */
  async whenLoaded(name: WindowName, then: () => void): Promise<void> {
    this.ensure(name)
    await this.#loaded.get(name)
    then()
  }

  all(): BrowserWindow[] {
    return WINDOWS.flatMap((name) => this.get(name) ?? [])
  }

  showHome(): void {
    const home = this.ensure('home')
    if (home.isMinimized()) home.restore()
    home.show()
    home.focus()
  }

  zoomHome(zoom: Zoom): void {
    const contents = this.contentsOf('home')
    contents?.setZoomFactor(nextZoom(contents.getZoomFactor(), zoom))
  }

  /**
   * Takes Descry's windows off the screen while `work` runs, and puts back those that were there; the one
   * that had the keyboard has it again. Of several works the last one puts them back.
   *
   * @param refocus false where another window of ours gets the keyboard next
   */
  async whileHidden<T>(work: () => Promise<T>, refocus: () => boolean = () => true): Promise<T> {
    const shown = this.all().filter((window) => window.isVisible() && !window.isMinimized())
    const focused = shown.find((window) => window.isFocused())
    this.#away ??= { shown: new Set(), focused }
    this.#works++
    for (const window of shown) {
      this.#away.shown.add(window)
      window.hide()
    }
    if (shown.length > 0) this.#repainted = wait(REPAINT)
    try {
      await this.#repainted
      return await work()
    } finally {
      this.#works--
      if (this.#works === 0) this.#putBack(refocus())
    }
  }

  #putBack(refocus: boolean): void {
    const away = this.#away
    this.#away = null
    for (const window of away?.shown ?? []) if (!window.isDestroyed()) window.showInactive()
    if (refocus && away?.focused && !away.focused.isDestroyed()) away.focused.focus()
  }

  /** The layer menu in the middle of the display with the pointer, where a magnifier looks. */
  showMenu(): void {
    const menu = this.ensure('menu')
    const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint())
    const { width, height } = menu.getBounds()
    const x = Math.round(workArea.x + (workArea.width - width) / 2)
    const y = Math.round(workArea.y + (workArea.height - height) / 2)
    menu.setBounds({ x, y, width, height })
    // This gives it the keyboard, too. Asked for once more, the window would go and come again, and Orca drops the first
    // item's focus as told twice: it says the window and no command (seen with Orca 43 on a busy machine).
    menu.show()
  }

  showCaption(on: boolean, settings: Settings['caption']): void {
    const known = this.get('caption')
    if (!on) {
      if (known) this.#away?.shown.delete(known)
      return known?.hide()
    }
    const caption = this.ensure('caption')
    caption.setBounds(captionBounds(screen.getPrimaryDisplay().workArea, settings))
    if (caption.isVisible()) return
    // What is worked on changes while a picture is taken, and must not bring the bar into it.
    if (this.#away) this.#away.shown.add(caption)
    else caption.showInactive()
  }
}
