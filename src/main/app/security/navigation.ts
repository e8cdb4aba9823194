import type { App, WebContents } from 'electron'
import { ORIGIN } from './origin'

/** Whether going from one address to another is the reload of a page of ours. */
function isReload(from: string, to: string): boolean {
  const page = (url: string) => url.split(/[?#]/, 1)[0] ?? ''
  return from.startsWith(`${ORIGIN}/`) && page(from) === page(to)
}

type Refused = (contents: WebContents) => void

/** SECURITY: a page stays where main put it, embeds nothing and opens nothing. */
function guardPage(contents: WebContents, refused: Refused): void {
  const refuse = (event: { preventDefault(): void }) => {
    event.preventDefault()
    refused(contents)
  }
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isReload(contents.getURL(), event.url)) refuse(event)
  })
  // The same for the main frame alone; Electron sends both, and either would do.
  contents.on('will-navigate', (event) => {
    if (!isReload(contents.getURL(), event.url)) refuse(event)
  })
  contents.on('will-redirect', refuse)
  contents.on('will-attach-webview', refuse)
  contents.setWindowOpenHandler(() => {
    refused(contents)
    return { action: 'deny' }
  })
}

/**
 * Guards every page that is ever made, windows of ours or not. Call before the first window is made.
 * @param refused is told each time; never where the page wanted to go
 */
export function guardNavigation(app: Pick<App, 'on'>, refused: Refused): void {
  app.on('web-contents-created', (_event, contents) => guardPage(contents, refused))
}
