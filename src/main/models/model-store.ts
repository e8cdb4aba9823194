import type { Result } from '../../shared/codes'
import type { Catalogue, DownloadProgress } from '../../shared/model-catalogue'
import type { ModelEntry, Recommendation } from '../../shared/model-entry'
import type { MachineFacts } from './recommendation'

export interface WorkOptions {
  /** Ends the work; what a download has fetched stays and is gone on with. */
  readonly signal?: AbortSignal
  /** At most a few times a second. */
  readonly onProgress?: (progress: DownloadProgress) => void
}

export interface DownloadOptions extends WorkOptions {
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
  /** SECURITY: for tests; must be an address of this machine, anything else is refused. */
  readonly host?: string
}
