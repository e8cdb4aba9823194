/**
 * Keys that a Chromium window takes for itself and an Electron window without a menu does not: closing and
 * opening windows, printing, saving, searching, zooming, developer tools, history. Chromium lets a page in an
 * application window have each of them.
 */
const WITH_CONTROL = new Set('wntpsfghjlourdek+-=0123456789'.split(''))
const WITH_CONTROL_SHIFT = new Set('wntpijcobmagfsrydeq'.split(''))
const ALONE = new Set(['F1', 'F3', 'F5', 'F6', 'F7', 'F10', 'F11', 'F12'])
const WITH_ALT = new Set(['ArrowLeft', 'ArrowRight', 'Home', 'd', 'e', 'f'])

function isBrowserKey(event: KeyboardEvent): boolean {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  if (event.ctrlKey && event.altKey) return false
  if (event.ctrlKey && event.shiftKey) return WITH_CONTROL_SHIFT.has(key) || ALONE.has(key)
  if (event.ctrlKey) return WITH_CONTROL.has(key) || ALONE.has(key) || key === 'F4'
  if (event.altKey) return WITH_ALT.has(key)
  return ALONE.has(key)
}

/** Makes the window an application's: no browser keys, no context menu, no window opened by a link. */
export function keepBrowserAway(opened: (url: string, frameName: string) => void): void {
  const prevent = (event: Event): void => event.preventDefault()
  addEventListener('keydown', (event) => isBrowserKey(event) && prevent(event), true)
  addEventListener('contextmenu', prevent)
  const onClick = (event: MouseEvent): void => {
    const link = event.composedPath().find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement && node.href !== '')
    const elsewhere = event.button === 1 || event.ctrlKey || event.shiftKey || event.metaKey
    if (!link || (!elsewhere && ['', '_self', '_top', '_parent'].includes(link.target))) return
    prevent(event)
    opened(link.href, link.target)
  }
  addEventListener('click', onClick, true)
  addEventListener('auxclick', onClick, true)
  addEventListener(
    'submit',
    (event) => {
      const form = event.target
      if (!(form instanceof HTMLFormElement) || ['', '_self', '_top', '_parent'].includes(form.target)) return
      prevent(event)
      opened(form.action, form.target)
    },
    true,
  )
}
