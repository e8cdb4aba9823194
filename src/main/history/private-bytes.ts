import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'

// Windows has no such flag.
const NOFOLLOW = constants.O_NOFOLLOW || 0

/**
 * Writes a file for this user alone; after any crash the old one or the new one is there, whole.
 * @throws Node's error when the folder cannot be written
 */
export async function writePrivateBytes(path: string, bytes: Uint8Array): Promise<void> {
  const fresh = `${path}.${randomUUID()}`
  try {
    // SECURITY: exclusive creation follows no link; the rename replaces a link, never its target.
    const file = await open(fresh, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | NOFOLLOW, 0o600)
    try {
      await file.writeFile(bytes)
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

/**
 * Reads a file of this user, not through a link.
 * @param most bytes; more is not read
 * @returns undefined where there is none, null where it is no such file
 * @throws Node's error when it cannot be read
 */
export async function readPrivateBytes(path: string, uid: number, most: number): Promise<Uint8Array | null | undefined> {
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
