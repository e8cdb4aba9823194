import { join } from 'node:path'
import { expect, test } from 'vitest'
import { machineFacts } from '../../../src/main/app/machine-facts'
import { emptyFolder } from '../../cli/support/fake-io'

const ANSWER = {
  modelText: [{ part: 'caption', prompt: '', text: 'a dog runs' }],
  timings: { 'first-token': 2000, total: 2500 },
  tokens: 10,
} as const

test('what a model took is told in seconds and tokens a second', async () => {
  const folder = await emptyFolder()
  const facts = await machineFacts({ folder, modelInUse: 'smol', answer: { ...ANSWER, modelText: [...ANSWER.modelText] }, languages: ['de'] })
  expect(facts).toMatchObject({ firstTokenSeconds: 2, tokensPerSecond: 20, modelInUse: 'smol', languages: ['de'] })
  expect(facts.freeMemory).toBeGreaterThan(0)
  expect(facts.freeDisk).toBeGreaterThan(0)
})

test('before the first answer nothing is claimed, and a folder that is yet to be made lies where its parent does', async () => {
  const folder = await emptyFolder()
  const facts = await machineFacts({ folder: join(folder, 'not', 'there'), modelInUse: 'smol', answer: undefined, languages: [] })
  expect(facts).toMatchObject({ firstTokenSeconds: null, tokensPerSecond: null })
  expect(facts.freeDisk).toBeGreaterThan(0)
})
