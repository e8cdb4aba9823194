import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { modelIdSchema, type BoxModel, type CatalogueEntry, type InstalledModel } from '../../shared/model-catalogue'
import type { ModelEntry } from '../../shared/model-entry'
import { received, sum } from './fetch-plan'
import { placesOf } from './places'
import { planSize, readPlan } from './plan'
import { misfits, readRecord, recordSize } from './record'

/** What the catalogue says of a model, in the list's form. */
const about = ({ id, name, memory, licence, languages, goodAt }: BoxModel | CatalogueEntry) => ({
  id,
  name,
  memory,
  licence,
  needsConsent: licence.needsConsent,
  languages: [...languages],
  goodAt: [...goodAt],
})

const unknown = { memory: null, licence: null, needsConsent: false, languages: [], goodAt: [] }

export function boxEntry(model: BoxModel, boxFolder: string): ModelEntry {
  const folder = join(boxFolder, model.id)
  return { ...about(model), state: 'box', origin: 'box', size: 0, received: 0, folder: existsSync(folder) ? folder : null }
}

/** Records of the complete models in the folder, by id. */
export async function installedModels(models: string): Promise<InstalledModel[]> {
  const names = await readdir(models).catch(() => [])
  const records = await Promise.all(
    names
      .filter((name) => modelIdSchema.safeParse(name).success)
      .map(async (name) => {
        const record = await readRecord(placesOf(models, name))
        // The folder's name is what everybody calls it by.
        return record && { ...record, id: name }
      }),
  )
  return records.filter((record) => record !== null)
}

export async function installedEntry(
  record: InstalledModel,
  models: string,
  entry: CatalogueEntry | undefined,
): Promise<ModelEntry> {
  const { model } = placesOf(models, record.id)
  const damaged = record.damaged.length > 0 || (await misfits(model, record.files)).length > 0
  const size = recordSize(record)
  const known = record.origin === 'catalogue' && entry ? about(entry) : { ...unknown, id: record.id, name: record.name }
  return {
    ...known,
    state: damaged ? 'damaged' : 'installed',
    origin: record.origin,
    size,
    received: size,
    folder: damaged ? null : model,
  }
}

export async function availableEntry(entry: CatalogueEntry, models: string): Promise<ModelEntry> {
  const places = placesOf(models, entry.id)
  const plan = await readPlan(places)
  const begun = plan?.purpose === 'install'
  return {
    ...about(entry),
    state: begun ? 'partial' : 'available',
    origin: 'catalogue',
    size: begun ? planSize(plan) : entry.downloadSize,
    received: begun ? sum((await received(places, plan)).values()) : 0,
    folder: null,
  }
}
