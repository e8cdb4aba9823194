import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { installedModelSchema, type DownloadProgress } from '../../../src/shared/model-catalogue'
import { aCatalogue, aStore, ENTRY, GRAPH, MODEL_FILES } from '../../support/models/a-store'
import { COMMIT, startPublisher, type PublisherServer } from '../../support/models/publisher-server'

let publisher: PublisherServer
beforeEach(async () => {
  publisher = await startPublisher(MODEL_FILES)
})
afterEach(() => publisher.close())

const installed = async (options: Parameters<typeof aStore>[0] = {}) => {
  const store = await aStore({ host: publisher.host, ...options })
  expect(await store.download(ENTRY.id)).toMatchObject({ ok: true })
  return store
}
const recordOf = async (folder: string) =>
  installedModelSchema.parse(JSON.parse(await readFile(join(folder, ENTRY.id, 'descry.json'), 'utf8')))
const entry = async (store: Awaited<ReturnType<typeof aStore>>) =>
  (await store.list()).find(({ id }) => id === ENTRY.id)

/** What lies around of models that are not complete, locks that are held included. */
const remains = async (folder: string): Promise<string[]> =>
  (await readdir(join(folder, '.partial'), { recursive: true })).filter((name) => name !== '.locks')

describe('a downloaded model', () => {
  test('lies in its folder with a record of its commit, its files and their hashes', async () => {
    const store = await installed()
    const record = await recordOf(store.folder)
    expect(record).toMatchObject({ id: 'tiny', origin: 'catalogue', revision: COMMIT, licence: 'MIT', consentAt: null })
    for (const { path, size, sha256 } of record.files) {
      expect(size).toBe(MODEL_FILES[path]!.length)
      expect(sha256).toBe(createHash('sha256').update(MODEL_FILES[path]!).digest('hex'))
    }
    expect(await entry(store)).toMatchObject({ state: 'installed', received: 490_037, size: 490_037 })
    expect(store.folderOf('tiny')).toBe(join(store.folder, 'tiny'))
  })

  test('is reported from list to install, and never says more than there is', async () => {
    const seen: DownloadProgress[] = []
    const store = await aStore({ host: publisher.host })
    await store.download(ENTRY.id, { onProgress: (progress) => seen.push(progress) })
    expect([...new Set(seen.map(({ phase }) => phase))]).toEqual(['listing', 'downloading', 'verifying', 'installing'])
    expect(seen.every(({ received, total }) => received <= total)).toBe(true)
    expect(seen.filter(({ phase }) => phase === 'downloading').at(-1)).toMatchObject({ received: 490_037, total: 490_037 })
  })

  test('is fetched without telling who fetches it', async () => {
    await installed()
    for (const { headers } of publisher.asked) {
      expect(Object.keys(headers).filter((name) => /cookie|authorization|referer|forwarded/.test(name))).toEqual([])
      expect(headers['user-agent']).toBe('Descry')
      expect(headers['accept-encoding']).toBe('identity')
    }
  })

  test('is not fetched again', async () => {
    const store = await installed()
    const before = publisher.asked.length
    expect(await store.download(ENTRY.id)).toEqual({ ok: false, code: 'model-exists' })
    expect(publisher.asked).toHaveLength(before)
  })

  test('is fetched at the catalogue’s commit, not at what the publisher calls the newest', async () => {
    publisher.misbehave((request, response) => {
      if (!request.url?.includes('/revision/')) return false
      response.end('{"sha":"0000000000000000000000000000000000000000"}')
      return true
    })
    const store = await installed({ catalogue: aCatalogue({ ...ENTRY, revision: COMMIT }) })
    expect((await recordOf(store.folder)).revision).toBe(COMMIT)
  })

  test('needs no list of the publisher where the catalogue knows all of it', async () => {
    const known = Object.entries(MODEL_FILES).map(([path, bytes]) => ({
      path,
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    }))
    publisher.misbehave((request, response) => request.url?.startsWith('/api') === true && (response.writeHead(500).end(), true))
    await installed({ catalogue: aCatalogue({ ...ENTRY, revision: COMMIT, known }) })
  })

  test('that the publisher has changed under our feet is refused before anything is fetched', async () => {
    const known = [{ path: GRAPH, size: null, sha256: 'a'.repeat(64) }]
    const store = await aStore({ host: publisher.host, catalogue: aCatalogue({ ...ENTRY, known }) })
    expect(await store.download(ENTRY.id)).toEqual({ ok: false, code: 'download-changed', detail: GRAPH })
    expect(publisher.asked).toEqual([])
  })

  test('whose list makes no sense is refused', async () => {
    const store = await aStore({ host: publisher.host })
    for (const answer of ['<html>', '{}', '[{"type":"file"}]', `[]${' '.repeat(5_000_000)}`]) {
      publisher.misbehave((request, response) => request.url?.includes('/tree/') === true && (response.end(answer), true))
      expect(await store.download(ENTRY.id)).toMatchObject({ ok: false, code: 'download-unclear' })
    }
  })

  test('whose list comes in pages is put together', async () => {
    publisher.misbehave((request, response) => {
      const url = new URL(request.url ?? '', publisher.host)
      if (!url.pathname.includes('/tree/')) return false
      const all = [...publisher.files].map(([path, bytes]) => ({
        type: 'file',
        path,
        size: bytes.length,
        lfs: { oid: createHash('sha256').update(bytes).digest('hex'), size: bytes.length },
      }))
      const page = Number(url.searchParams.get('page') ?? 0)
      response.setHeader('link', page === 3 ? '' : `<${url.pathname}?page=${page + 1}>; rel="next"`)
      response.end(JSON.stringify(all.slice(page, page + 1)))
      return true
    })
    await installed()
  })
})

