import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ProbeRun } from '../../../src/shared/device-probe'
import { eventSchema, type EngineEvent } from '../../../src/shared/engine-protocol'
import { filesOf, withoutHalf } from '../../../src/main/engine/formats/graph-files'
import type { ModelFolder } from '../../../src/main/engine/formats/model-folder'
import { probeDevice } from '../../../src/main/engine/probe'
import { probePicture } from '../../../src/main/engine/probe-picture'
import { ProbeRecord } from '../../../src/main/engine/probe-record'
import { deviceFailure } from '../../../src/main/engine/runtime/providers'
import { decideKind } from '../../../src/main/engine/vision/kind'
import { inspectPicture } from '../../../src/main/engine/vision/gate'
import { TURN } from '../../conformance/engine'
import { ROOT } from '../../conformance/record'

const FOLDER = join(ROOT, 'test/fixtures/tiny-models/tiny-smolvlm')
const REQUEST = { type: 'probe', job: 'j', folder: FOLDER, threads: 1, device: 'cpu', filesOf: 'cpu', half: true, exact: true } as const

async function run(change: Partial<Parameters<typeof probeDevice>[0]> = {}): Promise<ProbeRun> {
  const events: EngineEvent[] = []
  const failed = await probeDevice({ ...REQUEST, ...change }, TURN, (event) => events.push(event))
  expect(failed).toBeNull()
  expect(events.map((event) => event.type === 'probing' ? event.stage : event.type)).toEqual(['create', 'run', 'probed'])
  // What is said passes the protocol as it is.
  for (const event of events) expect(eventSchema.parse(event)).toEqual(event)
  const last = events.at(-1)
  if (last?.type !== 'probed') throw new Error('not probed')
  return last.run
}

describe('a trial on the processor', () => {
  test('answers the same way twice, and when it is given its own tokens', async () => {
    const first = await run()
    const second = await run({ forced: { tokens: first.tokens, compared: first.steps.map(({ ids }) => ids) } })
    expect(second.tokens).toEqual(first.tokens)
    expect(second.steps).toEqual(first.steps)
    expect(first.steps.length).toBeGreaterThan(8)
    expect(first.steps.every(({ finite }) => finite)).toBe(true)
    const { load, warmUp, firstToken, decode } = first.times
    for (const time of [load, warmUp, firstToken, decode]) expect(time).toBeGreaterThan(0)
  })

  test('is given other tokens than its own, and goes on from them', async () => {
    const own = await run()
    const other = own.tokens.map((token) => (token === 7 ? 8 : 7))
    const forced = await run({ forced: { tokens: other, compared: [] } })
    expect(forced.tokens).toEqual(other)
    expect(forced.steps[0]?.best).toBe(own.steps[0]?.best)
    expect(forced.steps[1]?.scores).not.toEqual(own.steps[1]?.scores)
  })

  test("computes another device's files", async () => {
    const { files, precision } = await run({ filesOf: 'webgpu' })
    expect(files).toEqual(expect.arrayContaining(['decoder_model_merged_q4f16.onnx', 'vision_encoder_fp16.onnx']))
    expect(precision).toBe('q4f16')
    expect((await run({ filesOf: 'webgpu', half: false })).files).toEqual(expect.arrayContaining(['vision_encoder.onnx']))
  })

  test('knows what onnxruntime can be asked for', async () => {
    expect((await run()).known).toContain('cpu')
  })

  test('of a folder that is no model fails as loading it does', async () => {
    expect(await probeDevice({ ...REQUEST, folder: '/nowhere' }, TURN, () => undefined)).toMatchObject({ code: 'model-not-found' })
  })

  test('on a device that is not on this system says so', async () => {
    const device = process.platform === 'win32' ? 'coreml' : 'dml'
    expect(await probeDevice({ ...REQUEST, device }, TURN, () => undefined)).toMatchObject({ code: 'device-unavailable' })
  })
})

describe('the files of a device', () => {
  const model = (...graphFiles: string[]) => ({ graphFiles }) as unknown as ModelFolder
  const all = model(
    ...['vision_encoder.onnx', 'vision_encoder_fp16.onnx', 'vision_encoder_q4.onnx', 'vision_encoder_quantized.onnx'],
    ...['decoder_model_merged_q4.onnx', 'decoder_model_merged_q4f16.onnx', 'decoder_model_merged_q4f16.onnx_data'],
  )

  test.each([
    ['cpu', true, ['vision_encoder_quantized.onnx', 'decoder_model_merged_q4.onnx']],
    ['webgpu', true, ['vision_encoder_fp16.onnx', 'decoder_model_merged_q4f16.onnx']],
    ['webgpu', false, ['vision_encoder.onnx', 'decoder_model_merged_q4.onnx']],
  ] as const)('%s, half floats %s', (device, half, files) => {
    expect(filesOf(half ? all : withoutHalf(all), device).graphFiles).toEqual(files)
  })

  test('in half floats stay where a graph has no others', () => {
    expect(withoutHalf(model('a_fp16.onnx', 'b_fp16.onnx', 'b.onnx')).graphFiles).toEqual(['a_fp16.onnx', 'b.onnx'])
  })
})

describe('a record', () => {
  test('of scores that are not numbers says so and keeps none of them', () => {
    const record = new ProbeRecord(1)
    record.begin(() => 0)
    record.take(Float32Array.of(1, NaN, Infinity, 3))
    expect(record.steps[0]).toMatchObject({ finite: false, deviation: 0 })
    expect(record.steps[0]?.scores.every(Number.isFinite)).toBe(true)
  })

  test('counts the time to the first token, then of each; what is done in it is not counted', () => {
    let now = 0
    const record = new ProbeRecord(2)
    record.begin(() => now)
    for (const took of [300, 20, 10]) {
      now += took
      record.take(Float32Array.of(1, 2))
    }
    expect(record.firstToken).toBe(300)
    expect(record.decodes).toEqual([20, 10])
    expect(record.isFull).toBe(true)
    expect(record.tokens).toEqual([1, 1])
  })

  test('compares the leading scores and some from all over the vocabulary, no more than may be told', () => {
    const record = new ProbeRecord(1)
    record.begin(() => 0)
    record.take(Float32Array.from({ length: 50_000 }, (_, i) => Math.sin(i)))
    const { ids, best } = record.steps[0]!
    expect(ids[0]).toBe(best)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBeLessThanOrEqual(512)
    const thousands = new Set(ids.map((id) => Math.floor(id / 5000)))
    expect(thousands.size).toBe(10)
  })
})

test('the picture that is tried is one that the gate lets through, as a photograph, and another for each variant', () => {
  const pictures = [0, 1, 2, 3].map(probePicture)
  for (const picture of pictures) {
    expect(inspectPicture(picture).empty).toBeNull()
    expect(decideKind(picture)).not.toBe('screen')
  }
  expect(new Set(pictures.map(({ rgb }) => Buffer.from(rgb).toString('base64'))).size).toBe(4)
})

test.each([
  ['Failed to get a WebGPU adapter: No supported adapters.', 'device-unavailable'],
  ['OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library', 'device-unavailable'],
  ['no available backend found. ERR: [dml] backend not found.', 'device-unavailable'],
  ['Program Gather requires f16 but the device does not support it.', 'device-failed'],
])('"%s" is %s', (text, code) => {
  expect(deviceFailure(text).code).toBe(code)
})
