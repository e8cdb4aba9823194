import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import type { Archive } from '../../../src/main/history/archive'
import { openArchive, removeArchive } from '../../../src/main/history/open-archive'
import { aHistoryFolder, aKeyStore, bytesIn } from '../../support/history/a-key-store'
import { aRecord } from '../../support/history/a-record'

const uid = process.getuid?.() ?? -1
const { keyStore } = aKeyStore()

async function opened(folder: string, store = keyStore): Promise<{ archive: Archive; damaged: boolean }> {
  const result = await openArchive({ folder, uid, keyStore: store })
  if (!result.ok) throw new Error(`${result.code} ${result.detail ?? ''}`)
  return result
}

/** A folder with these answers in it, closed. */
async function folderWith(...texts: string[]): Promise<string> {
  const folder = aHistoryFolder()
  const { archive } = await opened(folder)
  for (const text of texts) expect(archive.keep(aRecord(text))).toMatchObject({ ok: true })
  archive.close()
  return folder
}

const said = (archive: Archive) => archive.rows().map((row) => archive.read(row)?.answer.sentences[0]?.text)

describe('answers that are kept', () => {
  test('are there again, in their order, with all that was found', async () => {
    const folder = aHistoryFolder()
    const first = (await opened(folder)).archive
    const records = [aRecord('A dog.', 'Beware of the dog'), aRecord('Ein Hund.')]
    for (const record of records) first.keep(record)
    first.close()
    const { archive, damaged } = await opened(folder)
    expect(archive.rows().map((row) => archive.read(row))).toEqual(records)
    expect(damaged).toBe(false)
    archive.close()
  })

  test('cannot be read in the files, nor when they were', async () => {
    const folder = aHistoryFolder()
    const { archive } = await opened(folder)
    archive.keep(aRecord('A very private letter.', 'Dear Ada'))
    for (const text of ['private', 'Dear', 'sentences', 'takenAt', 'describe-screen']) expect(bytesIn(folder)).not.toContain(text)
    archive.close()
    expect(bytesIn(folder)).not.toContain('private')
  })

  test('are for this user alone', async () => {
    const folder = aHistoryFolder()
    const { archive } = await opened(folder)
    archive.keep(aRecord('A dog.'))
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    const modes = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mode & 0o777])
    expect(modes).toEqual(expect.arrayContaining([['answers.db', 0o600], ['answers.key', 0o600]]))
    expect(modes.filter(([, mode]) => mode !== 0o600)).toEqual([])
    archive.close()
  })

  test('can be replaced, and grow so', async () => {
    const folder = await folderWith('A dog.')
    const { archive } = await opened(folder)
    const [row = 0] = archive.rows()
    archive.replace(row, aRecord('A brown dog.'))
    expect(said(archive)).toEqual(['A brown dog.'])
    archive.close()
  })

  test('survive a process that is killed while it writes: every finished one is there', async () => {
    const folder = aHistoryFolder()
    const child = spawn(process.execPath, ['--import', './test/support/typescript-hooks.mjs', 'test/support/history/keeping-child.ts', folder], { stdio: ['ignore', 'pipe', 'inherit'] })
    let finished = ''
    child.stdout.on('data', (chunk: Buffer) => {
      finished += chunk.toString()
      if (finished.length > 100) child.kill('SIGKILL')
    })
    await once(child, 'close')
    const count = finished.split('\n').length - 1
    expect(count).toBeGreaterThan(10)
    const { archive, damaged } = await opened(folder)
    expect(damaged).toBe(false)
    expect(said(archive).slice(0, count)).toEqual(Array.from({ length: count }, (_, n) => `Answer ${n + 1}.`))
    archive.close()
  })
})

