import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'

/**
 * A copy of a graph's file as it was changed, kept from one start to the next: a large graph need not be
 * read into memory and changed each time.
 *
 * @param name of the change
 * @param change the changed graph, or null where nothing was changed
 * @returns the copy's path; its bytes where it could not be kept; null where nothing was changed
 */
export async function changedCopy(
  file: string,
  name: string,
  folder: string,
  change: () => Promise<Uint8Array | null>,
): Promise<string | Uint8Array | null> {
  const path = await copyPath(file, name, folder)
  const kept = await stat(path).catch(() => null)
  if (kept) return path
  const bytes = await change()
  if (!bytes) return null
  return keep(path, folder, placeOf(file), bytes).then(
    () => path,
    // A full disk or a folder that cannot be written to costs time at the next start, nothing else.
    () => bytes,
  )
}

/** Where a copy is kept: by the file's place, size and time, and the change. */
export async function copyPath(file: string, name: string, folder: string): Promise<string> {
  const { size, mtimeMs } = await stat(file)
  return join(folder, `${placeOf(file)}-${digest(`${name} ${size} ${mtimeMs}`)}-${basename(file)}`)
}

function placeOf(file: string): string {
  return digest(file)
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

async function keep(path: string, folder: string, place: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true })
  // A copy is complete or not there, also when two processes make it at once.
  const partial = join(folder, `${randomUUID()}.partial`)
  try {
    const handle = await open(partial, 'wx', 0o600)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(partial, path)
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
  // Of the same file only the newest change is kept.
  for (const other of await readdir(folder)) {
    if (other.startsWith(`${place}-`) && join(folder, other) !== path) await rm(join(folder, other), { force: true })
  }
}
