import { open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { z } from 'zod'

/**
 * Makes a folder's entries survive a loss of power: on Linux and macOS a new name is only safe once its
 * folder was synced too. Windows cannot open a folder and needs it not.
 */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Puts a finished file or folder in its place, so that after any crash it is wholly there or not at all. */
export async function settle(from: string, to: string): Promise<void> {
  await rename(from, to)
  await syncFolder(dirname(to))
}

/** Writes a JSON file as a whole or not at all. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  const aside = `${path}.new`
  const handle = await open(aside, 'w', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify(value, null, 2)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await settle(aside, path)
}

/** A JSON file that fits the schema; null where it is missing, unreadable or something else. */
export async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    const read = schema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    return read.success ? read.data : null
  } catch {
    return null
  }
}
