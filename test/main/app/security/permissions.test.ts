import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DesktopCapturerSource, Session, WebContents, WebFrameMain } from 'electron'
import { describe, expect, test } from 'vitest'
import { GRANTS, guardPermissions, type Permission } from '../../../../src/main/app/security/permissions'
import { WINDOWS, type WindowName } from '../../../../src/shared/ipc-schema'

/** Every name that Electron's own types know, so that a new one is tested on the day it comes. */
const types = await readFile(join(import.meta.dirname, '../../../../node_modules/electron/electron.d.ts'), 'utf8')
const PERMISSIONS = ['setPermissionRequestHandler', 'setPermissionCheckHandler'].flatMap((name) => {
  const line = types.split('\n').find((text) => text.trim().startsWith(`${name}(handler`)) ?? ''
  const union = /permission: ((?:'[A-Za-z-]+'(?: \| )?)+)/.exec(line)?.[1] ?? ''
  return [...union.matchAll(/'([A-Za-z-]+)'/g)].map((match) => match[1]! as Permission)
})
const ALL = [...new Set(PERMISSIONS)]

type Requests = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>
type Checks = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>
type Devices = NonNullable<Parameters<Session['setDevicePermissionHandler']>[0]>
type Displays = NonNullable<Parameters<Session['setDisplayMediaRequestHandler']>[0]>

const source = (id: string, display: string) => ({ id, display_id: display, name: id }) as DesktopCapturerSource

interface Given {
  camera?: boolean
  microphone?: boolean
  screen?: string | null
  sources?: DesktopCapturerSource[]
  list?: () => Promise<DesktopCapturerSource[]>
}

function world(given: Given = {}) {
  const { camera = true, microphone = false, screen = '7', sources = [source('screen:1', '7')], list = async () => sources } = given
  let request: Requests | undefined
  let check: Checks | undefined
  let device: Devices | undefined
  let display: Displays | undefined
  let picker: unknown
  const denied: string[] = []
  const contents = Object.fromEntries(WINDOWS.map((name) => [name, { name }])) as unknown as Record<WindowName, WebContents>
  const session = {
    setPermissionRequestHandler: (handler) => void (request = handler ?? undefined),
    setPermissionCheckHandler: (handler) => void (check = handler ?? undefined),
    setDevicePermissionHandler: (handler) => void (device = handler ?? undefined),
    setDisplayMediaRequestHandler: (handler, options) => {
      display = handler ?? undefined
      picker = options
    },
  } satisfies Partial<Session>
  guardPermissions(session, {
    windowOf: (page) => WINDOWS.find((name) => contents[name] === page) ?? null,
    origin: 'app://descry',
    wanted: { camera: () => camera, microphone: () => microphone, screen: () => screen },
    sources: list,
    denied: (permission, window) => void denied.push(`${permission} ${window}`),
  })
  return {
    denied,
    picker: () => picker,
    device: () => device!({ deviceType: 'usb', origin: 'app://descry', device: {} as never }),
    ask(permission: Permission, window: WindowName | null, details: object = {}) {
      let answer: boolean | undefined
      const page = window ? contents[window] : ({} as unknown as WebContents)
      const media = permission === 'media' || permission === 'display-capture' ? { mediaTypes: ['video'] } : {}
      const whole = { isMainFrame: true, requestingUrl: `app://descry/${window}.html`, ...media, ...details }
      request!(page, permission, (granted) => (answer = granted), whole)
      return answer
    },
    check(permission: Permission, window: WindowName | null, origin = 'app://descry/', details: object = {}) {
      const whole = { isMainFrame: true, requestingUrl: `app://descry/${window}.html`, mediaType: 'video', ...details }
      return check!(window ? contents[window] : null, permission, origin, whole as never)
    },
    display(request: object = {}): Promise<unknown> {
      return new Promise((resolve) => {
        const frame = { origin: 'app://descry', parent: null } as unknown as WebFrameMain
        const whole = { frame, securityOrigin: 'app://descry/', videoRequested: true, audioRequested: false, ...request }
        display!({ userGesture: true, ...whole }, resolve)
      })
    },
  }
}

test('the names of all permissions are found in Electron’s types', () => {
  expect(ALL.length).toBeGreaterThan(40)
  expect(ALL).toContain('media')
  expect(ALL).toContain('unknown')
})

test('the table of grants is what was decided, with a reason each', () => {
  expect(GRANTS.map((grant) => [grant.permission, grant.window, grant.while])).toEqual([
    ['media', 'stage', 'camera'],
    ['media', 'stage', 'microphone'],
    ['display-capture', 'stage', 'screen'],
  ])
  for (const grant of GRANTS) expect(grant.reason.length).toBeGreaterThan(20)
})

