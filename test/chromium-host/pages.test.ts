import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDesktop, startApp, type HostedApp } from '../support/chromium-host/hosted-app'
import { until } from '../support/desktop-session/until'

const PAGE = `<!doctype html><html><head><title>Page</title><script src="/page.js"></script></head>
<body><a id="away" href="https://example.org/">away</a> <a id="blank" target="_blank" href="/other.html">new</a></body></html>`
const SCRIPT = 'window.pageGlobal = 1; window.seenAtStart = typeof sample'

let app: HostedApp
beforeAll(async () => {
  app = await startApp(await openDesktop())
  await app.run(
    async ({ BrowserWindow, kept, app: it }, page, script) => {
      kept.pages.set('/index.html', page).set('/page.js', script).set('/other.html', page)
      const preload = `${it.getAppPath()}/preload.cjs`
      const window = new BrowserWindow({ show: false, webPreferences: { preload } })
      kept['window'] = window
      await window.loadURL('app://descry/index.html?q=1#part')
    },
    PAGE,
    SCRIPT,
  )
})
afterAll(() => app.session.close())

const inPage = (code: string): Promise<unknown> =>
  app.run(({ kept }, text) => (kept['window'] as Electron.BrowserWindow).webContents.executeJavaScript(text) as Promise<unknown>, code)

describe('a page', () => {
  test('has the address of the app, and the headers of its handler', async () => {
    const url = await app.run(({ kept }) => (kept['window'] as Electron.BrowserWindow).webContents.getURL())
    expect(url).toBe('app://descry/index.html?q=1#part')
    expect(await app.run(({ kept }) => kept.requests[0])).toBe('app://descry/index.html?q=1')
    expect(await inPage('fetch("/other.html").then((answer) => answer.headers.get("x-sample"))')).toBe('passed')
    expect(await inPage('fetch("/nothing").then((answer) => answer.status)')).toBe(404)
    // The policy holds: nothing turns text into code.
    await expect(inPage('document.body.innerHTML = "<b>"')).rejects.toThrow('TrustedHTML')
  })

  test('is refused to whoever has not the cookie, or names another host', async () => {
    const origin = await inPage('location.origin')
    const ask = (headers: Record<string, string>): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const { port } = new URL(String(origin))
        request({ port, host: '127.0.0.1', path: '/index.html', headers }, (answer) => resolve(answer.statusCode)).on('error', reject).end()
      })
    expect(await ask({})).toBe(403)
    expect(await ask({ host: 'example.org' })).toBe(403)
    expect(await ask({ cookie: 'descry-host=00' })).toBe(403)
    expect(await inPage('document.cookie')).toBe('')
  })

  test('that cannot be loaded rejects with its code', async () => {
    const load = (url: string): Promise<unknown> =>
      app.run(async ({ BrowserWindow }, where) => {
        const window = new BrowserWindow({ show: false })
        try {
          await window.loadURL(where)
        } finally {
          window.destroy()
        }
      }, url)
    await expect(load('https://example.org/')).rejects.toThrow("only pages of the app's own scheme")
    await expect(load('other://descry/')).rejects.toThrow('one origin')
  })
})

describe('executeJavaScript', () => {
  test('gives values, waits for promises, and passes errors on', async () => {
    expect(await inPage('({ a: [1, "two", null], b: undefined })')).toEqual({ a: [1, 'two', null] })
    expect(await inPage('Promise.resolve(7)')).toBe(7)
    await expect(inPage('Promise.reject(new Error("no"))')).rejects.toThrow('no')
    await expect(inPage('new Map([[1, 2]])')).rejects.toThrow('cannot carry a map')
  })

  test('counts as a gesture only where that is asked for', async () => {
    const active = (gesture: boolean): Promise<unknown> =>
      app.run(({ kept }, given) => (kept['window'] as Electron.BrowserWindow).webContents.executeJavaScript('navigator.userActivation.isActive', given) as Promise<unknown>, gesture)
    expect(await active(false)).toBe(false)
    expect(await active(true)).toBe(true)
  })
})

