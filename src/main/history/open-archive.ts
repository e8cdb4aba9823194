import { copyFile, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { failure, type Result } from '../../shared/codes'
import { asideName } from '../files/private-file'
import { createArchive, isDamage, unwritable, type Archive } from './archive'
import { historyKey, type KeyStore } from './history-key'
import { inTurns } from './in-turns'
import { isPrivateFolder } from './private-folder'

const FILE = 'answers.db'
/** SQLite's log lies beside the file. */
const LOG = '-wal'

interface Place {
  /** Of the kept answers alone; made where it is not there yet. */
  readonly folder: string
  /** -1 where the system has none. */
  readonly uid: number
  readonly keyStore: KeyStore
}

/**
 * Opens the answers that are kept on the disk, or begins anew. `history-locked` where the key store does not give
 * the key: everything is left as it is. What cannot be read is set aside in the same folder, never deleted.
 *
 * @returns `damaged` where something was set aside
 */
export async function openArchive({ folder, uid, keyStore }: Place): Promise<Result<{ archive: Archive; damaged: boolean }>> {
  if (!(await keyStore.isAvailable().catch(() => false))) return failure('history-locked')
  if (!(await isPrivateFolder(folder, uid))) return failure('history-unwritable', 'the folder is not of this user alone')
  const found = await historyKey(folder, keyStore, uid)
  if (!found.ok) return found
  try {
    // What is there was sealed with a key that is gone.
    const isForeign = !found.old && (await setAside(folder))
    const opened = await openOrBegin(folder, found.key)
    const lost = await unreadable(opened.archive)
    const archive = lost.length === 0 ? opened.archive : await withoutRows(folder, found.key, opened.archive, lost)
    return { ok: true, archive, damaged: isForeign || opened.damaged || lost.length > 0 }
  } catch (error) {
    return unwritable(error)
  }
}

/** Removes the kept answers, what was set aside of them, and their key: what a disk still has of them opens no more. */
export async function removeArchive(folder: string): Promise<Result<object>> {
  try {
    await rm(folder, { recursive: true, force: true })
    return { ok: true }
  } catch (error) {
    return unwritable(error)
  }
}

async function openOrBegin(folder: string, key: Uint8Array): Promise<{ archive: Archive; damaged: boolean }> {
  const there = await openThere(folder, key)
  if (there) return { archive: there, damaged: false }
  await setAside(folder)
  const fresh = await openThere(folder, key)
  if (!fresh) throw new Error('a new file is damaged')
  return { archive: fresh, damaged: true }
}

/** @returns null where the file is damaged or of another key */
async function openThere(folder: string, key: Uint8Array): Promise<Archive | null> {
  const path = join(folder, FILE)
  // SECURITY: made for this user alone before anything is in it; SQLite gives its log the same mode.
  await open(path, 'a', 0o600).then((file) => file.close())
  // Not before it is wanted: most users keep nothing on the disk.
  const { DatabaseSync } = await import('node:sqlite')
  const database = new DatabaseSync(path, { allowExtension: false })
  try {
    const archive = isSound(database) ? createArchive(database, key) : null
    if (!archive) database.close()
    return archive
  } catch (error) {
    database.close()
    if (isDamage(error)) return null
    throw error
  }
}

function isSound(database: DatabaseSync): boolean {
  // Before the log is looked at by anybody else.
  database.exec('PRAGMA locking_mode = EXCLUSIVE')
  return database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] === 'ok'
}

async function unreadable(archive: Archive): Promise<readonly number[]> {
  const lost: number[] = []
  for await (const row of inTurns(archive.rows())) if (!archive.isReadable(row)) lost.push(row)
  return lost
}

/** Takes answers out, after the file was copied aside. */
async function withoutRows(folder: string, key: Uint8Array, archive: Archive, rows: readonly number[]): Promise<Archive> {
  // A copy that is made of an open file takes SQLite's locks away when it is done, and lacks what is in the log.
  archive.close()
  await copyFile(join(folder, FILE), join(folder, await asideName(folder, 'answers', 'db')))
  const again = await openThere(folder, key)
  if (!again) throw new Error('a file that was open is damaged')
  again.forget(rows, true)
  return again
}

/** @returns whether there was a file */
async function setAside(folder: string): Promise<boolean> {
  const aside = await asideName(folder, 'answers', 'db')
  const there = await readdir(folder)
  for (const ending of [LOG, '-shm']) {
    if (there.includes(FILE + ending)) await rename(join(folder, FILE + ending), join(folder, aside + ending))
  }
  if (!there.includes(FILE)) return false
  await rename(join(folder, FILE), join(folder, aside))
  return true
}
