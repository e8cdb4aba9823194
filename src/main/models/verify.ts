import { failure, type Result } from '../../shared/codes'
import type { InstalledModel } from '../../shared/model-catalogue'
import { Digest, readThrough } from './digest'
import { fileFailure } from './file-failure'
import { inside, type Places } from './places'
import type { Progress } from './progress'
import { misfits, recordSize, writeRecord } from './record'

/** Hashes every file of a model; the paths of those that are not what they were when they came. */
export async function findWrong(
  places: Places,
  record: InstalledModel,
  progress: Progress,
  signal: AbortSignal | undefined,
): Promise<Result<{ wrong: string[] }>> {
  const wrong = new Set(await misfits(places.model, record.files))
  let read = 0
  progress.phase('verifying', 0, recordSize(record))
  for (const file of record.files.filter(({ path }) => !wrong.has(path))) {
    const digest = new Digest(file)
    try {
      const through = await readThrough(inside(places.model, file.path), digest, signal, (bytes) => {
        read += bytes
        progress.set(read)
      })
      if (!through.ok) return through
    } catch (error) {
      // A file on a broken part of the disk is as wrong as one with other bytes.
      if (!fileFailure(error)) throw error
    }
    if (!digest.end().kept) wrong.add(file.path)
  }
  return { ok: true, wrong: record.files.map(({ path }) => path).filter((path) => wrong.has(path)) }
}

/** Checks a model and keeps what was found in its record, for the list. */
export async function verifyModel(
  places: Places,
  record: InstalledModel,
  progress: Progress,
  signal: AbortSignal | undefined,
): Promise<Result<{ files: number }>> {
  const found = await findWrong(places, record, progress, signal)
  if (!found.ok) return found
  const { wrong } = found
  if (wrong.join() !== record.damaged.join()) {
    try {
      await writeRecord(places.record, { ...record, damaged: wrong })
    } catch (error) {
      // The answer holds all the same where the folder cannot be written to.
      if (!fileFailure(error)) throw error
    }
  }
  return wrong.length === 0 ? { ok: true, files: record.files.length } : failure('model-damaged', wrong.join(', '))
}