describe('the preload script', () => {
  test('runs before the page, in a world of its own', async () => {
    expect(await inPage('[seenAtStart, typeof preloadGlobal, sample.world(), typeof require, typeof process]')).toEqual(
      ['object', 'undefined', 'undefined', 'undefined', 'undefined'],
    )
  })

  test('exposes functions, values, errors and promises; objects are copied', async () => {
    expect(await inPage('[sample.sum(1, 2, 3), sample.list]')).toEqual([6, [1, { two: 2 }]])
    expect(await inPage('new Promise((done) => sample.callBack(done))')).toBe('from the preload script')
    await expect(inPage('sample.fail()')).rejects.toThrow('as the preload script said')
    await expect(inPage('sample.failLater()')).rejects.toThrow('as the preload script said')
    expect(await inPage('(() => { const mine = { a: 1 }; const copy = sample.isCopy(mine); return [mine, copy] })()')).toEqual([{ a: 1 }, { a: 1, changed: true }])
    expect(await inPage('sample.sizeOf(new Uint8Array(3))')).toBe(3)
    expect(await inPage('Object.isFrozen(sample) && (() => { sample.sum = 1; return typeof sample.sum })()')).toBe('function')
  })
})

describe('ipcMain and ipcRenderer', () => {
  test('handle answers invoke with the sender, its frame and what it returned', async () => {
    await app.run(({ ipcMain, kept }) => {
      ipcMain.handle('who', (event, ...args: unknown[]) => ({
        args,
        same: event.sender === (kept['window'] as Electron.BrowserWindow).webContents,
        url: event.senderFrame?.url,
        origin: event.senderFrame?.origin,
        top: event.senderFrame?.top === event.senderFrame,
        parent: event.senderFrame?.parent,
      }))
    })
    expect(await inPage('sample.invoke("who", 1, { two: [undefined, null] }).then((told) => ({ ...told, args: JSON.stringify(told.args), last: told.args[1].two[0] === undefined }))')).toEqual({
      args: '[1,{"two":[null,null]}]',
      same: true,
      url: 'app://descry/index.html?q=1#part',
      origin: 'app://descry',
      top: true,
      parent: null,
      last: true,
    })
  })

  test('errors reach the page in Electron’s words', async () => {
    await app.run(({ ipcMain }) => ipcMain.handle('broken', () => Promise.reject(new TypeError('on purpose'))))
    await expect(inPage('sample.invoke("broken")')).rejects.toThrow("Error invoking remote method 'broken': TypeError: on purpose")
    await expect(inPage('sample.invoke("nobody")')).rejects.toThrow("Error invoking remote method 'nobody': Error: No handler registered for 'nobody'")
    await expect(app.run(({ ipcMain }) => ipcMain.handle('broken', () => 0))).rejects.toThrow("Attempted to register a second handler for 'broken'")
  })

  test('eight megabytes arrive as a Uint8Array, the same, both ways', async () => {
    await app.run(({ ipcMain }) => ipcMain.handle('bytes', (_event, bytes: Uint8Array) => [bytes.constructor.name, bytes.length, bytes[12_345], bytes]))
    const code = `(async () => {
      const bytes = new Uint8Array(8 << 20).map((_, at) => at % 251)
      const [name, length, one, back] = await sample.invoke('bytes', bytes)
      return [name, length, one, back.constructor.name, back.length, back.every((byte, at) => byte === at % 251)]
    })()`
    expect(await inPage(code)).toEqual(['Uint8Array', 8 << 20, 12_345 % 251, 'Uint8Array', 8 << 20, true])
  })

  test('what cannot be carried as it is, is refused', async () => {
    await expect(inPage('sample.invoke("who", new Map())')).rejects.toThrow('could not be cloned: Map')
    await expect(inPage('sample.invoke("who", 1n)')).rejects.toThrow('could not be cloned: bigint')
  })

  test('main sends to the page, and the page to main, in order', async () => {
    await inPage('void (window.told = [], sample.on("news", (...news) => told.push(news)))')
    await app.run(({ kept, ipcMain }) => {
      const { webContents } = kept['window'] as Electron.BrowserWindow
      for (let at = 0; at < 5; at++) webContents.send('news', at, 'text')
      kept['heard'] = [] as unknown[]
      ipcMain.on('up', (_event, value) => (kept['heard'] as unknown[]).push(value))
    })
    await until('five messages', async () => (await inPage('told.length')) === 5)
    expect(await inPage('told')).toEqual([0, 1, 2, 3, 4].map((at) => [at, 'text']))
    await inPage('for (let at = 0; at < 5; at++) sample.send("up", at)')
    await until('five messages', async () => (await app.run(({ kept }) => (kept['heard'] as unknown[]).length)) === 5)
    expect(await app.run(({ kept }) => kept['heard'])).toEqual([0, 1, 2, 3, 4])
  })
})

