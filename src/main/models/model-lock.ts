import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { failure, type Result } from '../../shared/codes'

/** Who writes to a model. `start` tells a process from a later one with the same number. */
const ownerSchema = z.strictObject({ pid: z.int().positive(), start: z.string().nullable(), token: z.string() })
type Owner = z.infer<typeof ownerSchema>

/** Locks of this process, by token. */
const held = new Set<string>()

/** A process's start in clock ticks since boot: proc(5), stat, field 22. Null where there is no /proc. */
async function startOf(pid: number): Promise<string | null> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}

async function lives(owner: Owner): Promise<boolean> {
  if (owner.pid === process.pid) return held.has(owner.token)
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    // EPERM: it is there and somebody else's.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false
  }
  return owner.start === null || owner.start === (await startOf(owner.pid))
}

/** Milliseconds after which a lock that says nothing was left by a process that was killed as it wrote. */
const SILENT = 60_000

async function isSilent(path: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(path)).mtimeMs > SILENT
  } catch {
    return true
  }
}

async function readOwner(path: string): Promise<Owner | null> {
  try {
    return ownerSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code

/** Gives the lock its name, owner and all, at once; false where there is one. */
async function place(path: string, owner: Owner): Promise<boolean> {
  const aside = `${path}.${owner.token}`
  const text = JSON.stringify(owner)
  await writeFile(aside, text, { mode: 0o600 })
  try {
    await link(aside, path)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    // File systems without links (FAT): then the file is made first and filled a moment later.
    try {
      await writeFile(path, text, { flag: 'wx', mode: 0o600 })
      return true
    } catch (again) {
      if (hasCode(again, 'EEXIST')) return false
      throw again
    }
  } finally {
    await rm(aside, { force: true })
  }
}

/**
 * Takes a dead owner's lock away. It is moved aside first and looked at there: if another process was
 * quicker, what was moved is that one's lock, and it is put back.
 */
async function clear(path: string, dead: Owner | null): Promise<void> {
  const aside = `${path}.${randomUUID()}`
  try {
    await rename(path, aside)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return
    throw error
  }
  const moved = await readOwner(aside)
  if (moved !== null && moved.token !== dead?.token) await link(aside, path).catch(() => undefined)
  await rm(aside, { force: true })
}

/**
 * Lets one process, and one job in it, write to a model at a time. The lock of a process that is gone is
 * taken over.
 */
export async function lockModel(path: string): Promise<Result<{ release: () => Promise<void> }>> {
  const owner: Owner = { pid: process.pid, start: await startOf(process.pid), token: randomUUID() }
  held.add(owner.token)
  for (let tries = 0; tries < 3; tries += 1) {
    if (await place(path, owner)) {
      const release = async (): Promise<void> => {
        held.delete(owner.token)
        await rm(path, { force: true })
      }
      return { ok: true, release }
    }
    const other = await readOwner(path)
    if (other === null ? !(await isSilent(path)) : await lives(other)) break
    await clear(path, other)
  }
  held.delete(owner.token)
  return failure('model-in-use')
}
