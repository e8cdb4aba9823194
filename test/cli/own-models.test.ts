import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ownModels } from '../../src/cli/own-models'
import type { NarratorOptions } from '../../src/cli/services'
import { placesOf } from '../../src/main/models/places'
import { writeRecord } from '../../src/main/models/record'
import { failure } from '../../src/shared/codes'
import { emptyFolder, fakeNarrator } from './support/fake-io'

/** A user without the app, with one installed model; the engine opens it, or fails so. */
async function aUser(fails: ReturnType<typeof failure> | null = null) {
  const home = await emptyFolder()
  const env = { XDG_CONFIG_HOME: join(home, 'config'), DESCRY_MODELS: join(home, 'models') }
  const places = placesOf(env.DESCRY_MODELS, 'mine')
  await mkdir(places.model, { recursive: true })
  await writeRecord(places.record, {
    ...{ version: 1, id: 'mine', name: 'Mine', origin: 'imported', revision: null, licence: null },
    ...{ files: [{ path: 'descry.json', size: 0, sha256: '0'.repeat(64) }], installedAt: 1, consentAt: null, damaged: [] },
  })
  const started: NarratorOptions[] = []
  const narrator = fakeNarrator()
  const status = await narrator.status()
  const models = await ownModels(env, 'linux', {
    async narrator(options) {
      started.push(options)
      return { ...narrator, status: async () => ({ ...status, vision: { ...status.vision, failure: fails } }) }
    },
  })
  const stored = async (): Promise<unknown> => JSON.parse(await readFile(join(env.XDG_CONFIG_HOME, 'Descry', 'settings.json'), 'utf8'))
  return { models, started, stored, narrator, folder: places.model }
}

describe('without the app', () => {
  test('a model is loaded for a proof, and only then the chosen one', async () => {
    const { models, started, stored, narrator, folder } = await aUser()
    // Its only file is its record, of another size: the list looks at sizes, so this one is damaged.
    expect(await models.use('mine')).toMatchObject({ ok: false, code: 'model-damaged' })
    expect(await models.use('descry-nano')).toEqual({ ok: true })
    expect(started).toHaveLength(1)
    expect(started[0]?.modelFolder).not.toBe(folder)
    expect(narrator.log).toEqual(['close'])
    expect(await stored()).toMatchObject({ model: 'descry-nano' })
  })

  test('one that does not load is refused, and the settings stay', async () => {
    const { models, stored } = await aUser(failure('model-unsupported'))
    expect(await models.use('descry-nano')).toMatchObject({ code: 'model-unsupported' })
    await expect(stored()).rejects.toThrow()
  })

  test('one that nobody knows is refused without the engine', async () => {
    const { models, started } = await aUser()
    expect(await models.use('unheard-of')).toMatchObject({ code: 'model-unknown' })
    expect(started).toEqual([])
  })

  test('the one in use is the one in the box where the chosen one is missing', async () => {
    const { models } = await aUser()
    expect((await models.list()).inUse).toBe('descry-nano')
    expect(await models.remove('descry-nano')).toMatchObject({ code: 'model-in-the-box' })
  })
})
