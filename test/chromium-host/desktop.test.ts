import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDesktop, startApp, type HostedApp } from '../support/chromium-host/hosted-app'
import { until } from '../support/desktop-session/until'

let app: HostedApp
let other: HostedApp
beforeAll(async () => {
  const session = await openDesktop([
    { x: 0, y: 0, width: 800, height: 600 },
    { x: 800, y: 0, width: 640, height: 480 },
  ])
  app = await startApp(session)
  other = await startApp(session, { env: { XDG_CONFIG_HOME: session.makeFolder('other') } })
})
afterAll(() => app.session.close())

const register = (who: HostedApp, accelerator: string): Promise<boolean> =>
  who.run(({ globalShortcut, kept }, keys) => {
    kept['pressed'] ??= [] as string[]
    return globalShortcut.register(keys, () => (kept['pressed'] as string[]).push(keys))
  }, accelerator)
const pressed = (who: HostedApp): Promise<string[]> => who.run(({ kept }) => (kept['pressed'] as string[] | undefined) ?? [])

describe('globalShortcut', () => {
  test.each([
    ['Ctrl+Alt+Shift+D', 'ctrl+alt+shift+d'],
    ['F9', 'F9'],
    ['Ctrl+Alt+Shift+,', 'ctrl+alt+shift+comma'],
    ['Ctrl+Alt+Shift+[', 'ctrl+alt+shift+bracketleft'],
    ['Escape', 'Escape'],
  ])('%s is heard wherever the keys go', async (accelerator, keys) => {
    expect(await register(app, accelerator)).toBe(true)
    await app.screen.press(keys)
    await until('the key', async () => (await pressed(app)).includes(accelerator))
  })

  test('is heard with Num Lock and Caps Lock on', async () => {
    const count = (await pressed(app)).length
    await app.screen.press('Num_Lock')
    await app.screen.press('ctrl+alt+shift+d')
    await app.screen.press('Caps_Lock')
    await app.screen.press('ctrl+alt+shift+d')
    await until('both', async () => (await pressed(app)).length === count + 2)
    await app.screen.press('Caps_Lock')
    await app.screen.press('Num_Lock')
  })

  test('a key that another program holds is refused, until that one gives it back', async () => {
    expect(await register(other, 'F9')).toBe(false)
    expect(await other.run(({ globalShortcut }) => globalShortcut.isRegistered('F9'))).toBe(false)
    await app.run(({ globalShortcut }) => globalShortcut.unregister('F9'))
    await until('F9 free', () => register(other, 'F9'))
    await other.run(({ globalShortcut }) => globalShortcut.unregisterAll())
    await until('F9 free again', () => register(app, 'F9'))
  })

  test('what is no accelerator throws', async () => {
    await expect(register(app, 'Ctrl+Nothing')).rejects.toThrow('conversion failure')
  })
})

describe('screen', () => {
  test('every monitor with its place, the nearest and the matching one, and the pointer', async () => {
    const displays = await app.run(({ screen }) => screen.getAllDisplays().map(({ bounds }) => bounds))
    expect(displays).toHaveLength(2)
    expect(displays).toContainEqual({ x: 800, y: 0, width: 640, height: 480 })
    await app.screen.movePointer(900, 100)
    const found = await app.run(({ screen }) => [
      screen.getCursorScreenPoint(),
      screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).bounds.x,
      screen.getDisplayMatching({ x: 700, y: 0, width: 200, height: 50 }).bounds.width,
      screen.getDisplayNearestPoint({ x: -50, y: 2000 }).bounds.x,
    ])
    expect(found).toEqual([{ x: 900, y: 100 }, 800, 800, 0])
  })
})

describe('powerMonitor', () => {
  test('idle time is whole seconds since the last key', async () => {
    await app.screen.press('a')
    expect(await app.run(({ powerMonitor }) => powerMonitor.getSystemIdleTime())).toBeLessThan(2)
  })

  test('a machine is on its battery or not', async () => {
    expect(await app.run(({ powerMonitor }) => powerMonitor.isOnBatteryPower())).toBeTypeOf('boolean')
  })
})

