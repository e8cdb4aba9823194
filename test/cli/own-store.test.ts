import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownStore } from '../../src/cli/own-store'
import { CATALOGUE } from '../../src/main/models/catalogue'
import { emptyFolder } from './support/fake-io'

const ids = async (env: Record<string, string>) => (await ownStore(env, 'linux').list()).map(({ id }) => id)
const LOCAL = 'http://127.0.0.1:9'

async function aCatalogue(): Promise<{ DESCRY_CATALOGUE: string; DESCRY_MODELS: string }> {
  const folder = await emptyFolder()
  const file = join(folder, 'catalogue.json')
  await writeFile(file, JSON.stringify({ ...CATALOGUE, models: CATALOGUE.models.slice(0, 1).map((entry) => ({ ...entry, id: 'other' })) }))
  return { DESCRY_CATALOGUE: file, DESCRY_MODELS: join(folder, 'models') }
}

test('the models are those of the catalogue and the box', async () => {
  const { DESCRY_MODELS } = await aCatalogue()
  const known = await ids({ DESCRY_MODELS })
  expect(known[0]).toBe('descry-nano')
  expect(known.length).toBeGreaterThan(1)
})

test('another catalogue is read only together with a publisher on this machine', async () => {
  const env = await aCatalogue()
  expect(await ids(env)).not.toContain('other')
  expect(await ids({ ...env, DESCRY_MODEL_HOST: LOCAL })).toEqual(['descry-nano', 'other'])
})

test.each(['https://example.org', 'http://192.168.1.1', 'http://127.0.0.1.example.org', 'http://user@127.0.0.1:1', 'file:///tmp'])(
  'a publisher that is %s is none, and nothing is asked for anywhere',
  async (host) => {
    const env = { ...(await aCatalogue()), DESCRY_MODEL_HOST: host }
    expect(await ownStore(env, 'linux').download('other', { consent: true })).toMatchObject({ ok: false, code: 'download-host-refused' })
  },
)
