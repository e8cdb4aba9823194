import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/**
 * The words with which a model may name an object: the folder's optional `objects.json`. Small models
 * spell rare objects wrongly; a name that is not in the list is not said.
 */
export interface ObjectNames {
  has(name: string): boolean
}

/** A model without a list spells well enough for every name. */
const ANY_NAME: ObjectNames = { has: () => true }

export async function readObjectNames(modelFolder: string): Promise<ObjectNames> {
  try {
    const names = z.array(z.string()).parse(JSON.parse(await readFile(join(modelFolder, 'objects.json'), 'utf8')))
    return objectNames(names)
  } catch {
    return ANY_NAME
  }
}

export function objectNames(names: readonly string[]): ObjectNames {
  const known = new Set(names.map((name) => name.toLowerCase()))
  return { has: (name) => known.has(name.toLowerCase()) }
}
