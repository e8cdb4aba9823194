import { readFileSync } from 'node:fs'
import type { PageLook } from '../page/page'
import type { FrameOptions, FrameType } from '../desktop/frame-options'

/** Of Electron's options, the ones that the host honours; another one throws with its name. */
export interface WindowOptions {
  readonly show?: boolean
  readonly x?: number
  readonly y?: number
  readonly width?: number
  readonly height?: number
  readonly minWidth?: number
  readonly minHeight?: number
  readonly title?: string
  readonly frame?: boolean
  readonly focusable?: boolean
  readonly alwaysOnTop?: boolean
  readonly skipTaskbar?: boolean
  readonly resizable?: boolean
  readonly backgroundColor?: string
  readonly fullscreenable?: boolean
  readonly acceptFirstMouse?: boolean
  readonly autoHideMenuBar?: boolean
  readonly type?: string
  readonly icon?: unknown
  readonly webPreferences?: WebPreferences
}
interface WebPreferences {
  readonly preload?: string
  readonly [name: string]: unknown
}

const OPTIONS = [
  'show', 'x', 'y', 'width', 'height', 'minWidth', 'minHeight', 'title', 'frame', 'focusable', 'alwaysOnTop', 'skipTaskbar',
  'resizable', 'backgroundColor', 'fullscreenable', 'acceptFirstMouse', 'autoHideMenuBar', 'type', 'icon', 'webPreferences',
]

/** The values that the host's pages have, whatever is asked; asking for another one throws. */
const PREFERENCES: Readonly<Record<string, readonly unknown[]>> = {
  sandbox: [true],
  contextIsolation: [true],
  nodeIntegration: [false],
  nodeIntegrationInWorker: [false],
  nodeIntegrationInSubFrames: [false],
  webSecurity: [true],
  allowRunningInsecureContent: [false],
  experimentalFeatures: [false],
  webviewTag: [false],
  navigateOnDragDrop: [false],
  spellcheck: [false],
  // There are none to be opened, whatever is asked.
  devTools: [true, false],
  webgl: [true, false],
  safeDialogs: [true, false],
  disableDialogs: [true, false],
  enableWebSQL: [false],
  plugins: [false],
  images: [true],
  javascript: [true],
  backgroundThrottling: [true, false],
  // The host's Chromium plays without a gesture in every window.
  autoplayPolicy: ['no-user-gesture-required', 'document-user-activation-required'],
}

const TYPES: readonly string[] = ['normal', 'desktop', 'dock', 'toolbar', 'splash', 'notification']

export function checkOptions(options: WindowOptions): void {
  for (const [name, value] of Object.entries(options))
    if (value !== undefined && !OPTIONS.includes(name)) throw new Error(`the Chromium host does not offer the window option ${name}`)
  for (const [name, value] of Object.entries(options.webPreferences ?? {})) {
    if (name === 'preload' || value === undefined) continue
    if (PREFERENCES[name]?.includes(value) !== true)
      throw new Error(`the Chromium host does not offer webPreferences.${name}: ${JSON.stringify(value)}`)
  }
}

export function pageLook({ webPreferences = {} }: WindowOptions, background: number): PageLook {
  const { preload, webgl } = webPreferences
  return { preload: preload === undefined ? undefined : readFileSync(preload, 'utf8'), background, webgl: webgl !== false }
}

/** Electron's #RGB, #RRGGBB, #AARRGGBB as 0xRRGGBB. The host's windows are opaque. */
function parseColour(text: string): number {
  const digits = /^#(?:([\da-f]{3})|[\da-f]{0,2}([\da-f]{6}))$/i.exec(text)
  const short = digits?.[1]
  const long = short === undefined ? digits?.[2] : short.replace(/./g, '$&$&')
  if (long === undefined) throw new Error(`the Chromium host reads colours as #RRGGBB, not ${text}`)
  return Number.parseInt(long, 16)
}

/** Electron's defaults (docs/api/structures/base-window-options): 800 by 600, centred. */
export function frameOptions(
  options: WindowOptions,
  area: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  appName: string,
): FrameOptions {
  const { width = 800, height = 600, type = 'normal' } = options
  if (!TYPES.includes(type)) throw new Error(`the Chromium host does not offer windows of type ${type}`)
  return {
    x: options.x ?? area.x + Math.round((area.width - width) / 2),
    y: options.y ?? area.y + Math.round((area.height - height) / 2),
    width,
    height,
    minWidth: options.minWidth ?? 1,
    minHeight: options.minHeight ?? 1,
    title: options.title ?? appName,
    className: appName,
    frame: options.frame ?? true,
    focusable: options.focusable ?? true,
    alwaysOnTop: options.alwaysOnTop ?? false,
    skipTaskbar: options.skipTaskbar ?? false,
    resizable: options.resizable ?? true,
    background: parseColour(options.backgroundColor ?? '#FFFFFF'),
    type: type as FrameType,
  }
}
