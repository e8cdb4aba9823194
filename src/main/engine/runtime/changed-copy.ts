import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Says, beside a file's copies, where the file is. */
const SOURCE = 'source'

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
  return keep(path, file, bytes).then(
    () => path,
    // A full disk or a folder that cannot be written to costs time at the next start, nothing else.
    () => bytes,
  )
}

/** Where a copy is kept: by the file's place, size and time, and the change. */
export async function copyPath(file: string, name: string, folder: string): Promise<string> {
  const { size, mtimeMs } = await stat(file)
  return join(folder, digest(file), `${digest(`${name} ${size} ${mtimeMs}`)}-${basename(file)}`)
}

/** What was found when a copy was looked at: it says the same as its file, or it does not. */
type Verdict = 'fit' | 'unfit'

export async function noteVerdict(path: string, verdict: Verdict): Promise<void> {
  await writeFile(verdictPath(path), verdict).catch(() => undefined)
}

export async function verdictOn(path: string): Promise<Verdict | null> {
  const text = await readFile(verdictPath(path), 'utf8').catch(() => null)
  return text === 'fit' || text === 'unfit' ? text : null
}

function verdictPath(path: string): string {
  return `${path}.verdict`
}

/** Takes the copies away whose file is gone, as when a model was removed. */
export async function forgetCopies(folder: string): Promise<void> {
  for (const place of await readdir(folder).catch(() => [])) {
    const source = await readFile(join(folder, place, SOURCE), 'utf8').catch(() => null)
    const isThere = source !== null && (await stat(source).catch(() => null)) !== null
    if (!isThere) await rm(join(folder, place), { recursive: true, force: true }).catch(() => undefined)
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

async function keep(path: string, file: string, bytes: Uint8Array): Promise<void> {
  const place = dirname(path)
  await mkdir(place, { recursive: true })
  await writeFile(join(place, SOURCE), file)
  // A copy is complete or not there, also when two processes make it at once.
  const partial = join(place, `${randomUUID()}.partial`)
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
  // Only the newest change is kept.
  for (const other of await readdir(place)) {
    const isCopy = other.endsWith(`-${basename(file)}`) && join(place, other) !== path
    if (isCopy) await rm(join(place, other), { force: true })
  }
}
