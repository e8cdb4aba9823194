import { stat } from 'node:fs/promises'
import { installedModelSchema, type InstalledModel } from '../../shared/model-catalogue'
import { readJson, writeJson } from './durable'
import { inside, type Places } from './places'

/** What `descry.json` in a complete model's folder says; null where there is none. */
export const readRecord = (places: Pick<Places, 'record'>): Promise<InstalledModel | null> =>
  readJson(places.record, installedModelSchema)

export const writeRecord = (path: string, record: InstalledModel): Promise<void> => writeJson(path, record)

/** Paths of the record's files that are missing or of another size: a look that costs no reading. */
export async function misfits(folder: string, files: InstalledModel['files']): Promise<string[]> {
  const wrong = await Promise.all(
    files.map(async ({ path, size }) => {
      try {
        const found = await stat(inside(folder, path))
        return found.isFile() && found.size === size ? [] : [path]
      } catch {
        return [path]
      }
    }),
  )
  return wrong.flat()
}

export const recordSize = (record: Pick<InstalledModel, 'files'>): number =>
  record.files.reduce((sum, file) => sum + file.size, 0)