describe('a licence of its own', () => {
  const catalogue = aCatalogue({ ...ENTRY, licence: { ...ENTRY.licence, name: 'Own 1.0', needsConsent: true } })

  test('is accepted before a byte is fetched, and when is kept', async () => {
    const store = await aStore({ host: publisher.host, catalogue })
    expect((await entry(store))?.needsConsent).toBe(true)
    expect(await store.download(ENTRY.id)).toEqual({ ok: false, code: 'consent-needed', detail: 'Own 1.0' })
    expect(await store.download(ENTRY.id, { consent: false })).toMatchObject({ code: 'consent-needed' })
    expect(publisher.asked).toEqual([])
    expect(await store.download(ENTRY.id, { consent: true })).toMatchObject({ ok: true })
    expect(await recordOf(store.folder)).toMatchObject({ licence: 'Own 1.0', consentAt: 1_700_000_000_000 })
  })

  test('is not asked for again when a download goes on', async () => {
    const store = await aStore({ host: publisher.host, catalogue })
    publisher.misbehave((request, response) => request.url?.endsWith(GRAPH) === true && (response.writeHead(403).end(), true))
    expect(await store.download(ENTRY.id, { consent: true })).toMatchObject({ code: 'download-denied' })
    publisher.misbehave(null)
    expect(await store.download(ENTRY.id)).toMatchObject({ ok: true })
    expect((await recordOf(store.folder)).consentAt).toBe(1_700_000_000_000)
  })

  test('is not on record where none was needed', async () => {
    const store = await aStore({ host: publisher.host })
    await store.download(ENTRY.id, { consent: true })
    expect((await recordOf(store.folder)).consentAt).toBeNull()
  })
})

