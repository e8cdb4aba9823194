import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { identifyModel } from '../../../src/main/models/device-model'

let folder: string
const write = (name: string, text: string): void => writeFileSync(join(folder, name), text)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'descry-model-'))
  mkdirSync(join(folder, 'onnx'))
  write('config.json', '{}')
  write('onnx/decoder.onnx', '12345')
  write('onnx/decoder.onnx_data', '1234567')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const id = async (): Promise<string> => (await identifyModel(folder)).id

test('a model is as large as its graphs with their weights', async () => {
  expect((await identifyModel(folder)).size).toBe(12)
})

test('a model that was not touched is the same', async () => {
  expect(await id()).toBe(await id())
})

test.each([
  ['a file grew', () => write('onnx/decoder.onnx', '123456')],
  ['a file was added', () => write('onnx/vision.onnx', '1')],
  ['a file was written again', () => utimesSync(join(folder, 'config.json'), 1, 1)],
])('a model is another one where %s', async (_what, change) => {
  const before = await id()
  change()
  expect(await id()).not.toBe(before)
})

test("a model with a list of its files' hashes is known by that list, wherever and whenever it was written", async () => {
  write('descry.json', '{"files": ["a hash"]}')
  const before = await id()
  utimesSync(join(folder, 'onnx/decoder.onnx'), 1, 1)
  expect(await id()).toBe(before)
  write('descry.json', '{"files": ["another hash"]}')
  expect(await id()).not.toBe(before)
})

test('a folder that is not there is a model without graphs', async () => {
  expect((await identifyModel(join(folder, 'gone'))).size).toBe(0)
})
