import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { failureSentence } from '../../../src/main/app/answering'
import { engineState, modelViews } from '../../../src/main/app/engine-report'
import type { NarratorStatus } from '../../../src/main/narrate/narrator'
import type { EngineInfo } from '../../../src/shared/engine-protocol'
import { failure } from '../../../src/shared/codes'
import { createMessages } from '../../../src/shared/messages'
import { emptyFolder } from '../../cli/support/fake-io'

const messages = createMessages('en')
const info = (model: string, more: Partial<EngineInfo> = {}): EngineInfo => ({ model, provider: 'cpu', threads: 2, ...more })
const half = (has: EngineInfo | null, failed: NarratorStatus['vision']['failure'] = null) => ({ info: has, failure: failed, rss: 1, timings: {} })

function status(change: Partial<NarratorStatus> = {}): NarratorStatus {
  return {
    modelFolder: '/nowhere/descry-nano',
    recogniserFolder: '/nowhere/ocr',
    vision: half(info('descry-nano')),
    recogniser: half(info('PP-OCR')),
    ...change,
  }
}

test('an engine that is ready says with which models', () => {
  expect(engineState(status(), messages)).toEqual({
    state: 'ready',
    sentence: 'The model descry-nano is ready. Text is read by PP-OCR.',
  })
})

test('a model that cannot be loaded is a failed engine, with the reason', () => {
  const failed = failure('model-damaged')
  expect(engineState(status({ vision: half(null, failed) }), messages)).toEqual({
    state: 'failed',
    sentence: failureSentence(failed, messages).text,
  })
})

test('without a recogniser descriptions work, and it is said that text cannot be read and why', () => {
  const failed = failure('recogniser-not-installed')
  const { state, sentence } = engineState(status({ recogniser: half(null, failed) }), messages)
  expect(state).toBe('ready')
  expect(sentence).toContain('Text cannot be read.')
  expect(sentence).toContain(failureSentence(failed, messages).text)
})

test('the list of models has names, true sizes and licences', async () => {
  const folder = await emptyFolder()
  await mkdir(join(folder, 'inner'))
  await writeFile(join(folder, 'a.onnx'), new Uint8Array(700))
  await writeFile(join(folder, 'inner', 'b.json'), new Uint8Array(41))
  const [model, recogniser] = await modelViews(status({ modelFolder: folder }), messages)
  expect(model).toMatchObject({ id: 'vision-language', name: 'descry-nano', size: 741, state: 'in-use' })
  expect(recogniser).toMatchObject({ id: 'recogniser', name: 'PP-OCR', size: 0, state: 'in-use', licence: 'Apache-2.0' })
})

test('a model that is not there is missing, under a name that a person can use', async () => {
  const missing = half(null, failure('model-not-found'))
  const views = await modelViews(status({ vision: missing, recogniser: missing }), messages)
  expect(views.map(({ name, state, size }) => ({ name, state, size }))).toEqual([
    { name: 'descry-nano', state: 'missing', size: 0 },
    { name: 'Text recogniser', state: 'missing', size: 0 },
  ])
})

test('a recogniser that stands in says what it cannot read', async () => {
  const [, recogniser] = await modelViews(status({ recogniser: half(info('old', { cannotRead: 'ß' })) }), messages)
  expect(recogniser).toMatchObject({ state: 'stand-in' })
  expect(recogniser?.about).toContain('cannot read ß')
})