describe('the store', () => {
  test('lists what came with Descry, what is there and what can be had, and hides what cannot be run', async () => {
    const foreign = { ...ENTRY, id: 'foreign', modelType: 'llava' }
    const other = { ...ENTRY, id: 'other' }
    const store = await installed({ catalogue: aCatalogue(ENTRY, foreign, other) })
    expect((await store.list()).map(({ id, state }) => [id, state])).toEqual([
      ['boxed', 'box'],
      ['tiny', 'installed'],
      ['other', 'available'],
    ])
    expect(await store.download('foreign')).toMatchObject({ ok: false, code: 'model-unsupported' })
  })

  test('leaves folders alone that are none of its models', async () => {
    const store = await installed()
    await mkdir(join(store.folder, 'holiday'))
    await writeFile(join(store.folder, 'notes.txt'), 'mine')
    expect((await store.list()).map(({ id }) => id)).toEqual(['boxed', 'tiny'])
    expect(store.folderOf('holiday')).toBeNull()
  })

  test.each(['../tiny', '', '.partial', 'Tiny', 'a/b', 'nobody'])('knows no model called “%s”', async (id) => {
    const store = await installed()
    expect(store.folderOf(id)).toBeNull()
    expect(await store.remove(id)).toMatchObject({ ok: false, code: 'model-unknown' })
    expect(await store.verify(id)).toMatchObject({ ok: false, code: 'model-unknown' })
    expect(await store.download(id)).toMatchObject({ ok: false, code: 'model-unknown' })
    expect(await readdir(store.folder)).toContain('tiny')
  })

  test('keeps its hands off what came with Descry', async () => {
    const store = await aStore({ host: publisher.host })
    for (const act of ['remove', 'verify', 'repair', 'download'] as const) {
      expect(await store[act]('boxed')).toMatchObject({ ok: false, code: 'model-in-the-box' })
    }
  })

  test('removes a model, or what is there of one, and can fetch it again', async () => {
    const store = await installed()
    expect(await store.remove('tiny')).toEqual({ ok: true })
    expect(existsSync(join(store.folder, 'tiny'))).toBe(false)
    expect(await remains(store.folder)).toEqual([])
    expect((await entry(store))?.state).toBe('available')
    publisher.misbehave((request, response) => request.url?.endsWith(GRAPH) === true && (response.writeHead(404).end(), true))
    await store.download('tiny')
    expect((await entry(store))?.state).toBe('partial')
    expect(await store.remove('tiny')).toEqual({ ok: true })
    expect((await entry(store))?.state).toBe('available')
    publisher.misbehave(null)
    expect(await store.download('tiny')).toMatchObject({ ok: true })
  })

  test('clears away what nobody can go on with, and nothing else', async () => {
    const store = await installed()
    const partial = join(store.folder, '.partial')
    await mkdir(join(partial, 'import', 'files'), { recursive: true })
    await writeFile(join(partial, 'import', 'files', 'config.json'), '{}')
    await mkdir(join(partial, 'tiny', 'removed'), { recursive: true })
    await mkdir(join(partial, 'odd'), { recursive: true })
    await writeFile(join(partial, 'odd', 'plan.json'), '{"version":')
    await mkdir(join(partial, 'old.lock'), { recursive: true })
    await store.recover()
    expect(await remains(store.folder)).toEqual([])
    expect(await store.verify('tiny')).toMatchObject({ ok: true })
  })

  test('does not take a full set of wrong sizes for a model', async () => {
    const store = await installed()
    const files = join(store.folder, '.partial', 'tiny', 'files')
    await mkdir(files, { recursive: true })
    await writeFile(join(files, 'descry.json'), await readFile(join(store.folder, 'tiny', 'descry.json')))
    await rm(join(store.folder, 'tiny'), { recursive: true })
    await store.recover()
    expect((await entry(store))?.state).toBe('available')
  })

  test('begins anew where the catalogue has moved on to another commit', async () => {
    const store = await aStore({ host: publisher.host })
    publisher.misbehave((request, response) => request.url?.endsWith(GRAPH) === true && (response.writeHead(404).end(), true))
    await store.download('tiny')
    publisher.misbehave(null)
    const other = 'd'.repeat(40)
    const later = await aStore({
      host: publisher.host,
      folder: store.folder,
      catalogue: aCatalogue({ ...ENTRY, revision: other }),
    })
    // This server has no such commit: what matters is that the old one is not gone on with.
    expect(await later.download('tiny')).toMatchObject({ ok: false, code: 'download-not-found' })
  })

  test.each(['https://publisher.example', 'http://192.168.1.2:8080', 'http://user@127.0.0.1', 'http://127.0.0.1.evil.example', 'file:///tmp', 'nonsense'])(
    'fetches nothing from %s, which is not this machine',
    async (host) => {
      const store = await aStore({ host })
      expect(await store.download('tiny')).toEqual({ ok: false, code: 'download-host-refused', detail: host })
    },
  )
})

