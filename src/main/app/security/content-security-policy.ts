import type { WindowName } from '../../../shared/ipc-schema'

type Directives = Readonly<Record<string, readonly string[]>>

/** What every page may do: load its own scripts, styles, fonts and pictures from the app's scheme. */
const BASE: Directives = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'"],
  'media-src': ["'none'"],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  // No policy may be made at all, so nothing can turn text into markup or code.
  'trusted-types': ["'none'"],
}

/** What a page needs in addition, with its reason. */
const BY_WINDOW: Readonly<Record<WindowName, Directives>> = {
  // The picture of the last answer is shown from the bytes that main sent.
  home: { 'img-src': ["'self'", 'blob:'] },
  menu: {},
  caption: {},
  // Streams of screen and camera are no addresses, and earcons are fetched.
  stage: {},
}

/**
 * The Content-Security-Policy header of a window's page.
 * @param nonce of this load, for the style elements that react-aria adds
 */
export function contentSecurityPolicy(window: WindowName, nonce: string): string {
  const directives: Directives = { ...BASE, ...BY_WINDOW[window] }
  return Object.entries(directives)
    .map(([name, values]) => [name, ...values, ...(name === 'style-src' ? [`'nonce-${nonce}'`] : [])].join(' '))
    .join('; ')
}

/** Features of the platform that a page may use; everything that is named with () is off for all. */
const FEATURES_OFF = [
  ...['accelerometer', 'autoplay', 'bluetooth', 'camera', 'clipboard-read', 'clipboard-write', 'display-capture'],
  ...['encrypted-media', 'fullscreen', 'gamepad', 'geolocation', 'gyroscope', 'hid', 'idle-detection'],
  ...['local-fonts', 'magnetometer', 'microphone', 'midi', 'payment', 'picture-in-picture'],
  ...['publickey-credentials-get', 'screen-wake-lock', 'serial', 'usb', 'web-share', 'window-management'],
  'xr-spatial-tracking',
]
const FEATURES_ON: Readonly<Record<WindowName, readonly string[]>> = {
  home: [],
  menu: [],
  caption: [],
  stage: ['autoplay', 'camera', 'display-capture', 'microphone'],
}

/** The Permissions-Policy header of a window's page. */
export function permissionsPolicy(window: WindowName): string {
  return FEATURES_OFF.map((name) => `${name}=${FEATURES_ON[window].includes(name) ? '(self)' : '()'}`).join(', ')
}
