import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { CATALOGUE } from '../main/models/catalogue'
import { createModelStore, type ModelStore } from '../main/models/model-store'
import { modelsFolder } from '../main/models/models-folder'
import { RESOURCES } from '../main/resources'
import { catalogueSchema, type Catalogue } from '../shared/model-catalogue'
import { MODEL_TYPES } from '../shared/model-types'

type Environment = Readonly<Record<string, string | undefined>>

/** The models of this user: what came with Descry, what was fetched, and what can be. */
export function ownStore(env: Environment, platform: NodeJS.Platform): ModelStore {
  return createModelStore({
    folder: modelsFolder(env, platform, homedir()),
    catalogue: ownCatalogue(env),
    boxFolder: join(RESOURCES, 'models'),
    modelTypes: MODEL_TYPES,
    host: env['DESCRY_MODEL_HOST'] || undefined,
  })
}

/**
 * The catalogue that comes with Descry; for tests of the whole product another one, `DESCRY_CATALOGUE`.
 * SECURITY: only together with `DESCRY_MODEL_HOST`, which the store takes for an address of this machine or for
 * none: whoever can set both cannot make Descry load a model from elsewhere.
 */
function ownCatalogue(env: Environment): Catalogue {
  const path = env['DESCRY_CATALOGUE']
  if (!path || !env['DESCRY_MODEL_HOST']) return CATALOGUE
  return catalogueSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
}
