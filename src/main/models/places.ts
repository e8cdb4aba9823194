import { join } from 'node:path'

/** Where everything of one model lies under the folder of models. */
export interface Places {
  /** The complete model; exists only complete. */
  readonly model: string
  /** Its `descry.json`. */
  readonly record: string
  /** What is not complete yet: everything below lies in it. */
  readonly partial: string
  /** What the download is about (`plan.ts`). */
  readonly plan: string
  /** The model's folder to be: finished and checked files only. */
  readonly files: string
  /** Files that are being fetched. */
  readonly parts: string
  /** A model on its way out. */
  readonly removed: string
  readonly lock: string
}

export const RECORD = 'descry.json'

/**
 * Partial downloads lie on the same file system as the models, since a folder can be renamed only within
 * one; ids begin with a letter or digit, so none can be called like this.
 */
export const partialFolder = (models: string): string => join(models, '.partial')

export function placesOf(models: string, id: string): Places {
  const partial = join(partialFolder(models), id)
  return {
    model: join(models, id),
    record: join(models, id, RECORD),
    partial,
    plan: join(partial, 'plan.json'),
    files: join(partial, 'files'),
    parts: join(partial, 'parts'),
    removed: join(partial, 'removed'),
    lock: join(partialFolder(models), '.locks', id),
  }
}

/** The file of a model's path, which uses slashes everywhere. */
export const inside = (folder: string, path: string): string => join(folder, ...path.split('/'))
