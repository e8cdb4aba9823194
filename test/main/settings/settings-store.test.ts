import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openSettings } from '../../../src/main/settings/settings-store'
import { DEFAULT_SETTINGS, type Settings } from '../../../src/shared/settings'
import { withoutPower } from '../../support/without-power'
import { temporaryFolder } from '../../support/temporary-folder'

/** A file of version 2: every field is other than the defaults. */
const VERSION_2 = {
  version: 2,
  locale: 'de',
  theme: 'contrast',
  length: 'full',
  hedge: 'none',
  voice: { route: 'speech-dispatcher', rate: 420, volume: 70, pitch: -20 },
  sounds: { on: false, volume: 30 },
  caption: { mode: 'always', edge: 'top', scale: 250 },
  keys: { layer: 'Control+Alt+Shift+F8', commands: { copy: null, more: 'Control+Shift+Super+M' } },
  model: 'smolvlm-256m',
  device: 'cpu',
  firstRunDone: true,
  firstCloseSaid: true,
} as const

const emptyFolder = async () => temporaryFolder()

async function folderWith(text: string): Promise<string> {
  const folder = await emptyFolder()
  await writeFile(join(folder, 'settings.json'), text)
  return folder
}

const stored = async (folder: string): Promise<unknown> =>
  JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8'))

describe('settings', () => {
  test('are the defaults where there is no file, and none is made by looking', async () => {
    const folder = await emptyFolder()
    const store = await openSettings(folder)
    expect(store.origin).toEqual({ state: 'none' })
    expect(store.current()).toEqual(DEFAULT_SETTINGS)
    expect(await readdir(folder)).toEqual([])
  })

  test('come back as they were changed, from a file for this user alone', async () => {
    const folder = join(await emptyFolder(), 'not', 'there yet')
    const store = await openSettings(folder)
    expect(await store.change({ theme: 'dark', caption: { mode: 'always', edge: 'top', scale: 400 } })).toEqual({
      ok: true,
    })
    const again = await openSettings(folder)
    expect(again.origin).toEqual({ state: 'read' })
    expect(again.current()).toEqual({
      ...DEFAULT_SETTINGS,
      theme: 'dark',
      caption: { mode: 'always', edge: 'top', scale: 400 },
    })
    expect(await readdir(folder)).toEqual(['settings.json'])
    expect((await stat(join(folder, 'settings.json'))).mode & 0o777).toBe(0o600)
  })

  test('a file that others could read is closed to them by the next change', async () => {
    const folder = await folderWith(JSON.stringify(DEFAULT_SETTINGS))
    await chmod(join(folder, 'settings.json'), 0o644)
    const store = await openSettings(folder)
    await store.change({ theme: 'light' })
    expect((await stat(join(folder, 'settings.json'))).mode & 0o777).toBe(0o600)
  })

  test('a field that is undefined in a change stays as it is', async () => {
    const store = await openSettings(await emptyFolder())
    await store.change({ theme: 'dark' })
    await store.change({ theme: undefined, length: 'brief' })
    expect(store.current()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark', length: 'brief' })
  })

  test('a change that is taken back is taken back in the file, too', async () => {
    const folder = await emptyFolder()
    const first = await openSettings(folder)
    await first.change({ theme: 'dark' })
    const store = await openSettings(folder)
    await store.change({ theme: 'light' })
    await store.change({ theme: 'dark' })
    expect(await stored(folder)).toMatchObject({ theme: 'dark' })
  })

  test('a change that does not fit the schema throws and changes nothing', async () => {
    const folder = await emptyFolder()
    const store = await openSettings(folder)
    for (const patch of [{ theme: 'pink' }, { version: 2 }, { model: '../x' }, { device: 'gpu' }, { other: 1 }, 'dark', null]) {
      await expect(store.change(patch as never)).rejects.toThrow()
    }
    expect(store.current()).toEqual(DEFAULT_SETTINGS)
    expect(await readdir(folder)).toEqual([])
  })

  test('changes made at once are all kept, one file at the end', async () => {
    const folder = await emptyFolder()
    const store = await openSettings(folder)
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        i % 2 === 0
          ? store.change({ sounds: { on: true, volume: i } })
          : store.change({ voice: { ...DEFAULT_SETTINGS.voice, volume: i } }),
      ),
    )
    expect(results.every((result) => result.ok)).toBe(true)
    const expected = {
      ...DEFAULT_SETTINGS,
      sounds: { on: true, volume: 38 },
      voice: { ...DEFAULT_SETTINGS.voice, volume: 39 },
    }
    expect(await stored(folder)).toEqual(expected)
    expect(await readdir(folder)).toEqual(['settings.json'])
  })

  test('tell who watches at once and in order, until it stops', async () => {
    const store = await openSettings(await emptyFolder())
    const heard: Settings['theme'][] = []
    const end = store.watch((settings) => void heard.push(settings.theme))
    const changing = store.change({ theme: 'dark' })
    expect(heard).toEqual(['dark'])
    await changing
    await store.change({ theme: 'light' })
    end()
    await store.change({ theme: 'contrast' })
    expect(heard).toEqual(['dark', 'light'])
  })

  test('temporary files that a crash left behind are in nobody’s way, and go', async () => {
    const folder = await emptyFolder()
    for (const ending of ['new', 'new-1']) await writeFile(join(folder, `settings.json.${ending}`), '{"half', { mode: 0o644 })
    const store = await openSettings(folder)
    expect(store.origin).toEqual({ state: 'none' })
    expect(await store.change({ theme: 'dark' })).toEqual({ ok: true })
    expect(await readdir(folder)).toEqual(['settings.json'])
    expect((await stat(join(folder, 'settings.json'))).mode & 0o777).toBe(0o600)
  })
})

