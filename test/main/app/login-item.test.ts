import fc from 'fast-check'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { execArgument, loginItem } from '../../../src/main/app/login-item'

const unused = {
  isPackaged: true,
  setLoginItemSettings: () => { throw new Error('not on Linux') },
  getLoginItemSettings: () => { throw new Error('not on Linux') },
}

describe('on Linux', () => {
  let config: string
  beforeEach(async () => {
    config = await mkdtemp(join(tmpdir(), 'descry-login-'))
  })
  afterEach(() => rm(config, { recursive: true, force: true }))
  const item = (command: readonly string[] = ['/opt/Descry/descry'], env: Record<string, string> = { XDG_CONFIG_HOME: config }) =>
    loginItem({ app: unused, platform: 'linux', env, command, entry: 'descry.desktop' })
  const path = () => join(config, 'autostart', 'descry.desktop')

  test('it is off, is switched on, is seen by another start of the app, and is switched off', async () => {
    expect(await item().read()).toEqual({ possible: true, on: false })
    expect(await item().write(true)).toEqual({ ok: true })
    expect(await item().read()).toEqual({ possible: true, on: true })
    expect(await readFile(path(), 'utf8')).toContain('Exec=/opt/Descry/descry --hidden\n')
    expect(await readdir(join(config, 'autostart'))).toEqual(['descry.desktop'])
    expect(await item().write(false)).toEqual({ ok: true })
    expect(await item().write(false)).toEqual({ ok: true })
    expect(await item().read()).toEqual({ possible: true, on: false })
  })

  test.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])('%s in the entry switches it off', async (line) => {
    await item().write(true)
    await writeFile(path(), `${await readFile(path(), 'utf8')}${line}\n`)
    expect((await item().read()).on).toBe(false)
    await item().write(true)
    expect((await item().read()).on).toBe(true)
  })

  test('the entry of a Descry that lies elsewhere does not count', async () => {
    await item(['/old/descry']).write(true)
    expect((await item().read()).on).toBe(false)
  })

  test('without a home folder, or with a line break in the path, it is not possible', async () => {
    for (const it of [item(['/a'], {}), item(['/a\nb']), item([])]) {
      expect(await it.read()).toEqual({ possible: false, on: false })
      expect(await it.write(true)).toMatchObject({ ok: false, code: 'login-item-unavailable' })
    }
  })

  test('a folder that cannot be written to is said', async () => {
    await writeFile(join(config, 'autostart'), 'a file where the folder should be')
    expect(await item().write(true)).toMatchObject({ ok: false, code: 'settings-unwritable' })
  })

  test('an entry is replaced as a whole, and nothing is left beside it', async () => {
    await mkdir(join(config, 'autostart'))
    await writeFile(path(), 'half an ent')
    await chmod(path(), 0o400)
    expect(await item().write(true)).toEqual({ ok: true })
    expect(await readdir(join(config, 'autostart'))).toEqual(['descry.desktop'])
    expect((await item().read()).on).toBe(true)
  })
})

/** Reads an Exec value as the Desktop Entry Specification says: string escapes, then quotes, then field codes. */
function readExec(value: string): string[] {
  const text = value.replaceAll('\\\\', '\\')
  const words: string[] = []
  for (const [, quoted, bare] of text.matchAll(/"((?:[^"\\]|\\.)*)"|([^ "]+)/gs)) {
    words.push((quoted?.replace(/\\(.)/gs, '$1') ?? bare ?? '').replaceAll('%%', '%'))
  }
  return words
}

test.each([
  ['/usr/bin/descry', '/usr/bin/descry'],
  ['/home/a b/Descry', '"/home/a b/Descry"'],
  ['/a"b', '"/a\\\\"b"'],
  ['/100%/descry', '/100%%/descry'],
  ['$HOME', '"\\\\$HOME"'],
  ['a\\b', '"a\\\\\\\\b"'],
])('the argument %s is written %s', (argument, written) => {
  expect(execArgument(argument)).toBe(written)
})

test('any path comes back as it was', () => {
  const path = fc.string({ minLength: 0, maxLength: 40 }).filter((s) => !/[\0\r\n]/.test(s))
  fc.assert(
    fc.property(fc.array(path, { minLength: 1 }), (all) => {
      expect(readExec(all.map(execArgument).join(' '))).toEqual(all)
    }),
  )
})

describe.each(['win32', 'darwin'] as const)('on %s', (platform) => {
  const setUp = ({ isPackaged = true, obeys = true, willLaunch = true } = {}) => {
    const asked: unknown[] = []
    let on = false
    const app = {
      isPackaged,
      setLoginItemSettings: (settings: { openAtLogin: boolean }) => {
        asked.push(settings)
        on = obeys && settings.openAtLogin
      },
      getLoginItemSettings: () => ({ openAtLogin: on, ...(platform === 'win32' ? { executableWillLaunchAtLogin: on && willLaunch } : {}) }),
    }
    return { asked, item: loginItem({ app, platform, env: {}, command: [], entry: '' }) }
  }

  test('the system is asked, and asked again what came of it', async () => {
    const { item, asked } = setUp()
    expect(await item.read()).toEqual({ possible: true, on: false })
    expect(await item.write(true)).toEqual({ ok: true })
    expect(await item.read()).toEqual({ possible: true, on: true })
    expect(asked).toEqual([{ openAtLogin: true, ...(platform === 'win32' ? { args: ['--hidden'] } : {}) }])
  })

  test('a system that does not do it is not believed', async () => {
    const { item } = setUp({ obeys: false })
    expect(await item.write(true)).toMatchObject({ ok: false, code: 'login-item-unavailable' })
  })

  test('an app that is not installed cannot be started at login', async () => {
    expect(await setUp({ isPackaged: false }).item.read()).toEqual({ possible: false, on: false })
  })
})
