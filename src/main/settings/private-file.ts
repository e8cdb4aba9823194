import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Writes a file so that after any crash either the old or the new one is there, whole, for this user
 * alone. Calls for one path must not overlap.
 * @throws Node's error when the folder cannot be written
 */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  const fresh = `${path}.new`
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  // Left by a crash, perhaps with other permissions.
  await rm(fresh, { force: true })
  try {
    const file = await open(fresh, 'wx', 0o600)
    try {
      await file.writeFile(text)
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
 * Renames `<name>.<ending>` in `folder` to the first `<name>.unreadable-<n>.<ending>` that is free.
 * @returns the new name
 * @throws Node's error when the folder cannot be written
 */
export async function keepAside(folder: string, name: string, ending: string): Promise<string> {
  const taken = new Set(await readdir(folder))
  let n = 1
  while (taken.has(`${name}.unreadable-${n}.${ending}`)) n += 1
  const aside = `${name}.unreadable-${n}.${ending}`
  await rename(join(folder, `${name}.${ending}`), join(folder, aside))
  return aside
}
