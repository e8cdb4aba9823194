import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { aStore, MODEL_FILES } from '../../support/models/a-store'
import { makeZip, zipOf, type ZipEntry } from '../../support/models/make-zip'
import { temporaryFolder } from '../../support/temporary-folder'

const GOOD = zipOf(MODEL_FILES)
const LINK = 0o120777
const WORDS = Buffer.from('words')

/** Adds an archive in a folder of its own; what is said, and everything that lies around afterwards. */
async function add(archive: Buffer, name = 'given.zip') {
  const outside = temporaryFolder()
  const path = join(outside, name)
  await writeFile(path, archive)
  await mkdir(join(outside, 'data'))
  const store = await aStore({ folder: join(outside, 'data', 'models') })
  const done = await store.importFrom(path)
  const left = (await readdir(outside, { recursive: true })).filter((entry) => entry !== name)
  return { done, store, left, models: join(outside, 'data', 'models') }
}

const names = (archive: readonly ZipEntry[], code: string) => ({ archive, code })
const alone = (name: string, rest: Partial<ZipEntry> = {}): ZipEntry[] => [...GOOD, { name, content: WORDS, ...rest }]

/** Every way out of the folder that is known; all are refused as a whole. */
const UNSAFE: Readonly<Record<string, readonly ZipEntry[]>> = {
  'a way up': alone('../evil.json'),
  'a way up in the middle': alone('onnx/../../evil.json'),
  'a way up at the end': alone('onnx/..'),
  'a root': alone('/etc/evil.json'),
  'two slashes at the start': alone('//server/share/evil.json'),
  'a drive letter': alone('C:/evil.json'),
  'a drive letter without a slash': alone('C:evil.json'),
  'a backslash': alone('onnx\\evil.onnx'),
  'a way up with backslashes': alone('..\\..\\evil.json'),
  'a share': alone('\\\\server\\share\\evil.json'),
  'a dot': alone('./evil.json'),
  'an empty name between slashes': alone('onnx//evil.onnx'),
  'an empty name': alone(''),
  'a zero byte': alone('config.json\0.exe'),
  'a line end': alone('evil\n.json'),
  'an alternate stream': alone('config.json:evil'),
  'a device': alone('nul.json'),
  'a device in capitals in a folder': alone('onnx/COM1.onnx'),
  'a dot at the end, which Windows drops': alone('config.json.'),
  'a space at the end, which Windows drops': alone('config.json '),
  'a letter that only looks like one of ours': alone('сonfig.json'),
  'a hidden file': alone('.bashrc'),
  'a symbolic link': alone('link.json', { mode: LINK }),
  'a symbolic link in the place of a folder': [{ name: 'onnx', content: Buffer.from('/tmp'), mode: LINK }, ...GOOD],
  'a device node': alone('device.json', { mode: 0o020666 }),
  'a name that is there twice': alone('config.json'),
  'a name that differs in its capitals only': alone('Config.JSON'),
}

