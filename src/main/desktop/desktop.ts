import type { Result } from '../../shared/codes'
import type { Rect } from '../../shared/rect'

/** The window that a person works in. Its title and names come from other programs: hostile text. */
export interface FrontWindow {
  /** X window, HWND or CGWindowID. */
  readonly id: number
  readonly title: string
  /** The system's name of the program: WM_CLASS, the window class, the owner's name. */
  readonly appClass: string
  /** What a person calls the program: "Text Editor". Never empty. */
  readonly appName: string
  /** Path of the program's file; null where the system does not tell. */
  readonly exe: string | null
  /** With its frame, without its shadow, in `Desktop.unit` of the whole desktop. */
  readonly bounds: Rect
  readonly pid: number | null
}

/** A window that can be seen unless another one covers it. */
export interface StackedWindow {
  readonly id: number
  /** Hostile text; empty where it has none. */
  readonly title: string
  /** Everything that it may draw on, shadow included. */
  readonly bounds: Rect
  /** Where nothing behind it shows; empty when it is translucent or not known to be opaque. */
  readonly covers: readonly Rect[]
  /** It belongs to Descry. */
  readonly own: boolean
}

export type ScreenReaderName = 'orca' | 'nvda' | 'jaws' | 'voiceover' | 'narrator'

/** Native ids of Descry's own windows (BrowserWindow.getNativeWindowHandle; see `native-id.ts`). */
export type OwnWindows = ReadonlySet<number>

/**
 * What Descry knows of other programs' windows. Every call ends within a few seconds; failures are
 * `desktop-unsupported` (this desktop does not tell: Wayland, no display, no window manager) and
 * `desktop-silent` (it should, but did not answer in time or the connection broke).
 */
export interface Desktop {
  /** Of all rectangles: device pixels, or points where the system counts in them (macOS). */
  readonly unit: 'pixels' | 'points'
  /** The topmost normal window that is not Descry's; `no-front-window` when there is none. */
  frontWindow(own: OwnWindows): Promise<Result<{ window: FrontWindow }>>
  /**
   * A window by its id; null while it is minimised, or on another workspace. `no-front-window` when it was closed,
   * and on macOS also while it is hidden.
   */
  find(id: number): Promise<Result<{ window: FrontWindow | null }>>
  /** The visible windows, top to bottom. */
  stacking(own: OwnWindows): Promise<Result<{ windows: readonly StackedWindow[] }>>
  /**
   * Brings a window to the front and gives it the keyboard. `active` is false when the system did not
   * do so in time; `no-front-window` when the window is gone.
   */
  activate(id: number): Promise<Result<{ active: boolean }>>
  /** Id of the window that has the keyboard, ours or not; null when none has it. */
  activeWindow(): Promise<Result<{ id: number | null }>>
  /** Tells when another window gets the keyboard, until the function that it returns is called. */
  watchActive(changed: (id: number | null) => void): () => void
  /**
   * Tells when Control is pressed, in whichever window, until the function that it returns is called: it silences
   * every screen reader. Never where the system does not let a program see that (Wayland, macOS).
   */
  watchControl(pressed: () => void): () => void
  /** The screen reader that runs, found without starting or asking it anything. */
  screenReader(): Promise<ScreenReaderName | null>
  /** Whether the system says that a reader runs, known or not; false where only the session bus tells. */
  someReader(): Promise<boolean>
  close(): void
}
