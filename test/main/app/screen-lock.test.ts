import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { watchScreenLock } from '../../../src/main/app/screen-lock'
import { until } from '../../support/desktop-session/until'
import { missing, startBus, startSession } from '../../support/speech/session'

const lacking = missing('dbus-daemon', 'dbus-send')

describe.skipIf(lacking)(`a screen that is locked${lacking ? ` (${lacking})` : ''}`, () => {
  /** One bus stands for both. */
  async function watched() {
    const session = await startSession()
    onTestFinished(() => session.close())
    await startBus(session)
    const address = session.env['DBUS_SESSION_BUS_ADDRESS'] ?? ''
    let locks = 0
    const end = await watchScreenLock({ ...session.env, DBUS_SYSTEM_BUS_ADDRESS: address }, () => locks++)
    onTestFinished(end)
    const emit = (name: string, ...body: string[]) =>
      promisify(execFile)('dbus-send', ['--session', '--type=signal', '/org/freedesktop/ScreenSaver', name, ...body], { env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: address } })
    return { emit, locks: () => locks }
  }

  test.each([
    ['org.freedesktop.ScreenSaver.ActiveChanged', 'boolean:true'],
    ['org.gnome.ScreenSaver.ActiveChanged', 'boolean:true'],
    ['org.freedesktop.login1.Session.Lock'],
  ])('is told by %s', async (...signal) => {
    const { emit, locks } = await watched()
    await emit(...(signal as [string]))
    await until('the lock to be heard', () => locks() === 1)
  })
  test('and not when it is unlocked', async () => {
    const { emit, locks } = await watched()
    await emit('org.gnome.ScreenSaver.ActiveChanged', 'boolean:false')
    await emit('org.freedesktop.ScreenSaver.ActiveChanged', 'boolean:true')
    await until('the lock after it', () => locks() > 0)
    expect(locks()).toBe(1)
  })
})

test('without any bus nothing is told, and nothing fails', async () => {
  const env = { DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/nowhere/at/all' }
  const end = await watchScreenLock(env, () => {
    throw new Error('there was no lock')
  })
  await expect(end()).resolves.toBeUndefined()
})