describe('a damaged model', () => {
  const graphOf = (folder: string) => join(folder, ENTRY.id, ...GRAPH.split('/'))

  test('is found by its hashes, named by its file and kept in the list', async () => {
    const store = await installed()
    expect(await store.verify('tiny')).toEqual({ ok: true, files: 4 })
    const bytes = Buffer.from(MODEL_FILES[GRAPH]!)
    bytes[123] = bytes[123]! ^ 1
    await writeFile(graphOf(store.folder), bytes)
    expect(await store.verify('tiny')).toEqual({ ok: false, code: 'model-damaged', detail: GRAPH })
    const again = await aStore({ folder: store.folder })
    expect(await entry(again)).toMatchObject({ state: 'damaged', folder: null })
  })

  test('is seen in the list at once where a file is short or gone', async () => {
    const store = await installed()
    await truncate(graphOf(store.folder), 1000)
    expect((await entry(store))?.state).toBe('damaged')
    await rm(join(store.folder, 'tiny', 'tokenizer.json'))
    expect(await store.verify('tiny')).toEqual({ ok: false, code: 'model-damaged', detail: `tokenizer.json, ${GRAPH}` })
  })

  test('is repaired by fetching its wrong files and no others, of its own commit', async () => {
    const store = await installed()
    await writeFile(graphOf(store.folder), 'rubbish')
    await rm(join(store.folder, 'tiny', 'config.json'))
    await store.verify('tiny')
    const before = publisher.asked.length
    expect(await store.repair('tiny')).toEqual({ ok: true, folder: join(store.folder, 'tiny') })
    expect(publisher.asked.slice(before).map(({ path }) => path)).toEqual(['config.json', GRAPH])
    expect(await store.verify('tiny')).toEqual({ ok: true, files: 4 })
    expect(await entry(store)).toMatchObject({ state: 'installed' })
    expect(existsSync(join(store.folder, '.partial', 'tiny'))).toBe(false)
  })

  test('whose repair fails stays as it is, and the repair goes on later', async () => {
    const store = await installed()
    await writeFile(graphOf(store.folder), 'rubbish')
    publisher.misbehave((request, response) => request.url?.endsWith(GRAPH) === true && (response.writeHead(404).end(), true))
    expect(await store.repair('tiny')).toMatchObject({ ok: false, code: 'download-not-found' })
    await store.recover()
    expect((await entry(store))?.state).toBe('damaged')
    publisher.misbehave(null)
    expect(await store.repair('tiny')).toMatchObject({ ok: true })
  })

  test('is not mended with what an older repair has left', async () => {
    const store = await installed()
    await writeFile(graphOf(store.folder), 'rubbish')
    const left = join(store.folder, '.partial', 'tiny', 'files', ...GRAPH.split('/'))
    await mkdir(dirname(left), { recursive: true })
    await writeFile(left, Buffer.alloc(MODEL_FILES[GRAPH]!.length))
    expect(await store.repair('tiny')).toMatchObject({ ok: true })
    expect(await store.verify('tiny')).toEqual({ ok: true, files: 4 })
  })

  test('that was added by the user is not fetched from anybody', async () => {
    const store = await installed()
    const record = await recordOf(store.folder)
    await writeFile(join(store.folder, 'tiny', 'descry.json'), JSON.stringify({ ...record, origin: 'imported', revision: null }))
    expect(await store.repair('tiny')).toEqual({ ok: false, code: 'model-imported' })
  })
})
