import { existsSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Result } from '../../shared/codes'
import { modelIdSchema, type InstalledModel } from '../../shared/model-catalogue'
import { Digest, readThrough } from './digest'
import { settle, syncFolder } from './durable'
import { withFiles } from './file-failure'
import { lockModel } from './model-lock'
import { inside, partialFolder, placesOf, RECORD, type Places } from './places'
import { readPlan, type PlannedFile } from './plan'
import { misfits, readRecord, writeRecord } from './record'

/** The files' sizes and SHA-256: hashed where the publisher had told another hash only. */
export async function describeFiles(
  folder: string,
  files: readonly PlannedFile[],
  signal: AbortSignal | undefined,
): Promise<Result<{ files: InstalledModel['files'] }>> {
  const described: InstalledModel['files'] = []
  for (const { path, size, sha256 } of files) {
    if (sha256 !== null) {
      described.push({ path, size, sha256 })
      continue
    }
    const digest = new Digest({ size, sha256 })
    const read = await readThrough(inside(folder, path), digest, signal, () => undefined)
    if (!read.ok) return read
    described.push({ path, size, sha256: digest.end().sha256 })
  }
  return { ok: true, files: described }
}

/**
 * Makes the finished files a model: the record is written last, then the folder gets its name at once. A
 * process that is killed before leaves what `recover` finishes, one that is killed after leaves a model.
 */
export async function install(places: Places, record: InstalledModel): Promise<void> {
  for (const folder of new Set(record.files.map(({ path }) => dirname(inside(places.files, path))))) {
    await syncFolder(folder)
  }
  await writeRecord(join(places.files, RECORD), record)
  await settle(places.files, places.model)
  await rm(places.partial, { recursive: true, force: true })
}

/** What is to be done with the remains of one model. */
async function recoverOne(places: Places): Promise<void> {
  const finished = await readRecord({ record: join(places.files, RECORD) })
  if (finished && !existsSync(places.model) && (await misfits(places.files, finished.files)).length === 0) {
    await settle(places.files, places.model)
    await rm(places.partial, { recursive: true, force: true })
    return
  }
  const plan = await readPlan(places)
  // A download that can go on is left as it is; everything else is of no use to anybody.
  const goesOn = plan !== null && (plan.purpose === 'install') === !existsSync(places.model)
  if (!goesOn) await rm(places.partial, { recursive: true, force: true })
}

/** Does work on a model that nobody else may touch meanwhile. */
export async function alone<T>(places: Places, work: () => Promise<Result<T>>): Promise<Result<T>> {
  return withFiles(async () => {
    await mkdir(dirname(places.lock), { recursive: true, mode: 0o700 })
    const lock = await lockModel(places.lock)
    if (!lock.ok) return lock
    try {
      return await withFiles(work)
    } finally {
      await lock.release()
    }
  })
}

/** Finishes what a killed process had ready, and clears away what can not be gone on with. */
export async function recover(models: string): Promise<void> {
  const names = await readdir(partialFolder(models)).catch(() => [])
  for (const name of names.filter((found) => modelIdSchema.safeParse(found).success)) {
    const places = placesOf(models, name)
    // What another process works on is its own, and what cannot be cleared away now waits for the next start.
    await alone(places, async () => {
      await recoverOne(places)
      return { ok: true }
    })
  }
}
