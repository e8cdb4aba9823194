import { expect, test } from 'vitest'
import { failureSentence } from '../../../src/main/app/answering'
import { engineState } from '../../../src/main/app/engine-report'
import type { NarratorStatus } from '../../../src/main/narrate/narrator'
import type { EngineInfo } from '../../../src/shared/engine-protocol'
import { failure } from '../../../src/shared/codes'
import { createMessages } from '../../../src/shared/messages'

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
