import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DesktopSession } from '../support/desktop-session/session'
import { openDesktop, startApp } from '../support/chromium-host/hosted-app'

let session: DesktopSession
beforeAll(async () => {
  session = await openDesktop()
})
afterAll(() => session.close())

describe('electron.app', () => {
  test('names, version and folders are those of the package', async () => {
    const app = await startApp(session)
    console.log(app.readyAfter, app.stderr())
    const known = await app.run(({ app: it }) => [it.getName(), it.getVersion(), it.isReady(), it.isPackaged])
    expect(known).toEqual(['HostSample', '1.2.3', true, false])
    await app.run(({ app: it }) => it.quit())
    expect(await app.ended).toEqual([0, null])
  })
})
