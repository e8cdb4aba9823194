import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readModelFolder } from '../../../../src/main/engine/formats/model-folder'

const SOURCE = 'test/fixtures/tiny-models/tiny-smolvlm'
let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'descry-folder-'))
  await cp(SOURCE, folder, { recursive: true, filter: (path) => !path.endsWith('.onnx') })
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function template(): Promise<unknown> {
  const read = await readModelFolder(folder)
  return read.ok ? read.model.tokenizerConfig['chat_template'] : read
}

test.each([
  { file: 'chat_template.jinja', text: 'of its own' },
  { file: 'chat_template.json', text: JSON.stringify({ chat_template: 'of its own' }) },
])("a template in $file stands before the tokenizer's", async ({ file, text }) => {
  const { chat_template: before } = JSON.parse(await readFile(join(folder, 'tokenizer_config.json'), 'utf8')) as Record<string, unknown>
  expect(await template()).toBe(before)
  await writeFile(join(folder, file), text)
  expect(await template()).toBe('of its own')
})

test('a template file that is no JSON is named', async () => {
  await writeFile(join(folder, 'chat_template.json'), 'no')
  expect(await template()).toMatchObject({ code: 'model-damaged', detail: 'chat_template.json is not a JSON object' })
})