describe('a settings file that cannot be understood', () => {
  test.each([
    ['nothing', ''],
    ['half a file', JSON.stringify(DEFAULT_SETTINGS).slice(0, 80)],
    ['no JSON', 'theme = dark'],
    ['no settings', '[]'],
    ['null', 'null'],
    ['no version', '{}'],
    ['a version that is a text', JSON.stringify({ ...DEFAULT_SETTINGS, version: '1' })],
    ['a value that is none', JSON.stringify({ ...DEFAULT_SETTINGS, theme: 'pink' })],
    ['a field too many', JSON.stringify({ ...DEFAULT_SETTINGS, other: 1 })],
    ['a field too few', JSON.stringify({ ...DEFAULT_SETTINGS, voice: undefined })],
    ['a version before the first', JSON.stringify({ ...DEFAULT_SETTINGS, version: 0 })],
    ['bytes', '\u0000\uFFFD\u0000'],
    ['far too much', `"${'x'.repeat(1_000_001)}"`],
  ])('with %s is kept aside, whole, and said', async (_name, text) => {
    const folder = await folderWith(text)
    const store = await openSettings(folder)
    expect(store.origin).toEqual({
      state: 'kept-aside',
      reason: 'unreadable',
      file: 'settings.unreadable-1.json',
    })
    expect(store.current()).toEqual(DEFAULT_SETTINGS)
    expect(await readdir(folder)).toEqual(['settings.unreadable-1.json'])
    expect(await readFile(join(folder, 'settings.unreadable-1.json'), 'utf8')).toBe(text)
    expect(await store.change({ theme: 'dark' })).toEqual({ ok: true })
    expect((await openSettings(folder)).current().theme).toBe('dark')
  })

  test('of a later version is kept aside as such', async () => {
    const folder = await folderWith(JSON.stringify({ ...DEFAULT_SETTINGS, version: 99, more: true }))
    const { origin } = await openSettings(folder)
    expect(origin).toEqual({ state: 'kept-aside', reason: 'newer', file: 'settings.unreadable-1.json' })
  })

  test('never takes the place of one that was kept aside before', async () => {
    const folder = await folderWith('first')
    await openSettings(folder)
    await writeFile(join(folder, 'settings.json'), 'second')
    expect((await openSettings(folder)).origin).toMatchObject({ file: 'settings.unreadable-2.json' })
    expect(await readFile(join(folder, 'settings.unreadable-1.json'), 'utf8')).toBe('first')
    expect(await readFile(join(folder, 'settings.unreadable-2.json'), 'utf8')).toBe('second')
  })

  test('and is a folder is kept aside too', async () => {
    const folder = await emptyFolder()
    await mkdir(join(folder, 'settings.json'))
    expect((await openSettings(folder)).origin).toMatchObject({ state: 'kept-aside' })
  })

  test('and cannot be moved is not overwritten; changes apply until the end', async () => {
    const folder = await folderWith('precious')
    await chmod(join(folder, 'settings.json'), 0o644)
    await chmod(folder, 0o555)
    const store = await withoutPower(() => openSettings(folder))
    await chmod(folder, 0o755)
    expect(store.origin).toEqual({ state: 'left', reason: 'unreadable' })
    expect(await store.change({ theme: 'dark' })).toMatchObject({ ok: false, code: 'settings-unwritable' })
    expect(store.current().theme).toBe('dark')
    expect(await readdir(folder)).toEqual(['settings.json'])
    expect(await readFile(join(folder, 'settings.json'), 'utf8')).toBe('precious')
  })
})

