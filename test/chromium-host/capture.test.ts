import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDesktop, startApp, type HostedApp } from '../support/chromium-host/hosted-app'

let app: HostedApp
beforeAll(async () => {
  const session = await openDesktop()
  // A language whose package of Chromium's is not there.
  app = await startApp(session, { env: { DESCRY_CHROMIUM_FLAGS: '--use-fake-device-for-media-stream', LANG: 'de_DE.UTF-8' } })
  await app.run(async ({ BrowserWindow, kept, session: { defaultSession } }) => {
    kept.pages.set('/index.html', '<!doctype html><html><head><title>Stage</title></head><body></body></html>')
    const window = new BrowserWindow({ show: false, webPreferences: { backgroundThrottling: false } })
    Object.assign(kept, { window, grant: true })
    defaultSession.setPermissionRequestHandler((_contents, _permission, callback) => callback(kept['grant'] as boolean))
    await window.loadURL('app://descry/index.html')
  })
})
afterAll(() => app.session.close())

const inPage = (code: string): Promise<unknown> =>
  app.run(({ kept }, text) => (kept['window'] as Electron.BrowserWindow).webContents.executeJavaScript(text, true) as Promise<unknown>, code)
const set = (granted: boolean): Promise<void> => app.run(({ kept }, yes) => void Object.assign(kept, { grant: yes }), granted)
const CAMERA = 'navigator.mediaDevices.getUserMedia({ video: true }).then((stream) => stream.getVideoTracks().length, (error) => error.name)'
const SCREEN = `navigator.mediaDevices.getDisplayMedia({ video: true }).then(async (stream) => {
  const [track] = stream.getVideoTracks()
  const { value: frame } = await new MediaStreamTrackProcessor({ track }).readable.getReader().read()
  const size = [frame.codedWidth, frame.codedHeight]
  frame.close()
  track.stop()
  return size
}, (error) => error.name)`

describe('a hidden page', () => {
  test('sees the camera when the handler grants it, and not when it does not', async () => {
    expect(await inPage(CAMERA)).toBe(1)
    await set(false)
    expect(await inPage(CAMERA)).toBe('NotAllowedError')
    await set(true)
  })

  test('gets frames of the whole screen, of the screen that the handler names', async () => {
    // Without a handler there is nothing to be had, as in Electron.
    expect(await inPage(SCREEN)).toBe('NotAllowedError')
    await app.run(({ session, desktopCapturer, kept }) =>
      session.defaultSession.setDisplayMediaRequestHandler((request, callback) => {
        kept['asked'] = [request.videoRequested, request.audioRequested, request.securityOrigin]
        void desktopCapturer
          .getSources({ types: ['screen'], thumbnailSize: { width: 0, height: 0 } })
          .then(([source]) => callback(source ? { video: source } : {}))
      }),
    )
    expect(await inPage(SCREEN)).toEqual([1280, 800])
    expect(await app.run(({ kept }) => kept['asked'])).toEqual([true, false, 'app://descry'])
    await app.run(({ session }) => session.defaultSession.setDisplayMediaRequestHandler((_request, callback) => callback({})))
    expect(await inPage(SCREEN)).toBe('NotAllowedError')
  })

  test('plays sounds without a gesture', async () => {
    const state = app.run(({ kept }) => (kept['window'] as Electron.BrowserWindow).webContents.executeJavaScript('new AudioContext().state') as Promise<string>)
    expect(await state).toBe('running')
  })
})
