import { existsSync } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { failure, type Result } from '../../shared/codes'
import {
  modelIdSchema,
  type Catalogue,
  type CatalogueEntry,
  type DownloadProgress,
  type InstalledModel,
} from '../../shared/model-catalogue'
import type { ModelEntry, Recommendation } from '../../shared/model-entry'
import { openArchive } from './archive'
import { SYSTEM_CLOCK, type Clock } from './clock'
import { downloadModel } from './download'
import { availableEntry, boxEntry, installedEntry, installedModels } from './entries'
import { RESERVE } from './fetch-plan'
import { isMissing, withFiles } from './file-failure'
import { folderSource } from './folder-source'
import { idFromName, importModel } from './import-model'
import { alone, recover } from './install'
import { placesOf } from './places'
import { trackProgress } from './progress'
import { createLocalPublisher, createPublisher, type Publisher } from './publisher'
import { readRecord } from './record'
import { recommend, type MachineFacts } from './recommendation'
import { repairModel } from './repair'
import { STALL, type Line } from './request'
import type { SourceFile } from './source-file'
import { verifyModel } from './verify'

export interface WorkOptions {
  /** Ends the work; what a download has fetched stays and is gone on with. */
  readonly signal?: AbortSignal
  /** At most a few times a second. */
  readonly onProgress?: (progress: DownloadProgress) => void
}

interface DownloadOptions extends WorkOptions {
  /** The user accepted the licence, just now. */
  readonly consent?: boolean
}

/** The models on this machine and those that can be fetched. Expected failures are `Result`s. */
export interface ModelStore {
  /** Finishes or clears away what a run that was killed has left; once, at start. */
  recover(): Promise<void>
  /** What came with Descry, what is installed, then the rest of the catalogue. */
  list(): Promise<ModelEntry[]>
  /** Fetches a model of the catalogue, or goes on with it. */
  download(id: string, options?: DownloadOptions): Promise<Result<{ folder: string }>>
  /** Hashes every file; `model-damaged` names those that are wrong, separated by commas, in its detail. */
  verify(id: string, options?: WorkOptions): Promise<Result<{ files: number }>>
  /** Fetches the wrong files again, no others. */
  repair(id: string, options?: WorkOptions): Promise<Result<{ folder: string }>>
  /** Takes a model off this machine, and what is there of its download. */
  remove(id: string): Promise<Result<object>>
  /** Copies a folder or unpacks a zip archive of the user's; its id is made from its name. */
  importFrom(path: string, options?: WorkOptions): Promise<Result<{ id: string; folder: string }>>
  /** Where a complete model lies, for the engine; null where there is none. */
  folderOf(id: string): string | null
  /** Which model of the catalogue suits this machine. */
  recommend(facts: MachineFacts): Promise<Recommendation>
}

export interface ModelStoreOptions {
  /** Where installed models lie; made where it is missing. */
  readonly folder: string
  readonly catalogue: Catalogue
  /** Where the models lie that came with Descry. */
  readonly boxFolder: string
  /** Values of config.json's `model_type` that the engine can run; what it cannot is not offered. */
  readonly modelTypes: readonly string[]
  /** SECURITY: for tests; must be an address of this machine, anything else is refused. */
  readonly host?: string | undefined
  readonly clock?: Clock
  /** Milliseconds without a byte after which a server is given up. */
  readonly stall?: number
  /** Bytes that stay free on the disk. */
  readonly reserve?: number
}