describe.each(ALL)('the permission %s', (permission) => {
  test('is denied to every page but those of the table', () => {
    const { ask, check, denied } = world()
    for (const window of [...WINDOWS, null]) {
      const granted = GRANTS.some((grant) => grant.permission === permission && grant.window === window)
      expect(ask(permission, window)).toBe(granted)
      expect(check(permission, window)).toBe(granted)
      if (!granted) expect(denied.pop()).toBe(`${permission} ${window}`)
    }
    expect(denied).toEqual([])
  })

  test('is denied to everyone while main wants nothing', () => {
    const { ask, check } = world({ camera: false, microphone: false, screen: null })
    for (const window of WINDOWS) {
      expect(ask(permission, window)).toBe(false)
      expect(check(permission, window)).toBe(false)
    }
  })

  test('is denied to frames inside the stage and to other origins in it', () => {
    const { ask, check } = world()
    expect(ask(permission, 'stage', { isMainFrame: false })).toBe(false)
    expect(check(permission, 'stage', 'app://descry', { isMainFrame: false })).toBe(false)
    for (const url of ['https://example.com/', 'app://evil/', 'app://descry.example.com/', 'app://descry:80/', 'null', '']) {
      expect(ask(permission, 'stage', { requestingUrl: url })).toBe(false)
      expect(check(permission, 'stage', url)).toBe(false)
      expect(check(permission, 'stage', 'app://descry', { requestingUrl: url })).toBe(false)
    }
  })
})

describe('the camera', () => {
  test('never brings the microphone with it, nor something that is not named', () => {
    const { ask, check } = world()
    for (const mediaTypes of [['audio'], ['video', 'audio'], [], undefined]) {
      expect(ask('media', 'stage', { mediaTypes })).toBe(false)
    }
    for (const mediaType of ['audio', 'unknown', undefined]) {
      expect(check('media', 'stage', 'app://descry', { mediaType })).toBe(false)
    }
  })

  test('is not granted because the screen is wanted, nor the screen because the camera is', () => {
    expect(world({ camera: false }).ask('media', 'stage')).toBe(false)
    expect(world({ screen: null }).ask('display-capture', 'stage')).toBe(false)
    expect(world({ camera: false }).ask('display-capture', 'stage')).toBe(true)
    expect(world({ screen: null }).ask('media', 'stage')).toBe(true)
  })
})

describe('the microphone', () => {
  const sound = { mediaTypes: ['audio'] }

  test('is granted to the stage while a spoken question is listened to, and to no other page', () => {
    const { ask, check } = world({ camera: false, microphone: true })
    for (const window of WINDOWS) {
      expect(ask('media', window, sound)).toBe(window === 'stage')
      expect(check('media', window, 'app://descry', { mediaType: 'audio' })).toBe(window === 'stage')
    }
  })

  test('is not granted because the camera and the screen are wanted', () => {
    const { ask, check, denied } = world({ camera: true })
    expect(ask('media', 'stage', sound)).toBe(false)
    expect(check('media', 'stage', 'app://descry', { mediaType: 'audio' })).toBe(false)
    expect(denied).toEqual(['media stage'])
  })

  test('never brings the camera with it, also while both are wanted', () => {
    const alone = world({ camera: false, microphone: true })
    expect(alone.ask('media', 'stage', { mediaTypes: ['video'] })).toBe(false)
    expect(alone.check('media', 'stage', 'app://descry', { mediaType: 'video' })).toBe(false)
    const both = world({ camera: true, microphone: true })
    expect(both.ask('media', 'stage', { mediaTypes: ['video', 'audio'] })).toBe(false)
    expect(both.ask('media', 'stage', { mediaTypes: ['audio', 'video'] })).toBe(false)
    expect(both.check('media', 'stage', 'app://descry', { mediaType: 'unknown' })).toBe(false)
    expect([both.ask('media', 'stage', sound), both.ask('media', 'stage')]).toEqual([true, true])
  })

  test('brings no sound with the screen', () => {
    const { ask } = world({ microphone: true })
    expect(ask('display-capture', 'stage', sound)).toBe(false)
  })
})

test('no device is ever given to a page', () => {
  expect(world().device()).toBe(false)
})

describe('a display', () => {
  const two = [source('screen:1', '3'), source('screen:2', '7')]

  test('is the one that main named, without sound, and no picker comes', async () => {
    const { display, picker } = world({ sources: two })
    expect(await display()).toEqual({ video: two[1] })
    expect(picker()).toEqual({ useSystemPicker: false })
  })

  test('that main did not name is not given, nor any when it names none or one that is gone', async () => {
    expect(await world({ sources: two, screen: null }).display()).toBeNull()
    expect(await world({ sources: two, screen: '9' }).display()).toBeNull()
    expect(await world({ sources: [source('screen:1', '3')] }).display()).toBeNull()
    expect(await world({ sources: [] }).display()).toBeNull()
  })

  test('without a name is given only where there is no other', async () => {
    const nameless = [source('screen:1', ''), source('screen:2', '')]
    expect(await world({ sources: nameless }).display()).toBeNull()
    expect(await world({ sources: nameless.slice(1) }).display()).toEqual({ video: nameless[1] })
  })

  test('comes with no sound, and sound alone is refused', async () => {
    expect(await world().display({ audioRequested: true })).toBeNull()
    expect(await world().display({ videoRequested: false, audioRequested: true })).toBeNull()
  })

  test('is refused to a foreign origin, a subframe and a frame that is gone', async () => {
    const top = { origin: 'app://descry', parent: null }
    expect(await world().display({ frame: null })).toBeNull()
    expect(await world().display({ frame: { origin: 'https://example.com', parent: null } })).toBeNull()
    expect(await world().display({ frame: { origin: 'app://descry', parent: top } })).toBeNull()
    expect(await world().display({ securityOrigin: 'https://example.com/' })).toBeNull()
  })

  test('is refused when the system will not list its displays', async () => {
    expect(await world({ list: () => Promise.reject(new Error('no portal')) }).display()).toBeNull()
  })
})
