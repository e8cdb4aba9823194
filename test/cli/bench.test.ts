import { describe, expect, test } from 'vitest'
import { median, threeDigits, tokenRate } from '../../src/cli/bench-figures'
import { runCommand } from '../../src/cli/run-command'
import { failure } from '../../src/shared/codes'
import { fakeNarrator, fakeWorld } from './support/fake-io'

test.each([
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
  [[7], 7],
  [[], undefined],
])('the median of %j is %s', (values, middle) => {
  expect(median(values)).toBe(middle)
})

test('figures keep three digits', () => {
  expect([0.123456, 98.765, 1234.5].map(threeDigits)).toEqual([0.123, 98.8, 1230])
})

describe('tokens a second', () => {
  const answer = {
    modelText: [{ part: 'caption', prompt: '', text: 'a dog runs' }],
    timings: { 'first-token': 100, total: 150 },
    tokens: 3,
  }

  test('are the steps after the first token by the time they took', () => {
    // Two further tokens and the end are three steps in 50 ms.
    expect(tokenRate(answer)).toBe(60)
    const asked = { part: 'reply', prompt: 'Is this a photo or a screenshot?', text: 'A photo.' }
    expect(tokenRate({ ...answer, modelText: [asked, ...answer.modelText] })).toBe(60)
  })

  test('are not told where two prompts share the time, or the engine tells no times', () => {
    const [part] = answer.modelText
    expect(tokenRate({ ...answer, modelText: part ? [part, part] : [] })).toBeUndefined()
    expect(tokenRate({ ...answer, timings: {} })).toBeUndefined()
  })
})

describe('descry bench', () => {
  test('loads the model five times, and says what it measured, in words and as JSON', async () => {
    const world = await fakeWorld()
    expect(await runCommand(['bench'], world.io)).toBe(0)
    expect(world.engines()).toBe(5)
    expect(world.stdout()).toContain('descry-nano on cpu.\n')
    expect(world.stdout()).toMatch(/the first sentence, with the model loaded: [\d.e-]+ milliseconds\.\n/)
    const { io, stdout } = await fakeWorld()
    await runCommand(['bench', '--json'], io)
    const number = expect.any(Number) as number
    const numbers = { cold: number, warm: number, read: number }
    expect(JSON.parse(stdout())).toMatchObject({
      ok: true,
      runs: 5,
      model: 'descry-nano',
      rate: null,
      ...numbers,
    })
  })

  test('closes each engine and ends with the code of what failed', async () => {
    const narrator = fakeNarrator(failure('model-not-found'))
    const { io } = await fakeWorld({ narrator })
    expect(await runCommand(['bench'], io)).toBe(4)
    expect(narrator.log).toContain('close')
  })
})
