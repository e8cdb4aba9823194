import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDesktop, startApp, type HostedApp } from '../support/chromium-host/hosted-app'
import { until } from '../support/desktop-session/until'

const PAGE = '<!doctype html><html><head><title>Of the page</title></head><body style="background:#00f"><input autofocus></body></html>'

let app: HostedApp
beforeAll(async () => {
  const session = await openDesktop()
  app = await startApp(session)
  await app.run(({ kept }, page) => void kept.pages.set('/index.html', page), PAGE)
})
afterAll(() => app.session.close())

/** Makes a window with the page and keeps it, with what it emits. */
async function open(options: Record<string, unknown> = {}): Promise<void> {
  await app.run(async ({ BrowserWindow, kept }, given) => {
    for (const old of BrowserWindow.getAllWindows()) old.destroy()
    const window = new BrowserWindow({ width: 400, height: 300, show: false, ...given })
    const events: string[] = []
    const heard = ['close', 'closed', 'show', 'hide', 'focus', 'blur', 'ready-to-show', 'page-title-updated', 'minimize', 'restore'] as const
    for (const name of heard) window.on(name as 'show', () => events.push(name))
    Object.assign(kept, { window, events })
    await window.loadURL('app://descry/index.html')
  }, options)
}

const events = (): Promise<string[]> => app.run(({ kept }) => kept['events'] as string[])
const heard = (name: string): Promise<true> => until(`the event ${name}`, async () => (await events()).includes(name))
const call = (method: string, ...args: unknown[]): Promise<unknown> =>
  app.run(({ kept }, name, given) => (kept['window'] as Record<string, (...all: unknown[]) => unknown>)[name]?.(...given), method, args)
const xprop = async (name: string): Promise<string> => {
  const id = await app.run(({ kept }) => (kept['window'] as { getNativeWindowHandle(): Buffer }).getNativeWindowHandle().readUInt32LE(0))
  return app.session.output('xprop', ['-id', String(id), name])
}

describe('a window that is not shown', () => {
  test('is not on the screen, takes no focus, and its page runs at full speed', async () => {
    await open()
    expect(await call('isVisible')).toBe(false)
    expect(await app.screen.titles()).toEqual([])
    const frames = await app.run(({ kept }) =>
      (kept['window'] as Electron.BrowserWindow).webContents.executeJavaScript(`new Promise((done) => {
        let frames = 0, timers = 0
        const began = performance.now()
        const timer = setInterval(() => timers++, 4)
        const frame = () => {
          frames++
          if (performance.now() - began < 1000) return requestAnimationFrame(frame)
          clearInterval(timer)
          done({ frames, timers, state: document.visibilityState })
        }
        requestAnimationFrame(frame)
      })`) as Promise<{ frames: number; timers: number; state: string }>,
    )
    // Throttled, it would be one timer a second and no frame at all.
    expect(frames.state).toBe('visible')
    expect(frames.frames).toBeGreaterThan(10)
    expect(frames.timers).toBeGreaterThan(40)
  })
})

describe('show, hide, focus', () => {
  beforeEach(() => open())

  test('show brings it to the screen and gives it the keys; hide takes it away', async () => {
    await call('show')
    await heard('focus')
    await app.screen.waitForFocus('Of the page')
    expect(await call('isFocused')).toBe(true)
    await app.screen.type('typed')
    await until('the typed text', async () => (await value()) === 'typed')
    await call('hide')
    await heard('blur')
    await until('no window', async () => (await app.screen.titles()).length === 0)
    expect(await call('isVisible')).toBe(false)
    await call('show')
    await until('the window again', async () => (await app.screen.titles()).includes('Of the page'))
    expect(await value()).toBe('typed')
  })

  test('showInactive shows it and leaves the keys where they are', async () => {
    const other = app.session.start('xev', ['-name', 'Other'])
    await until('another window', async () => (await app.screen.focused()) === 'Other')
    await call('showInactive')
    await until('the window', async () => (await app.screen.titles()).includes('Of the page'))
    expect(await app.screen.focused()).toBe('Other')
    expect(await call('isFocused')).toBe(false)
    await call('focus')
    await heard('focus')
    other.kill()
  })

  test('the user closing it is asked about, and prevented it keeps its page', async () => {
    await call('show')
    await heard('focus')
    await app.run(({ kept }) => void (kept['window'] as Electron.BrowserWindow).once('close', (event) => event.preventDefault()))
    await app.screen.type('kept')
    await app.screen.press('alt+F4')
    await heard('close')
    expect(await call('isDestroyed')).toBe(false)
    expect(await value()).toBe('kept')
    await app.screen.press('alt+F4')
    await heard('closed')
    expect(await call('isDestroyed')).toBe(true)
    await until('no window', async () => (await app.screen.titles()).length === 0)
  })

  test('minimise and restore are told', async () => {
    await call('show')
    await heard('focus')
    await call('minimize')
    await heard('minimize')
    expect(await call('isMinimized')).toBe(true)
    await call('restore')
    await heard('restore')
    expect(await call('isMinimized')).toBe(false)
  })
})

