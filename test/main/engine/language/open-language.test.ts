import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLanguage } from '../../../../src/main/engine/language/open-language'
import { copyPath, verdictOn } from '../../../../src/main/engine/runtime/changed-copy'
import { languagePatch, LEVERS } from '../../../../src/main/engine/runtime/levers'
import { openGraph, type Graph } from '../../../../src/main/engine/runtime/session'

const MODEL = 'test/fixtures/tiny-models/tiny-idefics3/onnx'
/** Least float, which hides a later position from an earlier one. */
const HIDDEN = Buffer.from([0xff, 0xff, 0x7f, 0xff])

let room = ''
let file = ''
let cacheFolder = ''
const opened: Graph[] = []

beforeEach(async () => {
  room = await mkdtemp(join(tmpdir(), 'descry-language-'))
  file = join(room, 'decoder_model_merged.onnx')
  cacheFolder = join(room, 'cache')
  await copyFile(join(MODEL, 'decoder_model_merged.onnx'), file)
})
afterEach(async () => {
  for (const graph of opened.splice(0)) await graph.session.release()
  await rm(room, { recursive: true, force: true })
})

async function graphOf(result: ReturnType<typeof openGraph>): Promise<Graph> {
  const got = await result
  if (!got.ok) throw new Error(got.detail)
  opened.push(got.graph)
  return got.graph
}

/** Name of the dimension of a cache by which it is told how the graph keeps it. */
async function rowsOf(folder?: string): Promise<unknown> {
  const embed = await graphOf(openGraph(join(MODEL, 'embed_tokens.onnx'), { threads: 1 }))
  const graph = await graphOf(openLanguage(file, embed, { threads: 1, device: 'cpu', cacheFolder: folder }))
  return graph.outputs.get('present.0.key')?.shape[2]
}

const copies = async (): Promise<string[]> =>
  (await readdir(cacheFolder, { recursive: true })).filter((name) => name.endsWith('.onnx'))
const verdict = async () => verdictOn(await copyPath(file, languagePatch(LEVERS, 'layers').name, cacheFolder))

test('fused layers that say the same are used, and found fit once', async () => {
  expect(await rowsOf(cacheFolder)).toBe('descry_shared_rows')
  expect(await verdict()).toBe('fit')
  expect(await copies()).toHaveLength(1)
  expect(await rowsOf(cacheFolder)).toBe('descry_shared_rows')
  expect(await copies()).toHaveLength(1)
})

test('layers that look alike and mean something else run as they are, also at the next start', async () => {
  // Attention that sees later positions: the shape of the graph is the same, what it says is not.
  const bytes = await readFile(file)
  const at = bytes.indexOf(HIDDEN)
  expect(at).toBeGreaterThan(0)
  bytes.fill(0, at, at + HIDDEN.length)
  await writeFile(file, bytes)
  expect(await rowsOf()).toBe('descry_new_rows')
  expect(await rowsOf(cacheFolder)).toBe('descry_new_rows')
  expect(await verdict()).toBe('unfit')
  expect(await rowsOf(cacheFolder)).toBe('descry_new_rows')
})

test('a copy that ended the process while it was looked at is not used again', async () => {
  expect(await rowsOf(cacheFolder)).toBe('descry_shared_rows')
  const copy = await copyPath(file, languagePatch(LEVERS, 'layers').name, cacheFolder)
  // As it stands from before the look until its end.
  await writeFile(`${copy}.verdict`, 'unfit')
  expect(await rowsOf(cacheFolder)).toBe('descry_new_rows')
})
