import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { open, readdir, rename, rm } from 'node:fs/promises'

// Windows has no such flag.
const NOFOLLOW = constants.O_NOFOLLOW || 0
const CHARACTERS_AT_ONCE = 64 * 1024

/**
 * Writes a file for this user alone; after any crash the old one or the new one is there, whole. A crash may also
 * leave `<path>.new-<random>`.
 * @param content of text in parts, some of them are written before the next is asked for
 * @throws Node's error when the folder is not there or cannot be written
 */
export async function writePrivateFile(path: string, content: string | Uint8Array | AsyncIterable<string>): Promise<void> {
  const fresh = `${path}.new-${randomUUID()}`
  try {
    // SECURITY: exclusive creation follows no link; the rename replaces a link, never its target.
    const file = await open(fresh, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | NOFOLLOW, 0o600)
    try {
      await file.writeFile(typeof content === 'string' || content instanceof Uint8Array ? content : gathered(content))
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(fresh, path)
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => undefined)
    throw error
  }
}

/** Parts of one size or larger, but the last. */
async function* gathered(parts: AsyncIterable<string>): AsyncGenerator<string> {
  let text = ''
  for await (const part of parts) {
    text += part
    if (text.length < CHARACTERS_AT_ONCE) continue
    yield text
    text = ''
  }
  yield text
}

/**
 * Reads a file of this user, not through a link.
 * @param uid -1 where the system has none
 * @param most bytes; more is not read
 * @returns undefined where there is none, null where it is no such file
 * @throws Node's error when it cannot be read
 */
export async function readPrivateFile(path: string, uid: number, most: number): Promise<Buffer | null | undefined> {
  try {
    const file = await open(path, constants.O_RDONLY | NOFOLLOW)
    try {
      const stat = await file.stat()
      const isOurs = stat.isFile() && (uid === -1 || (stat.uid === uid && (stat.mode & 0o077) === 0))
      return isOurs && stat.size <= most ? await file.readFile() : null
    } finally {
      await file.close()
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    if (code === 'ELOOP') return null
    throw error
  }
}

/**
 * The first `<name>.unreadable-<n>.<ending>` that is free in a folder: what cannot be read is set aside, never deleted.
 * @throws Node's error when the folder cannot be read
 */
export async function asideName(folder: string, name: string, ending: string): Promise<string> {
  const taken = new Set(await readdir(folder))
  let n = 1
  while (taken.has(`${name}.unreadable-${n}.${ending}`)) n += 1
  return `${name}.unreadable-${n}.${ending}`
}
