import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DeviceMemory } from '../../../src/main/models/device-memory'

const VERSIONS = { runtime: '1.30.0', product: '0.1.0' }
const KEY = { device: 'webgpu', driver: 'vulkan-1', model: 'abc' } as const
const RIGHT = { ...KEY, outcome: 'right', half: true, precision: 'q4f16', times: { firstToken: 100, decode: 5 } } as const

let folder: string
let file: string
let now: number

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'descry-devices-'))
  file = join(folder, 'data', 'devices.json')
  now = 1000
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (versions = VERSIONS): DeviceMemory => new DeviceMemory(file, () => now, versions)

async function remembered(): Promise<void> {
  await open().remember(RIGHT)
}

describe('a verdict', () => {
  test('is there again after a restart, with its versions and its time', async () => {
    await remembered()
    expect(await open().recall(KEY)).toEqual({ ...RIGHT, ...VERSIONS, at: 1000 })
  })

  test.each([
    ['another device', { device: 'cuda' }, VERSIONS],
    ['another driver', { driver: 'vulkan-2' }, VERSIONS],
    ['another model', { model: 'abd' }, VERSIONS],
    ['another onnxruntime', {}, { ...VERSIONS, runtime: '1.31.0' }],
    ['another Descry', {}, { ...VERSIONS, product: '0.2.0' }],
  ] as const)('does not hold for %s', async (_what, asked, versions) => {
    await remembered()
    expect(await open(versions).recall({ ...KEY, ...asked })).toBeNull()
  })

  test('takes the place of the one before it', async () => {
    await remembered()
    await open().remember({ ...RIGHT, outcome: 'lost' })
    expect((await open().recall(KEY))?.outcome).toBe('lost')
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: 1, verdicts: [{ outcome: 'lost' }] })
  })

  test('on a device that failed in use holds for a day: it may have been suspended with the machine', async () => {
    await open().remember({ ...RIGHT, outcome: 'lost' })
    now += 23 * 60 * 60_000
    expect((await open().recall(KEY))?.outcome).toBe('lost')
    now += 2 * 60 * 60_000
    expect(await open().recall(KEY)).toBeNull()
  })

  test('on a device that answers wrongly holds for good', async () => {
    await open().remember({ ...RIGHT, outcome: 'wrong-numbers' })
    now += 365 * 24 * 60 * 60_000
    expect((await open().recall(KEY))?.outcome).toBe('wrong-numbers')
  })
})

describe('a file that', () => {
  test.each([
    ['is cut short', (text: string) => text.slice(0, -20)],
    ['is of another version', (text: string) => text.replace('"version": 1', '"version": 2')],
    ['names an outcome that is not known', (text: string) => text.replace('"right"', '"splendid"')],
    ['is not text', () => '\0\0\0'],
  ])('%s is as good as none, and is written anew', async (_what, damage) => {
    await remembered()
    writeFileSync(file, damage(readFileSync(file, 'utf8')))
    expect(await open().recall(KEY)).toBeNull()
    await remembered()
    expect(await open().recall(KEY)).not.toBeNull()
  })

  test('cannot be written is made up for while the process lasts', async () => {
    file = join(folder, 'file', 'devices.json')
    writeFileSync(join(folder, 'file'), '')
    const memory = open()
    await memory.remember(RIGHT)
    expect((await memory.recall(KEY))?.outcome).toBe('right')
    expect(await open().recall(KEY)).toBeNull()
  })
})

test('many verdicts at once are all kept, and the oldest of very many go', async () => {
  const memory = open()
  const names = Array.from({ length: 230 }, (_, i) => `model-${i}`)
  await Promise.all(names.map((model) => memory.remember({ ...RIGHT, model })))
  expect(await open().recall({ ...KEY, model: 'model-0' })).toBeNull()
  expect(await open().recall({ ...KEY, model: 'model-229' })).not.toBeNull()
  expect(await open().recall({ ...KEY, model: 'model-100' })).not.toBeNull()
})
