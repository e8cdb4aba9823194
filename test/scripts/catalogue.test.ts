import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Catalogue, CatalogueEntry } from '../../src/shared/model-catalogue'
import { ENTRY, GRAPH, MODEL_FILES } from '../support/models/a-store'
import { COMMIT, startPublisher, type PublisherServer } from '../support/models/publisher-server'
import { temporaryFolder } from '../support/temporary-folder'

const SCRIPT = resolve(import.meta.dirname, '../../scripts/catalogue.mjs')
const run = promisify(execFile)

let publisher: PublisherServer
beforeEach(async () => {
  publisher = await startPublisher(MODEL_FILES)
})
afterEach(() => publisher.close())

async function aFile(entry: Partial<CatalogueEntry> = {}): Promise<string> {
  const file = join(temporaryFolder(), 'catalogue.json')
  const catalogue = { version: 1, publisher: publisher.host, hosts: [], box: [], models: [{ ...ENTRY, ...entry }] }
  await writeFile(file, JSON.stringify(catalogue))
  return file
}
const fill = (file: string, ...more: string[]) => run(process.execPath, [SCRIPT, '--file', file, ...more])
const modelIn = async (file: string) => (JSON.parse(await readFile(file, 'utf8')) as Catalogue).models[0]

describe('the maintainers’ script', () => {
  test('writes the commit, the sizes and the hashes of the publisher, small files’ too', async () => {
    const file = await aFile()
    await fill(file)
    const model = await modelIn(file)
    expect(model?.revision).toBe(COMMIT)
    expect(model?.downloadSize).toBe(490_037)
    expect(model?.known).toEqual(
      Object.entries(MODEL_FILES).map(([path, bytes]) => ({
        path,
        size: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      })),
    )
    await expect(fill(file, '--check')).resolves.toBeDefined()
  })

  test('says that the catalogue is behind, and leaves it alone where it is only to look', async () => {
    const file = await aFile()
    await expect(fill(file, '--check')).rejects.toMatchObject({ code: 1 })
    expect((await modelIn(file))?.revision).toBeNull()
  })

  test('refuses a file that is not what the catalogue says of the same commit', async () => {
    const file = await aFile({ revision: COMMIT, known: [{ path: GRAPH, size: null, sha256: 'a'.repeat(64) }] })
    await expect(fill(file)).rejects.toMatchObject({ stderr: expect.stringContaining('is not what the catalogue says') as string })
    expect((await modelIn(file))?.known).toHaveLength(1)
  })

  test('refuses a file that is missing, or is not the one that was listed', async () => {
    const file = await aFile({ wanted: ['config.json', 'gone.json'] })
    await expect(fill(file)).rejects.toMatchObject({ stderr: expect.stringContaining('gone.json') as string })
    publisher.misbehave((request, response) => request.url?.endsWith('/config.json') === true && (response.end('{}'), true))
    await expect(fill(await aFile())).rejects.toMatchObject({ stderr: expect.stringContaining('not what was listed') as string })
  })
})
