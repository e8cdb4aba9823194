import { describe, expect, test } from 'vitest'
import { Profiles } from '../../../src/main/app/profiles'
import { failure, type Result } from '../../../src/shared/codes'
import type { FrontWindow } from '../../../src/main/desktop/desktop'
import type { Profile } from '../../../src/shared/profile'
import { DEFAULT_SETTINGS, type Settings } from '../../../src/shared/settings'

const mail: Profile = { id: 'm', name: 'Mail', appClass: 'mail', exe: null, length: 'brief', rate: 300, every: 10, first: 'text', muted: true, keepNothing: true }
const window = (appClass: string, exe: string | null = null): FrontWindow => ({ id: 1, title: 'T', appClass, appName: 'A Mail', exe, bounds: { x: 0, y: 0, width: 1, height: 1 }, pid: 1 })

function setUp(change: Partial<Settings> = {}) {
  const world = { front: { ok: true, window: window('mail', '/usr/bin/mail') } as Result<{ window: FrontWindow }>, settings: { ...DEFAULT_SETTINGS, profiles: [mail], ...change }, until: undefined as Promise<unknown> | undefined }
  const told: unknown[] = []
  let tell: () => void = () => undefined
  let changes = 0
  const profiles = new Profiles({
    desktop: { frontWindow: async () => {
        const { front, until } = world
        await until
        return front
      }, watchActive: (changed) => ((tell = () => changed(1)), () => (tell = () => undefined)) },
    own: () => new Set<number>(),
    settings: () => world.settings,
    state: { change: (part) => void told.push(part.profile) },
    changed: () => changes++,
  })
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  return { profiles, world, told, count: () => changes, switchTo: async (front: Result<{ window: FrontWindow }>) => ((world.front = front), tell(), settle()), settle }
}

describe('the profile of the program in front', () => {
  test('is used from its coming to the front until another program does', async () => {
    const { profiles, told, switchTo, settle, count } = setUp()
    profiles.start()
    await settle()
    expect(profiles.current?.id).toBe('m')
    expect(profiles.settings()).toMatchObject({ length: 'brief', quiet: true, voice: { rate: 300 }, narration: { every: 10 } })
    await switchTo({ ok: true, window: window('editor') })
    expect([profiles.current, profiles.settings()]).toEqual([null, { ...DEFAULT_SETTINGS, profiles: [mail] }])
    expect([told, count()]).toEqual([[{ id: 'm', name: 'Mail' }, null], 2])
  })

  test('is that of the window that came last, also where the desktop tells of an earlier one later', async () => {
    const { profiles, world, count, settle } = setUp()
    const slow = Promise.withResolvers<undefined>()
    world.until = slow.promise
    const earlier = profiles.look()
    Object.assign(world, { until: undefined, front: { ok: true, window: window('editor') } })
    await profiles.look()
    slow.resolve(undefined)
    await earlier
    expect([profiles.current, count()]).toEqual([null, 0])
    world.until = settle()
    world.front = { ok: true, window: window('mail', '/usr/bin/mail') }
    const last = profiles.look()
    profiles.stop()
    await last
    expect(profiles.current).toBeNull()
  })

  test('stays while it stays the same, and goes with its window', async () => {
    const { profiles, switchTo, count, settle } = setUp()
    profiles.start()
    await settle()
    await switchTo({ ok: true, window: window('mail', '/usr/bin/mail') })
    expect(count()).toBe(1)
    await switchTo(failure('no-front-window'))
    expect([profiles.current, count()]).toEqual([null, 2])
  })

  test('follows its settings at once', async () => {
    const { profiles, world } = setUp()
    await profiles.look()
    world.settings = { ...world.settings, profiles: [{ ...mail, length: 'full', muted: false }] }
    profiles.apply()
    expect(profiles.settings()).toMatchObject({ length: 'full', quiet: false })
  })

  test('leaves alone what it does not name', async () => {
    const { profiles } = setUp({ length: 'full', profiles: [{ ...mail, length: null, rate: null, every: null, muted: false }] })
    await profiles.look()
    expect(profiles.settings()).toMatchObject({ length: 'full', quiet: false, voice: { rate: null }, narration: DEFAULT_SETTINGS.narration })
  })

  test('is what the keys change in its window, where it says otherwise, and the general settings where it does not', async () => {
    const { profiles, world } = setUp()
    await profiles.look()
    const changes: unknown[] = []
    const { current, change } = profiles.inFront({ current: () => world.settings, change: async (patch) => (changes.push(patch), { ok: true }) })
    await change({ length: 'full' })
    await change({ voice: { ...current().voice, rate: 310, volume: 50 } })
    await change({ narration: { ...current().narration, every: 12 } })
    await change({ quiet: false })
    await change({ hedge: 'none' })
    expect(changes).toEqual([
      { profiles: [{ ...mail, length: 'full' }] },
      { voice: { ...DEFAULT_SETTINGS.voice, volume: 50 }, profiles: [{ ...mail, rate: 310 }] },
      { narration: DEFAULT_SETTINGS.narration, profiles: [{ ...mail, every: 12 }] },
      { quiet: false, profiles: [{ ...mail, muted: false }] },
      { hedge: 'none' },
    ])
  })

  test('changes nothing of itself where no profile is in use', async () => {
    const { profiles, world } = setUp({ profiles: [] })
    await profiles.look()
    const changes: unknown[] = []
    await profiles.inFront({ current: () => world.settings, change: async (patch) => (changes.push(patch), { ok: true }) }).change({ length: 'full' })
    expect(changes).toEqual([{ length: 'full' }])
  })

  test('can be made for the program in front, with nothing but the general settings', async () => {
    const { profiles, world } = setUp()
    expect(await profiles.forFront()).toMatchObject({ name: 'A Mail', appClass: 'mail', exe: 'mail', length: null, muted: false })
    world.front = failure('desktop-unsupported')
    expect(await profiles.forFront()).toBeNull()
    world.front = { ok: true, window: window('') }
    expect(await profiles.forFront()).toBeNull()
  })
})
