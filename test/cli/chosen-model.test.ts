import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { chosenModel } from '../../src/cli/chosen-model'
import { runCommand } from '../../src/cli/run-command'
import { RESOURCES } from '../../src/main/resources'
import { DEFAULT_SETTINGS, type Settings } from '../../src/shared/settings'
import { emptyFolder, fakeWorld } from './support/fake-io'

/** A user's folders, with these settings and an installed model of this id. */
async function aUser(settings: Partial<Settings> | string | null, installed?: string) {
  const home = await emptyFolder()
  const env = { XDG_CONFIG_HOME: join(home, 'config'), DESCRY_MODELS: join(home, 'models') }
  await mkdir(join(env.XDG_CONFIG_HOME, 'Descry'), { recursive: true })
  if (settings !== null) {
    const text = typeof settings === 'string' ? settings : JSON.stringify({ ...DEFAULT_SETTINGS, ...settings })
    await writeFile(join(env.XDG_CONFIG_HOME, 'Descry', 'settings.json'), text)
  }
  if (installed !== undefined) {
    await mkdir(join(env.DESCRY_MODELS, installed), { recursive: true })
    await writeFile(join(env.DESCRY_MODELS, installed, 'descry.json'), '{}')
  }
  return { env, platform: 'linux', folder: join(env.DESCRY_MODELS, installed ?? '') } as const
}

describe('without --model', () => {
  test('the model and the device of the settings are used', async () => {
    const user = await aUser({ model: 'smol', device: 'webgpu' }, 'smol')
    expect(chosenModel(undefined, user)).toEqual({ modelFolder: user.folder, device: 'webgpu' })
  })

  test('a model that is not there is named', async () => {
    expect(chosenModel(undefined, await aUser({ model: 'smol' }))).toEqual({ missing: 'smol' })
  })

  test.each([null, '', 'no JSON', '[]', '{"model":"../../etc","device":"gpu"}', '{"model":7}'])('settings that are %j name nothing', async (text) => {
    expect(chosenModel(undefined, await aUser(text))).toEqual({})
  })
})

describe('--model', () => {
  test('is an id of an installed model or of one in the box', async () => {
    const user = await aUser(null, 'smol')
    expect(chosenModel('smol', user)).toEqual({ modelFolder: user.folder })
    expect(chosenModel('descry-nano', user)).toEqual({ modelFolder: join(RESOURCES, 'models', 'descry-nano') })
  })

  test('is a folder otherwise, also one that is called like a model and one that is not there', async () => {
    const user = await aUser({ model: 'smol' }, 'smol')
    for (const path of ['./smol', '/models/x', 'unheard-of', '..']) expect(chosenModel(path, user)).toEqual({ modelFolder: path })
  })
})

test('a command line without the app goes by the settings, and says where their model is missing', async () => {
  const user = await aUser({ model: 'smol' })
  const { io, started, stderr } = await fakeWorld({ env: user.env, stdin: new Uint8Array([1]) })
  expect(await runCommand(['describe', '-', '--quiet'], io)).toBe(0)
  expect(started).toEqual([{ textOnly: false }])
  expect(stderr()).toContain('The chosen model, smol, is not there.')
})