describe('what is forgotten', () => {
  test('is gone from the files, byte by byte', async () => {
    const folder = aHistoryFolder()
    const { archive } = await opened(folder)
    archive.keep(aRecord('First.'))
    const kept = archive.keep(aRecord('Second.'))
    const third = archive.keep(aRecord('Third.'))
    archive.close()
    const database = new DatabaseSync(join(folder, 'answers.db'))
    const sealed = database.prepare('SELECT row, sealed FROM answers ORDER BY row').all().map(({ row, sealed }) => [row, Buffer.from(sealed as Uint8Array).toString('latin1')] as const)
    database.close()
    const again = (await opened(folder)).archive
    expect(kept.ok && third.ok && again.forget([kept.row], true)).toEqual({ ok: true })
    expect(said(again)).toEqual(['First.', 'Third.'])
    // While it is open: what is in its log counts.
    for (const [row, bytes] of sealed) expect([row, bytesIn(folder).includes(bytes)]).toEqual([row, kept.ok && row !== kept.row])
    again.close()
  })

  test('is removed with its key, and with what was set aside, when nothing is to be kept any more', async () => {
    const folder = await folderWith('A dog.')
    writeFileSync(join(folder, 'answers.unreadable-1.db'), 'old')
    expect(await removeArchive(folder)).toEqual({ ok: true })
    expect(existsSync(folder)).toBe(false)
    expect(await removeArchive(folder)).toEqual({ ok: true })
  })
})

describe('the key', () => {
  test('is wrapped by the key store, and of no use without it', async () => {
    const folder = await folderWith('A dog.')
    const locked = aKeyStore()
    locked.store.isLocked = true
    expect(await openArchive({ folder, uid, keyStore: locked.keyStore })).toMatchObject({ ok: false, code: 'history-locked' })
    // Nothing was lost by it.
    const { archive, damaged } = await opened(folder)
    expect([said(archive), damaged]).toEqual([['A dog.'], false])
    archive.close()
  })

  test('is not made where there is no key store: nothing is written at all', async () => {
    const folder = aHistoryFolder()
    const { keyStore: none, store } = aKeyStore()
    store.isThere = false
    expect(await openArchive({ folder, uid, keyStore: none })).toMatchObject({ code: 'history-locked' })
    expect(existsSync(folder)).toBe(false)
  })

  test('is wrapped once more when the store has a better one', async () => {
    const folder = await folderWith('A dog.')
    const renewing = aKeyStore()
    renewing.store.renews = true
    const { archive } = await opened(folder, renewing.keyStore)
    expect([said(archive), renewing.store.wrapped]).toEqual([['A dog.'], 1])
    archive.close()
  })

  test('that cannot be wrapped once more still opens the answers', async () => {
    const folder = await folderWith('A dog.')
    const renewing = aKeyStore()
    renewing.store.renews = true
    const { archive } = await opened(folder, { ...renewing.keyStore, wrap: () => Promise.reject(new Error('no room')) })
    expect(said(archive)).toEqual(['A dog.'])
    archive.close()
  })

  test('that others can read, or that is a link, is not taken, and set aside with what it opens', async () => {
    const folder = await folderWith('A dog.')
    const before = readFileSync(join(folder, 'answers.key'))
    chmodSync(join(folder, 'answers.key'), 0o644)
    const { archive, damaged } = await opened(folder)
    expect([said(archive), damaged]).toEqual([[], true])
    archive.close()
    // By hand they can be brought back.
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['answers.unreadable-1.db', 'answers.unreadable-1.key']))
    expect(readFileSync(join(folder, 'answers.unreadable-1.key'))).toEqual(before)
  })

  test('that is gone takes the answers with it: they are set aside, and it begins anew', async () => {
    const folder = await folderWith('A dog.')
    rmSync(join(folder, 'answers.key'))
    const { archive, damaged } = await opened(folder)
    expect([said(archive), damaged]).toEqual([[], true])
    archive.keep(aRecord('A cat.'))
    archive.close()
    expect(readdirSync(folder)).toContain('answers.unreadable-1.db')
    const later = await opened(folder)
    expect([said(later.archive), later.damaged]).toEqual([['A cat.'], false])
    later.archive.close()
  })

  test('of another file opens nothing: that is set aside, too', async () => {
    const [folder, other] = [await folderWith('A dog.'), await folderWith('A cat.')]
    writeFileSync(join(folder, 'answers.key'), readFileSync(join(other, 'answers.key')))
    const { archive, damaged } = await opened(folder)
    expect([said(archive), damaged]).toEqual([[], true])
    archive.close()
  })
})