export function createModelStore(options: ModelStoreOptions): ModelStore {
  const { folder: models, catalogue, boxFolder, modelTypes } = options
  const { clock = SYSTEM_CLOCK, stall = STALL, reserve = RESERVE } = options
  const publisher: Publisher | null = options.host
    ? createLocalPublisher(options.host)
    : createPublisher(catalogue.publisher, catalogue.hosts)
  const offered = catalogue.models.filter(({ modelType }) => modelTypes.includes(modelType))

  const isBox = (id: string): boolean => catalogue.box.some((model) => model.id === id)
  const entryOf = (id: string): CatalogueEntry | undefined => catalogue.models.find((model) => model.id === id)
  const progressOf = (id: string, { onProgress }: WorkOptions) => trackProgress(id, clock, onProgress)
  const lineTo = (to: Publisher, { signal }: WorkOptions): Line => ({ publisher: to, clock, stall, signal })

  /** Does work on an installed model. */
  async function withRecord<T>(id: string, work: (record: InstalledModel) => Promise<Result<T>>): Promise<Result<T>> {
    if (isBox(id)) return failure('model-in-the-box', id)
    if (!modelIdSchema.safeParse(id).success) return failure('model-unknown', id)
    const places = placesOf(models, id)
    if ((await readRecord(places)) === null) return failure('model-unknown', id)
    return alone(places, async () => {
      const record = await readRecord(places)
      return record ? work({ ...record, id }) : failure('model-unknown', id)
    })
  }

  async function repair(id: string, work: WorkOptions = {}): Promise<Result<{ folder: string }>> {
    if (!publisher) return failure('download-host-refused', options.host)
    return withRecord(id, (record) =>
      repairModel(placesOf(models, id), record, entryOf(id), lineTo(publisher, work), reserve, progressOf(id, work)),
    )
  }

  /** An id for a model of the user's that does not pass for one of ours. */
  function importId(path: string): string {
    const id = idFromName(basename(path))
    return isBox(id) || entryOf(id) ? `${id.slice(0, 59)}-copy` : id
  }

  async function importFiles(
    path: string,
    source: readonly SourceFile[],
    work: WorkOptions,
  ): Promise<Result<{ id: string; folder: string }>> {
    const id = importId(path)
    const places = placesOf(models, id)
    const done = await alone(places, async () => {
      if (existsSync(places.model)) return failure('model-exists', id)
      const progress = progressOf(id, work)
      const name = basename(path).replace(/\.zip$/i, '')
      return importModel(id, name, source, places, { modelTypes, reserve, clock, progress, signal: work.signal })
    })
    return done.ok ? { ...done, id } : done
  }

  return {
    repair,

    async recover() {
      await recover(models)
    },

    async list() {
      const installed = await installedModels(models)
      const there = new Set(installed.map(({ id }) => id))
      return [
        ...catalogue.box.map((model) => boxEntry(model, boxFolder)),
        ...(await Promise.all(installed.map((record) => installedEntry(record, models, entryOf(record.id))))),
        ...(await Promise.all(offered.filter(({ id }) => !there.has(id)).map((entry) => availableEntry(entry, models)))),
      ]
    },

    async download(id, work = {}) {
      if (isBox(id)) return failure('model-in-the-box', id)
      const entry = entryOf(id)
      if (!entry) return failure('model-unknown', id)
      if (!offered.includes(entry)) return failure('model-unsupported', `model_type ${entry.modelType}`)
      if (!publisher) return failure('download-host-refused', options.host)
      const places = placesOf(models, id)
      const line = lineTo(publisher, work)
      return alone(places, () =>
        downloadModel(places, entry, work.consent ?? false, line, reserve, progressOf(id, work)),
      )
    },

    async verify(id, work = {}) {
      return withRecord(id, (record) => verifyModel(placesOf(models, id), record, progressOf(id, work), work.signal))
    },

    async remove(id) {
      if (isBox(id)) return failure('model-in-the-box', id)
      if (!modelIdSchema.safeParse(id).success) return failure('model-unknown', id)
      const places = placesOf(models, id)
      if (!existsSync(places.model) && !existsSync(places.partial)) return failure('model-unknown', id)
      return alone(places, async () => {
        await rm(places.partial, { recursive: true, force: true })
        if (existsSync(places.model)) {
          // Away with its name first, so that a removal that is killed leaves no half of a model.
          await mkdir(places.partial, { recursive: true, mode: 0o700 })
          await rename(places.model, places.removed)
        }
        await rm(places.partial, { recursive: true, force: true })
        return { ok: true }
      })
    },

    async importFrom(path, work = {}) {
      let isFolder: boolean
      try {
        isFolder = (await stat(path)).isDirectory()
      } catch (error) {
        return failure(isMissing(error) ? 'import-not-found' : 'import-unreadable', path)
      }
      if (isFolder) return importFiles(path, await folderSource(path), work)
      const opened = await withFiles(() => openArchive(path))
      if (!opened.ok) return opened
      try {
        return await importFiles(path, opened.files, work)
      } finally {
        opened.close()
      }
    },

    folderOf(id) {
      if (!modelIdSchema.safeParse(id).success) return null
      const folder = isBox(id) ? join(boxFolder, id) : placesOf(models, id).model
      const proof = join(folder, isBox(id) ? 'config.json' : 'descry.json')
      return existsSync(proof) ? folder : null
    },

    async recommend(facts) {
      const installed = [...catalogue.box, ...(await installedModels(models))].map(({ id }) => id)
      return recommend(catalogue.box, offered, installed, facts, reserve)
    },
  }
}
