import { chmod, lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createLastAnswer } from '../../../src/main/history/last-answer'
import { ANSWER, emptyFolder } from '../../cli/support/fake-io'

const uid = process.getuid?.() ?? -1
const place = (folder: string) => ({ env: { XDG_RUNTIME_DIR: folder }, uid })
const inMemory = async () => true

describe.skipIf(process.platform !== 'linux')('the last answer (only Linux has a tmpfs)', () => {
  test('comes back as it was kept, also to another process of this user', async () => {
    const folder = await emptyFolder('/dev/shm')
    expect(await createLastAnswer(place(folder)).keep(ANSWER, 5)).toEqual({ ok: true })
    const recalled = await createLastAnswer(place(folder)).recall()
    expect(recalled).toEqual({ ok: true, kept: { schema: 1, answer: ANSWER, soundingUntil: 5 } })
  })

  test('is kept on a file system in memory and never on a disk', async () => {
    const disk = await emptyFolder(tmpdir())
    const last = createLastAnswer(place(disk), async (path) => path.startsWith('/dev/shm/'))
    expect(await last.folder()).toBe(`/dev/shm/descry-${uid}`)
  })

  test('is not kept at all where nothing is in memory', async () => {
    const folder = await emptyFolder()
    const last = createLastAnswer(place(folder), async () => false)
    expect(await last.keep(ANSWER, 0)).toMatchObject({ code: 'memory-unavailable' })
    expect(await last.recall()).toMatchObject({ code: 'memory-unavailable' })
    expect(await readdir(join(folder, 'descry'))).toEqual([])
  })

  test('can be read by this user alone', async () => {
    const folder = await emptyFolder()
    await createLastAnswer(place(folder), inMemory).keep(ANSWER, 0)
    expect((await stat(join(folder, 'descry'))).mode & 0o777).toBe(0o700)
    expect((await stat(join(folder, 'descry', 'last-answer.json'))).mode & 0o777).toBe(0o600)
  })

  test('never follows a link that lies in its place', async () => {
    const folder = await emptyFolder()
    const victim = join(folder, 'victim')
    await writeFile(victim, 'precious', { mode: 0o600 })
    await mkdir(join(folder, 'descry'), { mode: 0o700 })
    await symlink(victim, join(folder, 'descry', 'last-answer.json'))
    const last = createLastAnswer(place(folder), inMemory)
    expect(await last.recall()).toMatchObject({ code: 'no-last-answer' })
    await last.keep(ANSWER, 0)
    expect(await readFile(victim, 'utf8')).toBe('precious')
    expect((await lstat(join(folder, 'descry', 'last-answer.json'))).isFile()).toBe(true)
  })

  test('is not kept in a folder that is a link, or open to others', async () => {
    const linked = await emptyFolder()
    await symlink(await emptyFolder(), join(linked, 'descry'))
    const open = await emptyFolder()
    await mkdir(join(open, 'descry'))
    await chmod(join(open, 'descry'), 0o755)
    for (const folder of [linked, open]) {
      const used = await createLastAnswer(place(folder), inMemory).folder()
      expect(used).toBe(`/dev/shm/descry-${uid}`)
    }
  })

  test('of another user is refused', async () => {
    const folder = await emptyFolder('/dev/shm')
    await createLastAnswer(place(folder)).keep(ANSWER, 0)
    const other = createLastAnswer({ env: { XDG_RUNTIME_DIR: folder }, uid: uid + 4321 })
    // The folder that another uid would make in /dev/shm here is ours too, and so is refused as well.
    expect(await other.recall()).toMatchObject({ code: 'memory-unavailable' })
  })

  test.each([
    ['nothing', undefined],
    ['half a file', '{"schema":1,"answer":{"kind":"pho'],
    ['another shape', '{"schema":1,"answer":{"sentences":"all"},"soundingUntil":0}'],
    ['a later schema', JSON.stringify({ schema: 2, answer: ANSWER, soundingUntil: 0 })],
  ])('is not there when the file holds %s', async (_name, text) => {
    const folder = await emptyFolder()
    await mkdir(join(folder, 'descry'), { mode: 0o700 })
    if (text) await writeFile(join(folder, 'descry', 'last-answer.json'), text, { mode: 0o600 })
    expect(await createLastAnswer(place(folder), inMemory).recall()).toMatchObject({ code: 'no-last-answer' })
  })

  test('that others could have written is not believed', async () => {
    const folder = await emptyFolder()
    const last = createLastAnswer(place(folder), inMemory)
    await last.keep(ANSWER, 0)
    await chmod(join(folder, 'descry', 'last-answer.json'), 0o666)
    expect(await last.recall()).toMatchObject({ code: 'no-last-answer' })
  })

  test('is gone when it is forgotten, and forgetting nothing is no failure', async () => {
    const folder = await emptyFolder('/dev/shm')
    const last = createLastAnswer(place(folder))
    await last.keep(ANSWER, 0)
    expect(await last.forget()).toEqual({ ok: true })
    expect(await last.recall()).toMatchObject({ code: 'no-last-answer' })
    expect(await last.forget()).toEqual({ ok: true })
    expect(await readdir(join(folder, 'descry'))).toEqual([])
  })

  test('written by several commands at once is one of theirs, whole', async () => {
    const folder = await emptyFolder('/dev/shm')
    const last = createLastAnswer(place(folder))
    await Promise.all(Array.from({ length: 20 }, (_, i) => last.keep({ ...ANSWER, takenAt: i }, i)))
    const recalled = await last.recall()
    expect(recalled.ok && recalled.kept.answer.takenAt === recalled.kept.soundingUntil).toBe(true)
    expect(await readdir(join(folder, 'descry'))).toEqual(['last-answer.json'])
  })
})
