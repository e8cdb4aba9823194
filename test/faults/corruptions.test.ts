import { readFileSync } from 'node:fs'
import { readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openModel } from '../../src/main/engine/formats/open-model'
import { createLastAnswer } from '../../src/main/history/last-answer'
import { openSettings } from '../../src/main/settings/settings-store'
import { DEFAULT_SETTINGS } from '../../src/shared/settings'
import { ANSWER } from '../cli/support/fake-io'
import { aCatalogue, aStore, emptyFolder, ENTRY, noise } from '../support/models/a-store'
import { startPublisher, type PublisherServer } from '../support/models/publisher-server'

/**
 * The five corruptions: three of a model, which the engine must refuse and the store must find, name and
 * mend; of the settings, whose other damage is in test/main/settings; and of what is kept of the answers. The
 * history itself is in memory only (src/main/history), so that no line of it can be cut; what is on a file
 * system, though one in memory, is the last answer, for the next command.
 */

const FIXTURES = join(import.meta.dirname, '..', 'fixtures', 'tiny-models')
const SETTINGS_FILES = [
  ...['config.json', 'generation_config.json', 'preprocessor_config.json', 'processor_config.json'],
  ...['tokenizer.json', 'tokenizer_config.json'],
]

/** The tiny SmolVLM, its embeddings with their weights in a file of their own. */
const FILES: Readonly<Record<string, Buffer>> = Object.fromEntries(
  [
    ...[...SETTINGS_FILES, 'onnx/vision_encoder.onnx', 'onnx/decoder_model_merged.onnx'].map((path) => [path, 'tiny-smolvlm', path] as const),
    ...['embed_tokens.onnx', 'embed_tokens.onnx_data'].map((name) => [`onnx/${name}`, 'external-data', name] as const),
  ].map(([path, folder, file]) => [path, readFileSync(join(FIXTURES, folder, file))] as const),
)
const WEIGHTS = 'onnx/embed_tokens.onnx_data'
const catalogue = aCatalogue({ ...ENTRY, wanted: Object.keys(FILES) })

let publisher: PublisherServer
beforeAll(async () => {
  publisher = await startPublisher(FILES)
})
afterAll(() => publisher.close())

/** How the engine takes the model: nothing, or the failure. */
async function opened(folder: string): Promise<{ code: string; detail: string | undefined } | null> {
  const model = await openModel(folder, { threads: 1, device: 'cpu' })
  if (!model.ok) return { code: model.code, detail: model.detail }
  await model.model.close()
  return null
}

const half = async (path: string): Promise<void> => truncate(path, Math.floor((await stat(path)).size / 2))

const CORRUPTIONS = [
  { what: 'a truncated graph', path: 'onnx/decoder_model_merged.onnx', corrupt: half, code: 'model-damaged', names: /decoder_model_merged/ },
  { what: 'external data that is cut off', path: WEIGHTS, corrupt: half, code: 'model-damaged', names: /embed_tokens/ },
  { what: 'external data that is gone', path: WEIGHTS, corrupt: rm, code: 'model-file-missing', names: /embed_tokens/ },
  { what: 'a missing tokenizer', path: 'tokenizer.json', corrupt: rm, code: 'model-file-missing', names: /^tokenizer\.json/ },
] as const

describe('a model with', () => {
  const folders: string[] = []
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
  })

  async function installed() {
    const store = await aStore({ host: publisher.host, catalogue })
    folders.push(store.folder)
    expect(await store.download(ENTRY.id)).toMatchObject({ ok: true })
    return store
  }

  test('nothing wrong is opened by the engine, weights in a file of their own and all', async () => {
    const store = await installed()
    expect(await opened(store.folderOf(ENTRY.id)!)).toBeNull()
  })

  test.each(CORRUPTIONS)('$what is refused by the engine, found by its hash, and mended', async ({ path, corrupt, code, names }) => {
    const store = await installed()
    const folder = store.folderOf(ENTRY.id)!
    await corrupt(join(folder, path))
    expect(await opened(folder)).toEqual({ code, detail: expect.stringMatching(names) as string })
    expect(await store.verify(ENTRY.id)).toEqual({ ok: false, code: 'model-damaged', detail: path })
    const before = publisher.asked.length
    expect(await store.repair(ENTRY.id)).toMatchObject({ ok: true })
    expect(publisher.asked.slice(before).map((asked) => asked.path)).toEqual([path])
    expect(await opened(folder)).toBeNull()
  })

  test('external data of the right size and the wrong bytes, which no engine can see, is found by its hash', async () => {
    const store = await installed()
    const folder = store.folderOf(ENTRY.id)!
    await writeFile(join(folder, WEIGHTS), noise(FILES[WEIGHTS]!.length, 5))
    expect(await store.verify(ENTRY.id)).toEqual({ ok: false, code: 'model-damaged', detail: WEIGHTS })
    expect(await store.repair(ENTRY.id)).toMatchObject({ ok: true })
    expect((await readFile(join(folder, WEIGHTS))).equals(FILES[WEIGHTS]!)).toBe(true)
  })
})

test('settings that cannot be read are kept aside, and Descry starts with its own', async () => {
  const folder = await emptyFolder()
  const cut = JSON.stringify(DEFAULT_SETTINGS).slice(0, 60)
  await writeFile(join(folder, 'settings.json'), cut)
  const store = await openSettings(folder)
  expect(store.current()).toEqual(DEFAULT_SETTINGS)
  const aside = (await readdir(folder)).find((name) => name !== 'settings.json')
  expect(await readFile(join(folder, aside!), 'utf8')).toBe(cut)
})

test.skipIf(process.platform !== 'linux')(
  `the last answer, cut in the middle of a line, is no answer, and the next one is kept again${process.platform === 'linux' ? '' : ' (only Linux keeps one)'}`,
  async () => {
    const folder = await emptyFolder()
    const place = { env: { XDG_RUNTIME_DIR: folder }, uid: process.getuid?.() ?? -1 }
    const last = createLastAnswer(place, async () => true)
    expect(await last.keep(ANSWER, 5)).toEqual({ ok: true })
    const file = join(folder, 'descry', 'last-answer.json')
    await half(file)
    expect(await last.recall()).toMatchObject({ ok: false, code: 'no-last-answer' })
    expect(await last.keep(ANSWER, 6)).toEqual({ ok: true })
    expect(await last.recall()).toMatchObject({ ok: true, kept: { answer: ANSWER } })
  },
)