describe('MessageChannelMain', () => {
  test('a port given to the page is a real one, both ways, and its end is heard', async () => {
    await inPage(`void addEventListener('message', ({ data, ports: [port] }) => {
      if (data !== 'frames') return
      window.port = port
      port.onmessage = ({ data }) => port.postMessage({ back: data, real: port instanceof MessagePort })
    })`)
    await app.run(({ MessageChannelMain, kept }) => {
      const { port1, port2 } = new MessageChannelMain()
      ;(kept['window'] as Electron.BrowserWindow).webContents.postMessage('port', 'frames', [port2])
      kept['answers'] = [] as unknown[]
      port1.on('message', ({ data }) => (kept['answers'] as unknown[]).push(data))
      port1.on('close', () => (kept['answers'] as unknown[]).push('closed'))
      port1.start()
      port1.postMessage({ n: 1, bytes: new Uint8Array([1, 2]) })
    })
    const answers = (): Promise<unknown[]> => app.run(({ kept }) => kept['answers'] as unknown[])
    await until('the answer', async () => (await answers()).length === 1)
    expect(await app.run(({ kept }) => {
      const [{ back, real }] = kept['answers'] as [{ back: { n: number; bytes: Uint8Array }; real: boolean }]
      return [back.n, back.bytes instanceof Uint8Array, back.bytes[1], real]
    })).toEqual([1, true, 2, true])
    // The document's end is its ports' end.
    await app.run(({ kept }) => {
      const { webContents } = kept['window'] as Electron.BrowserWindow
      const loaded = new Promise((resolve) => webContents.once('did-finish-load', () => resolve(true)))
      webContents.reload()
      return loaded.then(() => 0)
    })
    await until('the end', async () => (await answers()).includes('closed'))
  })

  test('a port that the page made reaches main', async () => {
    await app.run(({ ipcMain, kept }) => {
      ipcMain.once('from-page', (event, message) => {
        const [port] = event.ports
        port?.on('message', ({ data }) => Object.assign(kept, { fromPage: [message, data] }))
        port?.start()
        port?.postMessage('hello page')
      })
    })
    const heard = inPage(`new Promise((done) => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = ({ data }) => { port1.postMessage('hello main'); done(data) }
      postMessage('to-main', location.origin, [port2])
    })`)
    expect(await heard).toBe('hello page')
    await until('the message', async () => app.run(({ kept }) => kept['fromPage'] !== undefined))
    expect(await app.run(({ kept }) => kept['fromPage'])).toEqual([{ hello: 'main' }, 'hello main'])
  })
})