describe('settings that cannot be written', () => {
  test('are a coded failure, apply all the same, and are written as soon as that is possible', async () => {
    const place = await emptyFolder()
    // A file lies where the folder would be, which hinders root as well.
    const folder = join(place, 'user')
    await writeFile(folder, '')
    const store = await openSettings(folder)
    const heard: string[] = []
    store.watch((settings) => void heard.push(settings.theme))
    expect(await store.change({ theme: 'dark' })).toMatchObject({ ok: false, code: 'settings-unwritable' })
    expect(store.current().theme).toBe('dark')
    expect(heard).toEqual(['dark'])

    await rm(folder)
    expect(await store.change({ theme: 'dark' })).toEqual({ ok: true })
    expect(await stored(folder)).toMatchObject({ theme: 'dark' })
  })
})

describe('settings of an older version', () => {
  const older: Partial<Settings> = { ...DEFAULT_SETTINGS }
  delete older.caption
  const asItIs = (old: object) => ({ ...old })
  const migrations = { 0: (old: object) => ({ ...old, caption: DEFAULT_SETTINGS.caption }), 1: asItIs, 2: asItIs, 3: asItIs }

  test('are brought to this one, step by step, and written with the next change', async () => {
    const folder = await folderWith(JSON.stringify({ ...older, version: 0, theme: 'dark' }))
    const store = await openSettings(folder, migrations)
    expect(store.origin).toEqual({ state: 'migrated' })
    expect(store.current()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' })
    expect(await stored(folder)).toMatchObject({ version: 0 })
    // Nothing new in it, and yet the file is another.
    await store.change({ theme: 'dark' })
    expect(await stored(folder)).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' })
  })

  test('of version 1, which could not choose models and devices, have those of before', async () => {
    const first: Partial<Settings> = { ...DEFAULT_SETTINGS }
    delete first.model
    delete first.device
    const folder = await folderWith(JSON.stringify({ ...first, version: 1, theme: 'dark', firstRunDone: true }))
    const store = await openSettings(folder)
    expect(store.origin).toEqual({ state: 'migrated' })
    expect(store.current()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark', firstRunDone: true, model: 'descry-nano', device: 'auto' })
  })

  test('of version 2, as that version wrote them, keep what was chosen and have the rest of now', async () => {
    const { braille, answersIn, verbosity, monitor, narration, voice, quiet, doubt, listening, memory, profiles } = DEFAULT_SETTINGS
    const folder = await folderWith(JSON.stringify(VERSION_2))
    const store = await openSettings(folder)
    expect(store.origin).toEqual({ state: 'migrated' })
    expect(store.current()).toEqual({
      ...VERSION_2,
      ...{ version: 4, braille, answersIn, verbosity, monitor, narration, quiet, doubt, listening, memory, profiles },
      voice: { ...voice, ...VERSION_2.voice },
    })
    await store.change({ theme: 'dark' })
    expect((await openSettings(folder)).origin).toEqual({ state: 'read' })
  })

  test('of version 3, which had no quiet mode, readings, memory or profiles, have those of now and keep their voice', async () => {
    const before: Partial<Settings> = { ...DEFAULT_SETTINGS }
    delete before.quiet
    delete before.doubt
    delete before.listening
    delete before.memory
    delete before.profiles
    const voice: Partial<Settings['voice']> = { ...DEFAULT_SETTINGS.voice, rate: 300 }
    delete voice.name
    const store = await openSettings(await folderWith(JSON.stringify({ ...before, voice, version: 3 })))
    expect(store.origin).toEqual({ state: 'migrated' })
    expect(store.current()).toEqual({ ...DEFAULT_SETTINGS, voice: { ...DEFAULT_SETTINGS.voice, rate: 300 } })
  })

  test.each([
    ['no voice', { voice: undefined }],
    ['a voice that is none', { voice: 'loud' }],
    ['a rate that is none', { voice: { ...DEFAULT_SETTINGS.voice, rate: 10_000 } }],
    ['a field of a later version that is none', { braille: true }],
  ])('of version 2 with %s are kept aside, not guessed at', async (_name, wrong) => {
    const folder = await folderWith(JSON.stringify({ ...VERSION_2, ...wrong }))
    expect((await openSettings(folder)).origin).toMatchObject({ state: 'kept-aside', reason: 'unreadable' })
  })

  test('are kept aside when a step breaks on them, makes no sense of them, or is missing', async () => {
    const text = JSON.stringify({ ...older, version: 0 })
    const broken = {
      0: () => {
        throw new TypeError('not what was expected')
      },
    }
    for (const table of [broken, { 0: () => ({ theme: 'pink' }) }, {}]) {
      const folder = await folderWith(text)
      const store = await openSettings(folder, table)
      expect(store.origin).toMatchObject({ state: 'kept-aside', reason: 'unreadable' })
      expect(await readFile(join(folder, 'settings.unreadable-1.json'), 'utf8')).toBe(text)
    }
  })
})