describe('an archive', () => {
  test('of a model is added: unpacked, checked and listed under its name', async () => {
    const { done, store, models } = await add(makeZip(GOOD), 'My Model (1).zip')
    expect(done).toEqual({ ok: true, id: 'my-model-1', folder: join(models, 'my-model-1') })
    for (const [path, bytes] of Object.entries(MODEL_FILES)) {
      expect((await readFile(join(models, 'my-model-1', path))).equals(bytes), path).toBe(true)
    }
    expect((await store.list()).find(({ id }) => id === 'my-model-1')).toMatchObject({
      name: 'My Model (1)',
      state: 'installed',
      origin: 'imported',
    })
    expect(await store.verify('my-model-1')).toEqual({ ok: true, files: 4 })
  })

  test('may keep everything in one folder, with what macOS leaves beside it, packed or not', async () => {
    const clutter = ['__MACOSX/model/._config.json', 'model/.DS_Store'].map((name) => ({ name, content: WORDS }))
    const folders = [{ name: 'model/' }, { name: 'model/onnx/', mode: 0o040755 }]
    const { done, models } = await add(makeZip([...folders, ...zipOf(MODEL_FILES, 'model/', false), ...clutter]))
    expect(done.ok).toBe(true)
    expect((await readdir(join(models, 'given'))).sort()).toEqual(['config.json', 'descry.json', 'onnx', 'tokenizer.json'])
  })

  test.each(Object.entries(UNSAFE))('with %s is refused, and nothing is written', async (_what, archive) => {
    const { done, left } = await add(makeZip(archive))
    expect(done).toMatchObject({ ok: false, code: 'archive-unsafe' })
    expect(left.filter((entry) => !entry.startsWith('data'))).toEqual([])
    expect(left.filter((entry) => entry.includes('.json') || entry.includes('onnx'))).toEqual([])
  })

  const REFUSED: Readonly<Record<string, { archive: readonly ZipEntry[]; code: string }>> = {
    'a program in it': names(alone('run.exe'), 'archive-foreign'),
    'a script beside the graphs': names(alone('onnx/setup.sh'), 'archive-foreign'),
    'a folder that no model has': names(alone('bin/config.json'), 'archive-foreign'),
    'a password': names(alone('secret.json', { encrypted: true, deflate: true }), 'archive-unsupported'),
    'a method of packing that nobody uses': names(alone('odd.json', { method: 93 }), 'archive-unsupported'),
    'no settings': names(GOOD.filter(({ name }) => name !== 'config.json'), 'import-not-a-model'),
    'no graph': names(GOOD.filter(({ name }) => !String(name).endsWith('.onnx')), 'import-not-a-model'),
    'nothing in it': names([], 'import-not-a-model'),
    'more entries than a model has': names(
      Array.from({ length: 1001 }, (_, i) => ({ name: `${i}.json`, content: WORDS })),
      'archive-too-large',
    ),
    'bytes that are not those that were packed': names(
      GOOD.map((entry) => (entry.name === 'tokenizer.json' ? { ...entry, declaredCrc: 1 } : entry)),
      'archive-damaged',
    ),
    'a file that is larger than announced': names(alone('big.json', { content: Buffer.alloc(5000), deflate: true, declaredSize: 50 }), 'archive-damaged'),
    'a file that is smaller than announced': names(alone('small.json', { deflate: true, declaredSize: 50 }), 'archive-damaged'),
    'a family that the engine does not know': names(
      GOOD.map((entry) => (entry.name === 'config.json' ? { ...entry, content: Buffer.from('{"model_type":"llava"}') } : entry)),
      'model-unsupported',
    ),
    'settings that are not JSON': names(
      GOOD.map((entry) => (entry.name === 'config.json' ? { ...entry, content: Buffer.from('{') } : entry)),
      'import-not-a-model',
    ),
  }

  test.each(Object.entries(REFUSED))('with %s is refused, and nothing stays of it', async (_what, { archive, code }) => {
    const { done, left } = await add(makeZip(archive))
    expect(done).toMatchObject({ ok: false, code })
    expect(left.filter((entry) => entry.endsWith('.json') || entry.endsWith('.onnx'))).toEqual([])
  })

  test('that is a bomb (a gigabyte of zeros in a megabyte) is refused by its list', async () => {
    const content = Buffer.alloc(64 * 1024 * 1024)
    const { done } = await add(makeZip([...GOOD, ...[1, 2, 3].map((i) => ({ name: `${i}.json`, content, deflate: true }))]))
    expect(done).toMatchObject({ ok: false, code: 'archive-too-large' })
  })

  test('whose list says less than its bytes are (a bomb that hides) is stopped at what was announced', async () => {
    const content = Buffer.alloc(8 * 1024 * 1024)
    const { done, left } = await add(makeZip(alone('hidden.json', { content, deflate: true, declaredSize: 1000 })))
    expect(done).toMatchObject({ ok: false, code: 'archive-damaged' })
    expect(left.filter((entry) => entry.endsWith('.json'))).toEqual([])
  })

  test('whose entries share their bytes is refused', async () => {
    const archive = makeZip(GOOD)
    const twice = makeZip(zipOf({ 'a.json': Buffer.alloc(100), 'b.json': Buffer.alloc(100) }, '', false))
    // The second entry's bytes are declared to be far more than the archive holds.
    const list = twice.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
    twice.writeUInt32LE(1_000_000, list + 20)
    twice.writeUInt32LE(1_000_000, list + 24)
    expect((await add(twice)).done).toMatchObject({ ok: false, code: 'archive-too-large' })
    expect((await add(archive)).done.ok).toBe(true)
  })

  test.each([
    ['cut off', makeZip(GOOD).subarray(0, 1000), 'archive-damaged'],
    ['empty', Buffer.alloc(0), 'archive-unsupported'],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), 'archive-unsupported'],
    ['packed in another way', Buffer.from('7z\xbc\xaf\x27\x1c', 'latin1'), 'archive-unsupported'],
  ])('that is %s is refused', async (_what, bytes, code) => {
    expect((await add(bytes)).done).toMatchObject({ ok: false, code })
  })

  test('whose list is damaged is refused', async () => {
    const archive = makeZip(GOOD)
    archive.writeUInt32LE(0, archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])))
    expect((await add(archive)).done).toMatchObject({ ok: false, code: 'archive-damaged' })
  })

  test('is not added twice, and never in the name of a model of ours', async () => {
    const { store, models } = await add(makeZip(GOOD), 'tiny.zip')
    expect(existsSync(join(models, 'tiny-copy', 'descry.json'))).toBe(true)
    expect((await store.list()).map(({ id, state }) => `${id} ${state}`)).toContain('tiny available')
    const path = join(models, '..', '..', 'tiny.zip')
    expect(await store.importFrom(path)).toEqual({ ok: false, code: 'model-exists', detail: 'tiny-copy' })
  })

  test('that is not there is told from one that is', async () => {
    const store = await aStore()
    expect(await store.importFrom('/nowhere/model.zip')).toMatchObject({ ok: false, code: 'import-not-found' })
  })

  test('can be stopped, and nothing stays of it', async () => {
    const outside = temporaryFolder()
    await writeFile(join(outside, 'given.zip'), makeZip(GOOD))
    const store = await aStore({ folder: join(outside, 'models') })
    const stop = new AbortController()
    const onProgress = () => stop.abort()
    expect(await store.importFrom(join(outside, 'given.zip'), { signal: stop.signal, onProgress })).toEqual({
      ok: false,
      code: 'cancelled',
    })
    expect(existsSync(join(outside, 'models', '.partial', 'given'))).toBe(false)
  })
})
