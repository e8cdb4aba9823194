import { beforeEach, describe, expect, test } from 'vitest'
import { failure, type Result } from '../../../src/shared/codes'
import { DeviceSearch } from '../../../src/main/narrate/device-search'
import type { KnownDevices } from '../../../src/main/narrate/device-finder'
import type { AskedDevice } from '../../../src/main/narrate/device-report'

const GIB = 1024 ** 3
const UNKNOWN: KnownDevices = { choice: { device: 'cpu', half: true }, complete: false, small: false, findings: [] }
const FOUND: KnownDevices = { ...UNKNOWN, choice: { device: 'webgpu', half: true }, complete: true }

let world: { idle: number | null; mains: boolean | null; available: number; asked: { folder: string; device: AskedDevice }; known: KnownDevices }
let learned: KnownDevices[]
let finding: { signal: AbortSignal; end: (result: Result<{ known: KnownDevices }>) => void }[]
let search: DeviceSearch

beforeEach(() => {
  world = { idle: 60_000, mains: true, available: 8 * GIB, asked: { folder: 'model', device: 'auto' }, known: UNKNOWN }
  learned = []
  finding = []
  search = new DeviceSearch({
    engine: {
      get asked() {
        return world.asked
      },
      size: GIB,
      idleFor: () => world.idle,
      learn: async (known) => void learned.push(known),
    },
    finder: {
      known: async () => world.known,
      find: (_folder, signal) => new Promise((end) => finding.push({ signal, end })),
    },
    onMains: () => world.mains,
    memory: () => ({ available: world.available, total: 16 * GIB, stalled: null }),
  })
})

/** Looks once, and ends the trial that began, if one did. */
async function look(result: Result<{ known: KnownDevices }> = { ok: true, known: FOUND }): Promise<void> {
  const looking = search.look()
  await Promise.resolve()
  await Promise.resolve()
  finding.at(-1)?.end(result)
  await looking
}

describe('devices are tried', () => {
  test('when there is time, once, and what was found is told', async () => {
    await look()
    await look()
    expect(finding).toHaveLength(1)
    expect(learned).toEqual([FOUND])
  })

  test('on a machine that does not tell whether it is on mains power', async () => {
    world.mains = null
    await look()
    expect(learned).toEqual([FOUND])
  })

  test('again for another model', async () => {
    await look()
    world.asked = { folder: 'other', device: 'auto' }
    await look()
    expect(finding).toHaveLength(2)
  })

  test('again after an answer came between, whose asker did not wait for them', async () => {
    const looking = search.look()
    await Promise.resolve()
    await Promise.resolve()
    search.interrupt()
    expect(finding[0]?.signal.aborted).toBe(true)
    finding[0]?.end(failure('cancelled'))
    await looking
    expect(learned).toEqual([])
    await look()
    expect(learned).toEqual([FOUND])
  })
})

test('an interrupted trial is no failure, however often', async () => {
  for (let times = 0; times < 5; times++) {
    const looking = search.look()
    await Promise.resolve()
    await Promise.resolve()
    search.interrupt()
    finding.at(-1)?.end(failure('cancelled'))
    await looking
  }
  await look()
  expect(learned).toEqual([FOUND])
})

describe('devices are not tried', () => {
  test.each([
    ['while an answer is made', () => (world.idle = null)],
    ['just after one', () => (world.idle = 9_000)],
    ['on battery', () => (world.mains = false)],
    ['where memory is short', () => (world.available = 0.3 * GIB)],
    ['where the model would not fit in beside itself', () => (world.available = 2.5 * GIB)],
    ['where the user chose the processor', () => (world.asked = { folder: 'model', device: 'cpu' })],
    ['where the user chose another device', () => (world.asked = { folder: 'model', device: 'webgpu' })],
  ])('%s', async (_what, change) => {
    change()
    await look()
    expect(finding).toHaveLength(0)
  })

  test('where all is known: that is told instead', async () => {
    world.known = FOUND
    await look()
    expect(finding).toHaveLength(0)
    expect(learned).toEqual([FOUND])
  })

  test('for ever with a model that cannot be tried', async () => {
    for (let times = 0; times < 5; times++) await look(failure('model-damaged'))
    expect(finding).toHaveLength(3)
  })

  test('twice at once', async () => {
    const first = search.look()
    await search.look()
    await Promise.resolve()
    finding[0]?.end({ ok: true, known: FOUND })
    await first
    expect(finding).toHaveLength(1)
  })

  test('and told to a model that was changed meanwhile', async () => {
    const looking = search.look()
    await Promise.resolve()
    await Promise.resolve()
    world.asked = { folder: 'other', device: 'auto' }
    finding[0]?.end({ ok: true, known: FOUND })
    await looking
    expect(learned).toEqual([])
  })
})