describe('damage', () => {
  const harms: readonly (readonly [string, (path: string) => void])[] = [
    ['that is no database', (path) => writeFileSync(path, 'x'.repeat(9000))],
    ['that is cut', (path) => truncateSync(path, 5000)],
    ['whose first page is zeros', (path) => writeFileSync(path, Buffer.concat([Buffer.alloc(4096), readFileSync(path).subarray(4096)]))],
  ]
  test.each(harms)('a file %s is set aside, told, and it begins anew', async (_, harm) => {
    const folder = await folderWith('A dog.', 'A cat.')
    const path = join(folder, 'answers.db')
    harm(path)
    const harmed = readFileSync(path)
    const { archive, damaged } = await opened(folder)
    expect([said(archive), damaged]).toEqual([[], true])
    expect(archive.keep(aRecord('A bird.'))).toMatchObject({ ok: true })
    archive.close()
    expect(readFileSync(join(folder, 'answers.unreadable-1.db'))).toEqual(harmed)
  })

  test('an answer that was changed on the disk is left out, after a copy was set aside; the others stay', async () => {
    const folder = await folderWith('A dog.', 'A cat.', 'A bird.')
    const database = new DatabaseSync(join(folder, 'answers.db'))
    database.exec('UPDATE answers SET sealed = zeroblob(length(sealed)) WHERE row = 2')
    database.close()
    const { archive, damaged } = await opened(folder)
    expect([said(archive), damaged]).toEqual([['A dog.', 'A bird.'], true])
    // The copy took nothing away from who has it open.
    expect(await openArchive({ folder, uid, keyStore })).toMatchObject({ code: 'history-unwritable' })
    archive.close()
    expect(readdirSync(folder)).toContain('answers.unreadable-1.db')
  })

  test('an answer in the place of another is not taken for it', async () => {
    const folder = await folderWith('A dog.', 'A cat.')
    const database = new DatabaseSync(join(folder, 'answers.db'))
    database.exec('UPDATE answers SET row = 9 WHERE row = 1')
    database.close()
    const { archive } = await opened(folder)
    expect(said(archive)).toEqual(['A cat.'])
    archive.close()
  })
})

describe('a disk that refuses', () => {
  test('a folder that others can open is not used', async () => {
    const folder = await folderWith('A dog.')
    chmodSync(folder, 0o755)
    expect(await openArchive({ folder, uid, keyStore })).toMatchObject({ code: 'history-unwritable' })
  })

  test('a file in the place of the folder', async () => {
    const folder = aHistoryFolder()
    writeFileSync(folder, '')
    expect(await openArchive({ folder, uid, keyStore })).toMatchObject({ code: 'history-unwritable' })
    expect(existsSync(join(dirname(folder), 'answers.db'))).toBe(false)
  })

  test('a second process does not get at the answers while the first has them', async () => {
    const folder = await folderWith('A dog.')
    const { archive } = await opened(folder)
    archive.keep(aRecord('A cat.'))
    expect(await openArchive({ folder, uid, keyStore })).toMatchObject({ code: 'history-unwritable' })
    expect(said(archive)).toEqual(['A dog.', 'A cat.'])
    archive.close()
  })

  test('is said by its code for each answer that it takes no more', async () => {
    const folder = aHistoryFolder()
    const { archive } = await opened(folder)
    archive.close()
    expect(archive.keep(aRecord('A dog.'))).toMatchObject({ ok: false, code: 'history-unwritable' })
    expect(archive.forget([1], true)).toMatchObject({ ok: false, code: 'history-unwritable' })
    expect(archive.read(1)).toBeNull()
  })
})