describe('clipboard', () => {
  test('text goes to other programs and comes from them', async () => {
    await app.run(({ clipboard }) => clipboard.writeText('Grüße, "x"'))
    expect(await app.session.output('xclip', ['-selection', 'clipboard', '-o'])).toBe('Grüße, "x"')
    expect(await app.run(({ clipboard }) => clipboard.readText())).toBe('Grüße, "x"')
    expect(await other.run(({ clipboard }) => clipboard.readText())).toBe('Grüße, "x"')
    const own = app.session.start('xclip', ['-selection', 'clipboard', '-loops', '3'], { stdio: ['pipe', 'ignore', 'ignore'] })
    own.stdin?.end('from outside')
    await until('the other text', async () => (await app.run(({ clipboard }) => clipboard.readText())) === 'from outside')
  })

  test('a picture is read as a PNG, also one that comes in pieces', async () => {
    const file = join(app.session.folder, 'picture.png')
    await app.session.output('convert', ['-size', '900x700', 'plasma:', file])
    app.session.start('xclip', ['-selection', 'clipboard', '-t', 'image/png', '-i', file])
    await until('a picture', () => app.run(({ clipboard }) => clipboard.has('image/png')))
    const read = await app.run(async ({ clipboard, nativeImage }) => {
      const [item] = await clipboard.read()
      const bytes = Buffer.from(await ((await item?.getType('image/png')) as Blob).arrayBuffer())
      return { size: nativeImage.createFromBuffer(bytes).getSize(), types: item?.types, length: bytes.length }
    })
    expect(read.size).toEqual({ width: 900, height: 700 })
    expect(read.types).toContain('image/png')
    expect(read.length).toBeGreaterThan(300_000)
    await app.run(({ clipboard }) => clipboard.clear())
    await until('nothing', () => app.run(async ({ clipboard }) => (await clipboard.read()).length === 0))
  })
})

describe('desktopCapturer', () => {
  test('names each display with its id', async () => {
    const [sources, ids] = await app.run(async ({ desktopCapturer, screen }) => {
      const found = await desktopCapturer.getSources({ types: ['screen'], thumbnailSize: { width: 0, height: 0 } })
      return [found.map((source) => source.display_id), screen.getAllDisplays().map(({ id }) => String(id))] as const
    })
    expect(sources).toEqual(ids)
    await expect(app.run(({ desktopCapturer }) => desktopCapturer.getSources({ types: ['screen'] }).then(() => 0))).rejects.toThrow('thumbnails')
  })
})

describe('utilityProcess', () => {
  test('a child has parentPort, answers, and tells how it ended', async () => {
    const file = join(app.session.folder, 'child.mjs')
    writeFileSync(
      file,
      `process.parentPort.on('message', ({ data }) => data === 'end' ? process.exit(5) : process.parentPort.postMessage({ got: data, size: data.bytes.length, type: process.type }))`,
    )
    const told = await app.run(({ utilityProcess, app: it }, path) => {
      const child = utilityProcess.fork(path, ['--role=test'], { serviceName: 'test', stdio: ['ignore', 'ignore', 'pipe'] })
      const heard: unknown[] = []
      it.once('child-process-gone', (_event, { type, reason }) => heard.push([type, reason]))
      child.on('message', (message: { size: number; type: string }) => {
        heard.push([message.size, message.type, typeof child.pid])
        child.postMessage('end')
      })
      child.postMessage({ bytes: new Uint8Array(1 << 20) })
      return new Promise<unknown[]>((resolve) => child.once('exit', (code) => setImmediate(() => resolve([...heard, code, child.pid ?? 'none']))))
    }, file)
    expect(told).toEqual([[1 << 20, 'utility', 'number'], ['Utility', 'abnormal-exit'], 5, 'none'])
  })
})

describe('what the host does not have', () => {
  test('throws with its name: modules, members, events, options', async () => {
    await expect(app.run((electron) => electron.inAppPurchase.canMakePayments())).rejects.toThrow('electron.inAppPurchase')
    await expect(app.run((electron) => new electron.Notification().title)).rejects.toThrow('electron.Notification')
    await expect(app.run(({ app: it }) => it.getGPUFeatureStatus())).rejects.toThrow('electron.app.getGPUFeatureStatus')
    await expect(app.run(({ shell }) => shell.openExternal('https://example.org'))).rejects.toThrow('electron.shell.openExternal')
    await expect(app.run(({ app: it }) => void it.on('login', () => undefined))).rejects.toThrow("the event 'login' of electron.app")
    await expect(app.run(({ app: it }) => it.setLoginItemSettings({}))).rejects.toThrow('macOS and Windows only')
    expect(await app.run(({ systemPreferences, app: it }) => [typeof systemPreferences.getMediaAccessStatus, typeof it.dock])).toEqual(['undefined', 'undefined'])
  })
})
