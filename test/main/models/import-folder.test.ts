import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { idFromName, importModel } from '../../../src/main/models/import-model'
import { placesOf } from '../../../src/main/models/places'
import { trackProgress } from '../../../src/main/models/progress'
import { aStore, handClock, MODEL_FILES } from '../../support/models/a-store'
import { temporaryFolder } from '../../support/temporary-folder'

async function aFolder(files: Readonly<Record<string, Buffer>> = MODEL_FILES, name = 'My-Model'): Promise<string> {
  const folder = join(temporaryFolder(), name)
  for (const [path, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), bytes)
  }
  return folder
}

describe('a folder of the user’s', () => {
  test('is copied, so that the model stays when the folder goes', async () => {
    const folder = await aFolder()
    const store = await aStore()
    const seen: string[] = []
    const done = await store.importFrom(folder, { onProgress: ({ phase }) => seen.push(phase) })
    expect(done).toEqual({ ok: true, id: 'my-model', folder: join(store.folder, 'my-model') })
    await rm(folder, { recursive: true })
    expect(await store.verify('my-model')).toEqual({ ok: true, files: 4 })
    expect(store.folderOf('my-model')).toBe(join(store.folder, 'my-model'))
    expect(new Set(seen)).toEqual(new Set(['installing']))
  })

  test('gives what belongs to a model and nothing else that lies in it', async () => {
    const folder = await aFolder({
      ...MODEL_FILES,
      'model.safetensors': Buffer.from('large'),
      'run.sh': Buffer.from('#!/bin/sh'),
      '.git/config': Buffer.from('[core]'),
      'README.md': Buffer.from('# A model'),
    })
    await mkdir(join(folder, 'folder.json'))
    const store = await aStore()
    expect(await store.importFrom(folder)).toMatchObject({ ok: true })
    expect((await readdir(join(store.folder, 'my-model'))).sort()).toEqual([
      'README.md',
      'config.json',
      'descry.json',
      'onnx',
      'tokenizer.json',
    ])
  })

  test('may consist of links, as the caches of other programs do', async () => {
    const real = await aFolder()
    const links = await aFolder({}, 'linked')
    await mkdir(join(links, 'onnx'), { recursive: true })
    for (const path of Object.keys(MODEL_FILES)) await symlink(join(real, path), join(links, path))
    const store = await aStore()
    expect(await store.importFrom(links)).toMatchObject({ ok: true, id: 'linked' })
    await rm(real, { recursive: true })
    expect(await store.verify('linked')).toMatchObject({ ok: true })
  })

  test('whose record pretends to be ours is hashed by us all the same', async () => {
    const folder = await aFolder({ ...MODEL_FILES, 'descry.json': Buffer.from('{"id":"boxed"}') })
    const store = await aStore()
    expect(await store.importFrom(folder)).toMatchObject({ ok: true })
    expect((await store.list()).find(({ id }) => id === 'my-model')).toMatchObject({ origin: 'imported' })
    expect(await store.verify('my-model')).toMatchObject({ ok: true })
  })

  test.each([
    ['without a graph', { 'config.json': MODEL_FILES['config.json']!, 'tokenizer.json': MODEL_FILES['tokenizer.json']! }, 'import-not-a-model'],
    ['of a family that the engine does not know', { ...MODEL_FILES, 'config.json': Buffer.from('{"model_type":"llava"}') }, 'model-unsupported'],
    ['whose settings are of no model', { ...MODEL_FILES, 'config.json': Buffer.from('[]') }, 'import-not-a-model'],
  ])('%s is refused, and nothing is left of it', async (_what, files, code) => {
    const store = await aStore()
    expect(await store.importFrom(await aFolder(files))).toMatchObject({ ok: false, code })
    expect(existsSync(join(store.folder, 'my-model'))).toBe(false)
    expect(existsSync(join(store.folder, '.partial', 'my-model'))).toBe(false)
  })

  test('is refused where the disk has too little room for it', async () => {
    const store = await aStore({ reserve: Number.MAX_SAFE_INTEGER / 2 })
    expect(await store.importFrom(await aFolder())).toMatchObject({ ok: false, code: 'disk-full' })
  })

  test.each([
    ['Größe & Co', 'gr-e-co'],
    ['..', 'model'],
    ['A'.repeat(90), 'a'.repeat(64)],
    ['smolvlm.zip.zip', 'smolvlm.zip'],
  ])('called %s gets an id that is a safe name', async (name, id) => {
    const store = await aStore()
    expect(idFromName(name)).toBe(id)
    expect(store.folderOf(id)).toBeNull()
  })
})

describe('a file that changes while it is copied', () => {
  test.each([
    ['shrinks', 99],
    ['grows', 101],
  ])('and %s is not taken for the one that was looked at', async (_what, length) => {
    const models = (await aStore()).folder
    const misread = (error: unknown): never => {
      throw error
    }
    const source = Object.entries(MODEL_FILES).map(([path, bytes]) => {
      const given = path === 'tokenizer.json' ? Buffer.alloc(length) : bytes
      const size = path === 'tokenizer.json' ? 100 : bytes.length
      return { path, size, crc: null, misread, open: async () => Readable.from([given]) }
    })
    const done = await importModel('moving', 'Moving', source, placesOf(models, 'moving'), {
      modelTypes: ['idefics3'],
      reserve: 0,
      clock: handClock(),
      signal: undefined,
      progress: trackProgress('moving', handClock(), undefined),
    })
    expect(done).toEqual({ ok: false, code: 'import-unreadable', detail: 'tokenizer.json' })
    expect(existsSync(placesOf(models, 'moving').partial)).toBe(false)
  })
})
