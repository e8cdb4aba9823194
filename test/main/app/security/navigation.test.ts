import { EventEmitter } from 'node:events'
import type { App, WebContents } from 'electron'
import { describe, expect, test } from 'vitest'
import { guardNavigation } from '../../../../src/main/app/security/navigation'

/** A page as Electron would make it; says whether what it wants is prevented. */
function newPage(url: string) {
  const app = new EventEmitter()
  const refusals: WebContents[] = []
  guardNavigation(app as unknown as App, (contents) => void refusals.push(contents))
  let open: ((details: object) => { action: string }) | undefined
  const contents = Object.assign(new EventEmitter(), {
    getURL: () => url,
    setWindowOpenHandler: (handler: typeof open) => void (open = handler),
  })
  app.emit('web-contents-created', {}, contents)
  return {
    refusals,
    wants(event: string, details: object): boolean {
      let prevented = false
      contents.emit(event, { preventDefault: () => (prevented = true), ...details })
      expect(refusals.length > 0).toBe(prevented)
      return !prevented
    },
    opens: (to: string) => open!({ url: to }).action,
  }
}

const HOME = 'app://descry/home.html'
const ELSEWHERE = [
  'https://example.com/',
  'http://127.0.0.1/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,x',
  'blob:app://descry/1',
  'about:blank',
  'app://evil/home.html',
  'app://descry/settings.html',
  'app://descry/menu.html',
  'app://descry/home.html.evil',
  'app://descry@evil/home.html',
  'APP://descry/home.html',
  '',
]

describe.each(['will-navigate', 'will-frame-navigate'])('%s', (event) => {
  test('is let through for a reload of the page that is there, and only for that', () => {
    for (const url of [HOME, `${HOME}?theme=dark`, `${HOME}#answer`]) {
      expect(newPage(HOME).wants(event, { url, isMainFrame: true })).toBe(true)
    }
    for (const url of ELSEWHERE) expect(newPage(HOME).wants(event, { url, isMainFrame: true })).toBe(false)
  })

  test('is prevented in a page that is none of ours, also when it stays where it is', () => {
    for (const url of ['https://example.com/', '', 'about:blank', 'app://evil/home.html']) {
      expect(newPage(url).wants(event, { url, isMainFrame: true })).toBe(false)
    }
  })
})

test('a frame inside a page goes nowhere, not even to a page of ours', () => {
  for (const url of [HOME, 'https://example.com/']) {
    expect(newPage(HOME).wants('will-frame-navigate', { url, isMainFrame: false })).toBe(false)
  }
})

test('no redirect is followed, whereto it may lead', () => {
  for (const url of [HOME, 'https://example.com/']) {
    expect(newPage(HOME).wants('will-redirect', { url, isMainFrame: true })).toBe(false)
  }
})

test('no webview is attached', () => {
  expect(newPage(HOME).wants('will-attach-webview', {})).toBe(false)
})

test('no window is opened, not even one of ours', () => {
  for (const url of [HOME, ...ELSEWHERE]) {
    const page = newPage(HOME)
    expect(page.opens(url)).toBe('deny')
    expect(page.refusals).toHaveLength(1)
  }
})
