import { readFileSync, readdirSync } from 'node:fs'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DesktopSession } from '../support/desktop-session/session'
import { launch, openDesktop, startApp, type HostedApp } from '../support/chromium-host/hosted-app'
import { until } from '../support/desktop-session/until'

let session: DesktopSession
beforeAll(async () => {
  session = await openDesktop()
})
afterAll(() => session.close())

/** Processes of this session that are Chromium's or the host's. */
function processes(): string[] {
  const mark = `DESCRY_TEST_SESSION=${session.env['DESCRY_TEST_SESSION'] ?? ''}`
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false
    try {
      const isOurs = readFileSync(`/proc/${pid}/environ`, 'utf8').includes(mark)
      const state = /State:\s+(\w)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
      return isOurs && state !== 'Z' && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('chromium')
    } catch {
      return false
    }
  })
}
const nothingLeft = (): Promise<true> => until('the end of every process', () => processes().length === 0, { more: () => processes().join() })

const open = (app: HostedApp): Promise<void> =>
  app.run(async ({ BrowserWindow, kept }) => {
    kept.pages.set('/index.html', '<!doctype html><html><head><title>Here</title></head><body></body></html>')
    const window = new BrowserWindow({ show: false })
    kept['window'] = window
    await window.loadURL('app://descry/index.html')
  })

describe('electron.app', () => {
  test('knows the package, its folders and the languages', async () => {
    const app = await startApp(session, { env: { LANG: 'de_DE.UTF-8' } })
    const known = await app.run(({ app: it }) => ({
      names: [it.getName(), it.getVersion(), it.isReady(), it.isPackaged],
      userData: it.getPath('userData'),
      logs: it.getPath('logs'),
      languages: it.getPreferredSystemLanguages(),
      argv: process.argv.slice(1).map((part) => part.split('/').pop()),
    }))
    expect(known).toEqual({
      names: ['HostSample', '1.2.3', true, false],
      userData: `${session.config}/HostSample`,
      logs: `${session.config}/HostSample/logs`,
      languages: ['de-DE'],
      argv: ['main.js'],
    })
    await expect(app.run(({ app: it }) => it.getPath('music'))).rejects.toThrow("electron.app.getPath('music')")
    app.run(({ app: it }) => it.quit()).catch(() => undefined)
    expect(await app.ended).toEqual([0, null])
  })

  test('quit asks before-quit, closes the windows, asks will-quit, tells quit; any of them can prevent it', async () => {
    const app = await startApp(session)
    await open(app)
    const events = await app.run(({ app: it, kept }) => {
      const told: string[] = []
      const window = kept['window'] as Electron.BrowserWindow
      for (const name of ['before-quit', 'will-quit', 'quit'] as const) it.on(name as 'before-quit', () => told.push(name))
      window.on('close', () => told.push('close'))
      window.on('closed', () => told.push('closed'))
      it.once('before-quit', (event) => event.preventDefault())
      it.quit()
      window.once('close', (event) => event.preventDefault())
      it.quit()
      it.once('will-quit', (event) => event.preventDefault())
      it.quit()
      return told
    })
    expect(events).toEqual(['before-quit', 'before-quit', 'close', 'before-quit', 'close', 'closed', 'will-quit'])
    app.child.kill('SIGTERM')
    expect(await app.ended).toEqual([0, null])
    await nothingLeft()
  })

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s ends it in order, and nothing stays behind', async (signal) => {
    const app = await startApp(session)
    await open(app)
    app.child.kill(signal)
    expect(await app.ended).toEqual([0, null])
    await nothingLeft()
  })

  test('killed without warning, Chromium ends with it', async () => {
    const app = await startApp(session)
    await open(app)
    app.child.kill('SIGKILL')
    await app.ended
    await nothingLeft()
  })

  test('when Chromium dies, it says so and ends with an error', async () => {
    const app = await startApp(session)
    await open(app)
    const browser = processes().find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--remote-debugging-pipe') && !readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type='))
    process.kill(Number(browser), 'SIGKILL')
    expect(await app.ended).toEqual([1, null])
    expect(app.stderr()).toContain('Chromium has ended unexpectedly (SIGKILL).')
    await nothingLeft()
  })

  test('exit ends it at once with its code', async () => {
    const app = await startApp(session)
    app.run(({ app: it }) => it.exit(3)).catch(() => undefined)
    expect(await app.ended).toEqual([3, null])
  })

  test('without a display it says what is missing', async () => {
    const child = launch(session, { env: { DISPLAY: '' } })
    let stderr = ''
    child.stderr?.on('data', (text: Buffer) => (stderr += text.toString()))
    expect(await once(child, 'exit')).toEqual([1, null])
    expect(stderr).toContain('DISPLAY is not set')
  })
})

describe('one instance', () => {
  const env = { SAMPLE_LOCK: '1' }

  test('a second start gets no lock and hands its arguments over; a crash leaves no lock', async () => {
    const first = await startApp(session, { env })
    const told = first.next('second-instance')
    const second = launch(session, { env, args: ['--flag', 'word'] })
    expect(await once(second, 'exit')).toEqual([7, null])
    const { argv, directory, data } = await told
    expect((argv as string[]).slice(2)).toEqual(['--flag', 'word'])
    expect(directory).toBe(session.folder)
    expect(data).toEqual({ from: 'sample' })
    first.child.kill('SIGKILL')
    await first.ended
    await nothingLeft()
    const third = await startApp(session, { env })
    third.child.kill('SIGTERM')
    expect(await third.ended).toEqual([0, null])
  })
})