describe('going elsewhere', () => {
  test('a navigation is told before it happens, and prevented the page stays', async () => {
    await app.run(({ kept }) => {
      const { webContents } = kept['window'] as Electron.BrowserWindow
      kept['asked'] = [] as string[]
      webContents.removeAllListeners('will-navigate').on('will-navigate', (event) => {
        event.preventDefault()
        ;(kept['asked'] as string[]).push(event.url)
      })
      webContents.setWindowOpenHandler(({ url }) => {
        ;(kept['asked'] as string[]).push(`window ${url}`)
        return { action: 'deny' }
      })
    })
    const asked = (): Promise<string[]> => app.run(({ kept }) => kept['asked'] as string[])
    const questions = (count: number): Promise<unknown> =>
      until(`${count} questions`, async () => (await asked()).length === count, { more: async () => JSON.stringify(await asked()) })
    // One after the other: a page that goes elsewhere before Chromium has begun with the first goes there alone.
    await inPage('window.mark = 1; document.querySelector("#away").click()')
    await questions(1)
    await inPage('void (location.href = "/other.html")')
    await questions(2)
    await inPage('document.querySelector("#blank").click(); window.open("https://example.net/") === null')
    await questions(4)
    expect(new Set(await asked())).toEqual(new Set(['https://example.org/', 'app://descry/other.html', 'window app://descry/other.html', 'window https://example.net/']))
    expect(await inPage('[mark, location.pathname]')).toEqual([1, '/index.html'])
    // Chromium may have begun a window before it hears that there shall be none.
    await until('no window beside ours', async () => (await app.screen.titles()).length === 0)
  })

  test('every request of the page is shown to webRequest.onBeforeRequest, and cancelled it fails', async () => {
    await app.run(({ session, kept }) => {
      kept['seen'] = [] as string[]
      session.defaultSession.webRequest.onBeforeRequest(({ url }, callback) => {
        ;(kept['seen'] as string[]).push(url)
        callback({ cancel: url.endsWith('/no') })
      })
    })
    expect(await inPage('fetch("/no").then((answer) => answer.ok, () => false)')).toBe(false)
    expect(await inPage('fetch("/other.html").then((answer) => answer.ok)')).toBe(true)
    expect(await app.run(({ kept }) => kept['seen'])).toEqual(['app://descry/no', 'app://descry/other.html'])
  })
})

describe('permissions', () => {
  test('the handler decides about camera, screen and the rest, and is told what is asked', async () => {
    await app.run(({ session, kept }) => {
      kept['permissions'] = [] as unknown[]
      session.defaultSession.setPermissionRequestHandler((contents, permission, callback, details) => {
        const same = contents === (kept['window'] as Electron.BrowserWindow).webContents
        ;(kept['permissions'] as unknown[]).push([permission, same, details.requestingUrl, (details as Electron.MediaAccessPermissionRequest).mediaTypes])
        callback(false)
      })
    })
    const name = '.then(() => "granted", (error) => error.name)'
    expect(await inPage(`navigator.mediaDevices.getUserMedia({ video: true })${name}`)).toBe('NotAllowedError')
    expect(await inPage(`Notification.requestPermission()`)).toBe('denied')
    expect(await app.run(({ kept }) => kept['permissions'])).toEqual([
      ['media', true, 'app://descry/index.html?q=1#part', ['video']],
      ['notifications', true, 'app://descry/index.html?q=1#part', []],
    ])
    // Chromium itself denies, too, also where the page went around the wrapped function.
    expect(await inPage('navigator.permissions.query({ name: "camera" }).then(({ state }) => state)')).toBe('denied')
  })
})

test('a theme source is what the page sees', async () => {
  const dark = 'matchMedia("(prefers-color-scheme: dark)").matches'
  expect(await inPage(dark)).toBe(false)
  await app.run(({ nativeTheme }) => void (nativeTheme.themeSource = 'dark'))
  await until('dark', async () => (await inPage(dark)) === true)
  expect(await app.run(({ nativeTheme }) => nativeTheme.shouldUseDarkColors)).toBe(true)
  await app.run(({ nativeTheme }) => void (nativeTheme.themeSource = 'system'))
  await until('light', async () => (await inPage(dark)) === false)
})
