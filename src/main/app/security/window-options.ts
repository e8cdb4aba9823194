import type { WebPreferences } from 'electron'
import type { WindowName } from '../../../shared/ipc-schema'

/**
 * SECURITY: the same for every window, and never looser. Electron's defaults are written out, so that
 * neither a new default nor a slip can change them unseen.
 */
const LOCKED = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  plugins: false,
  enableWebSQL: false,
  navigateOnDragDrop: false,
  // The dictionaries would be fetched from a network.
  spellcheck: false,
  // Pages say what they have to say in sentences of their own.
  disableDialogs: true,
} as const satisfies WebPreferences

type OfWindow = Required<Pick<WebPreferences, 'backgroundThrottling' | 'autoplayPolicy' | 'webgl'>>

const QUIET: OfWindow = {
  backgroundThrottling: true,
  autoplayPolicy: 'document-user-activation-required',
  webgl: false,
}

const BY_WINDOW: Readonly<Record<WindowName, OfWindow>> = {
  home: QUIET,
  menu: QUIET,
  caption: QUIET,
  // Never seen, and works all the time: pictures, earcons and speech, without a click in it.
  stage: { backgroundThrottling: false, autoplayPolicy: 'no-user-gesture-required', webgl: false },
}

interface Build {
  /** Path of the built preload script. */
  readonly preload: string
  /** Developer tools are for builds that are not installed. */
  readonly packaged: boolean
}

/** The whole `webPreferences` of a window. */
export function webPreferences(window: WindowName, { preload, packaged }: Build): WebPreferences {
  return { ...LOCKED, ...BY_WINDOW[window], devTools: !packaged, preload }
}
