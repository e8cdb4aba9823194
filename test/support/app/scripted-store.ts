import type { ModelStore, WorkOptions } from '../../../src/main/models/model-store'
import { failure, type Result } from '../../../src/shared/codes'
import type { DownloadProgress } from '../../../src/shared/model-catalogue'
import type { ModelEntry } from '../../../src/shared/model-entry'

/** A model of the catalogue that is not here. */
export const anEntry = (change: Partial<ModelEntry> = {}): ModelEntry => ({
  id: 'smol',
  name: 'SmolVLM 256M',
  state: 'available',
  origin: 'catalogue',
  size: 200_000_000,
  received: 0,
  memory: 900_000_000,
  licence: { name: 'Apache-2.0', url: 'https://example.com/licence', needsConsent: false },
  needsConsent: false,
  languages: ['en'],
  goodAt: ['captions'],
  folder: null,
  ...change,
})

export const boxEntry = (): ModelEntry =>
  anEntry({ id: 'descry-nano', name: 'descry-nano', state: 'box', origin: 'box', folder: '/box/descry-nano' })

export const installed = (change: Partial<ModelEntry> = {}): ModelEntry =>
  anEntry({ state: 'installed', received: 200_000_000, folder: '/models/smol', ...change })

/** One piece of work that the test carries out. */
interface StoreJob {
  readonly what: string
  readonly options: WorkOptions
  /** Bytes of 200 million, while downloading unless another phase is named. */
  progress(received: number, phase?: DownloadProgress['phase']): void
  finish(result?: Result<object>): void
}

/** A store whose list is a value and whose every work the test carries out; like the real one it ends when cancelled. */
export function scriptedStore(entries: ModelEntry[] = [boxEntry(), anEntry()]) {
  const jobs: StoreJob[] = []
  const log: string[] = []
  const work = (what: string, id: string, options: WorkOptions = {}): Promise<Result<never>> => {
    const { promise, resolve } = Promise.withResolvers<Result<object>>()
    options.signal?.addEventListener('abort', () => resolve(failure('cancelled')), { once: true })
    if (options.signal?.aborted) resolve(failure('cancelled'))
    jobs.push({
      what: `${what} ${id}`,
      options,
      progress: (received, phase = 'downloading') => options.onProgress?.({ id, phase, received, total: 200_000_000 }),
      finish: (result = { ok: true }) => resolve(result),
    })
    return promise as Promise<Result<never>>
  }
  const state = { entries, verify: undefined as Result<{ files: number }> | undefined }
  const store: ModelStore = {
    recover: async () => void log.push('recover'),
    list: async () => state.entries,
    download: (id, options) => work(options?.consent ? 'download with consent' : 'download', id, options),
    verify: async (id, options) => (log.push(`verify ${id}`), state.verify ?? work('verify', id, options)),
    repair: (id, options) => work('repair', id, options),
    remove: async (id) => (log.push(`remove ${id}`), { ok: true }),
    importFrom: (path, options) => work('import', path, options),
    folderOf: (id) => state.entries.find((entry) => entry.id === id)?.folder ?? null,
    recommend: async () => ({ id: null, candidates: [] }),
  }
  return { store, state, jobs, log }
}
