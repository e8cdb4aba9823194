/** What a frame window is made with: the part of Electron's window options that X11 knows about. */
export interface FrameOptions {
  /** Left and top of the content on the root window, pixels. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly minWidth: number
  readonly minHeight: number
  readonly title: string
  readonly className: string
  /** False: no border and title bar of the window manager. */
  readonly frame: boolean
  readonly focusable: boolean
  readonly alwaysOnTop: boolean
  readonly skipTaskbar: boolean
  readonly resizable: boolean
  /** 0xRRGGBB, seen until the page has painted. */
  readonly background: number
  readonly type: FrameType
}
export type FrameType = 'normal' | 'desktop' | 'dock' | 'toolbar' | 'splash' | 'notification'

export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** WM_NORMAL_HINTS (ICCCM 4.1.2.3): position by the user, gravity static, limits of the size. */
export function sizeHints(bounds: Bounds, options: Pick<FrameOptions, 'minWidth' | 'minHeight' | 'resizable'>): number[] {
  const { x, y, width, height } = bounds
  const least = options.resizable ? [options.minWidth, options.minHeight] : [width, height]
  const most = options.resizable ? [0x7fff, 0x7fff] : [width, height]
  const flags = 1 | 2 | 4 | 8 | 16 | 32 | 512
  return [flags, x, y, width, height, ...least, ...most, 0, 0, 0, 0, 0, 0, 0, 0, 10]
}

/** WM_HINTS (ICCCM 4.1.2.4): whether the window takes keys, and that it starts as a normal one. */
export const managerHints = (input: boolean): number[] => [1 | 2, input ? 1 : 0, 1, 0, 0, 0, 0, 0, 0]

/** _MOTIF_WM_HINTS: flag 2 is "decorations". */
export const motifHints = (frame: boolean): number[] => [2, 0, frame ? 1 : 0, 0, 0]