const value = (): Promise<string> =>
  app.run(({ kept }) => (kept['window'] as Electron.BrowserWindow).webContents.executeJavaScript('document.querySelector("input").value') as Promise<string>)

describe('the look of a window', () => {
  test('bounds are those of the content, on the screen and to the page', async () => {
    await open({ x: 120, y: 140, width: 410, height: 310 })
    await call('show')
    await heard('focus')
    expect(await call('getBounds')).toEqual({ x: 120, y: 140, width: 410, height: 310 })
    await call('setBounds', { x: 200, y: 210, width: 500, height: 330 })
    await until('the new bounds', async () => JSON.stringify(await call('getContentBounds')) === '{"x":200,"y":210,"width":500,"height":330}')
    const sees = 'innerWidth + "x" + innerHeight + "+" + screenX + "+" + screenY'
    const seen = (): Promise<string> => app.run(({ kept }, code) => (kept['window'] as Electron.BrowserWindow).webContents.executeJavaScript(code) as Promise<string>, sees)
    await until('the page in its place', async () => (await seen()) === '500x330+200+210', { more: seen })
  })

  test('without x and y it is in the middle of the display', async () => {
    await open({ width: 400, height: 300 })
    expect(await call('getBounds')).toEqual({ x: 440, y: 250, width: 400, height: 300 })
  })

  test('its title is that of the page, and a listener can keep it', async () => {
    await open()
    await heard('page-title-updated')
    expect(await call('getTitle')).toBe('Of the page')
    await app.run(({ kept }) => {
      const window = kept['window'] as Electron.BrowserWindow
      window.once('page-title-updated', (event) => event.preventDefault())
      kept['told'] = new Promise((resolve) => window.once('page-title-updated', (_event, title) => resolve(title)))
      return window.webContents.executeJavaScript('void (document.title = "Another")')
    })
    expect(await app.run(({ kept }) => kept['told'])).toBe('Another')
    expect(await call('getTitle')).toBe('Of the page')
  })

  test('a bar that is never focused: no frame, above the others, not in the task list, no keys', async () => {
    await open({ frame: false, focusable: false, alwaysOnTop: true, skipTaskbar: true, type: 'notification' })
    await call('show')
    await until('the window', async () => (await xprop('_NET_WM_STATE')).includes('ABOVE'))
    expect(await xprop('_NET_WM_STATE')).toContain('_NET_WM_STATE_SKIP_TASKBAR')
    expect(await xprop('_MOTIF_WM_HINTS')).toContain('0x2, 0x0, 0x0')
    expect(await xprop('WM_HINTS')).toContain('Client accepts input or input focus: False')
    expect(await xprop('_NET_WM_WINDOW_TYPE')).toContain('NOTIFICATION')
    expect(await xprop('_NET_FRAME_EXTENTS')).toContain('0, 0, 0, 0')
    expect(await call('isFocused')).toBe(false)
    await call('setAlwaysOnTop', false)
    await until('not above', async () => !(await xprop('_NET_WM_STATE')).includes('ABOVE'))
  })

  test('a zoom factor makes the page larger, as wide as the window at 200 percent', async () => {
    await open({ width: 400, height: 300 })
    await app.run(({ kept }) => (kept['window'] as Electron.BrowserWindow).webContents.setZoomFactor(2))
    const width = (): Promise<string> => app.run(({ kept }) => (kept['window'] as Electron.BrowserWindow).webContents.executeJavaScript('innerWidth + " " + devicePixelRatio') as Promise<string>)
    await until('the zoom', async () => (await width()) === '200 2')
  })
})

test('windows are found by their contents, and an option that the host lacks throws with its name', async () => {
  await open()
  const found = await app.run(({ BrowserWindow, kept }) => {
    const window = kept['window'] as Electron.BrowserWindow
    return [BrowserWindow.fromWebContents(window.webContents) === window, BrowserWindow.getAllWindows().length]
  })
  expect(found).toEqual([true, 1])
  await expect(app.run(({ BrowserWindow }) => new BrowserWindow({ kiosk: true }).id)).rejects.toThrow('window option kiosk')
  await expect(app.run(({ BrowserWindow }) => new BrowserWindow({ webPreferences: { sandbox: false } }).id)).rejects.toThrow('webPreferences.sandbox')
})
