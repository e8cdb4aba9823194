import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { median, medians, threeDigits, tokenRate } from '../../src/cli/bench-figures'
import { memoryBandwidth } from '../../src/cli/bandwidth'
import { bytesPerToken } from '../../src/cli/bench-question'
import { runCommand } from '../../src/cli/run-command'
import { failure } from '../../src/shared/codes'
import { emptyFolder, fakeNarrator, fakeWorld } from './support/fake-io'

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
    expect(world.stdout()).toContain('descry-nano on cpu, with 2 threads.\n')
    expect(world.stderr()).toContain('Round 5 of 5 is done.')
    expect(world.stdout()).toContain('The engine with this model holds 100 megabytes of memory.\n')
    expect(world.stdout()).toContain('Memory is read at 20 gigabytes a second.\n')
    expect(world.stdout()).toMatch(/the first sentence, with the model loaded: [\d.e-]+ milliseconds\.\n/)
    const { io, stdout } = await fakeWorld()
    await runCommand(['bench', '--json'], io)
    const number = expect.any(Number) as number
    const numbers = { load: number, cold: number, warm: number, read: number, firstToken: number, firstSentence: number, all: number, decode: number, followUp: number, bandwidth: 20e9 }
    expect(JSON.parse(stdout())).toMatchObject({
      ok: true,
      runs: 5,
      model: 'descry-nano',
      rate: null,
      device: 'cpu',
      threads: 2,
      resident: 100_000_000,
      // Linux tells it of a process, and this one is none.
      peak: null,
      ...numbers,
      machine: { cores: number, memory: number },
    })
  })

  test('closes each engine and ends with the code of what failed', async () => {
    const narrator = fakeNarrator(failure('model-not-found'))
    const { io } = await fakeWorld({ narrator })
    expect(await runCommand(['bench'], io)).toBe(4)
    expect(narrator.log).toContain('close')
  })
})

test('each figure is the median of the rounds that have it, and null where none has', () => {
  const found = medians([{ cold: 3, peak: undefined }, { cold: 1 }, { cold: 2, load: 7 }])
  expect([found.cold, found.load, found.peak]).toEqual([2, 7, null])
})

describe('what a token reads', () => {
  test('is the graph of the precision in use, with its data', async () => {
    const folder = await emptyFolder()
    await mkdir(join(folder, 'onnx'))
    for (const [name, size] of [
      ['decoder_model_merged.onnx', 100],
      ['decoder_model_merged_q4.onnx', 10],
      ['decoder_model_merged_q4.onnx_data', 20],
      ['decoder_model_merged_q4f16.onnx', 40],
    ] as const)
      await writeFile(join(folder, 'onnx', name), new Uint8Array(size))
    expect([await bytesPerToken(folder, 'fp32'), await bytesPerToken(folder, 'q4'), await bytesPerToken(folder, 'q4f16')]).toEqual([100, 30, 40])
    expect(await bytesPerToken(folder, 'fp16')).toBeUndefined()
    expect(await bytesPerToken(join(folder, 'nowhere'), null)).toBeUndefined()
  })
})

test('memory is read by as many threads as the engine has', async () => {
  // No machine reads less than a hundred megabytes a second.
  expect(await memoryBandwidth(2)).toBeGreaterThan(100e6)
})
