import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AnswerSentence } from '../../src/shared/answer'
import { createMessages } from '../../src/shared/messages'
import type { EngineSpawner } from '../../src/main/engine-host/engine-process'
import { createChildSpawner } from '../../src/main/engine-host/child-spawner'
import { probeDevice, probeProcessor, type DeviceTrial, type ProbeTarget } from '../../src/main/engine-host/device-probe'
import { DeviceMemory } from '../../src/main/models/device-memory'
import { thisSystem } from '../../src/main/models/device-driver'
import { DeviceFinder } from '../../src/main/narrate/device-finder'
import type { DeviceReport } from '../../src/main/narrate/device-report'
import { createNarrator } from '../../src/main/narrate/narrator'
import { ENGINE_BUNDLE, RESOURCES } from '../../src/main/resources'
import { buildBeforeAll } from '../cli/e2e/support/run-cli'
import { ROOT } from '../conformance/record'
import { SOFTWARE_VULKAN, UNLESS_VULKAN } from '../support/engine/software-vulkan'

// The built engine, onnxruntime's own WebGPU, and a driver that computes on the processor; see provider.test.ts.
buildBeforeAll()

const MODEL = join(ROOT, 'test/fixtures/tiny-models/tiny-smolvlm')
const SLOW = 400_000
const NO_DRIVER = { ...process.env, VK_ICD_FILENAMES: '/nowhere.json' }
/** What a trial says when it begins to compute. */
const RUNS = { type: 'probing', stage: 'run' }
const env = { ...process.env, ...SOFTWARE_VULKAN }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'descry-provider-real-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function tryOn(device: 'webgpu' | 'cuda', spawn: EngineSpawner, target: Partial<ProbeTarget> = {}): Promise<DeviceTrial> {
  const all = { folder: MODEL, threads: 1, ...target }
  const processor = await probeProcessor(createChildSpawner(ENGINE_BUNDLE, NO_DRIVER), { ...all, deadline: SLOW })
  if (!processor.ok) throw new Error(`${processor.code}: ${processor.detail}`)
  const tried = await probeDevice(spawn, all, device, processor.run)
  if (!tried.ok) throw new Error(tried.code)
  return tried.trial
}

test('without a Vulkan driver WebGPU finds no graphics card, and CUDA is not in this package', async () => {
  const spawn = createChildSpawner(ENGINE_BUNDLE, NO_DRIVER)
  expect(await tryOn('webgpu', spawn)).toMatchObject({ outcome: 'absent' })
  expect(await tryOn('cuda', spawn)).toMatchObject({ outcome: 'not-in-package' })
}, 60_000)

describe.skipIf(!SOFTWARE_VULKAN)(`on a software Vulkan driver${UNLESS_VULKAN}`, () => {
  const spawn = createChildSpawner(ENGINE_BUNDLE, env)

  test('WebGPU throws on half floats, answers as the processor does without them, and is remembered as slower', async () => {
    const memory = new DeviceMemory(join(folder, 'devices.json'))
    const parts = { memory, system: thisSystem(env), threads: 1, small: 0 }
    const found = await new DeviceFinder({ ...parts, spawn }).find(MODEL, new AbortController().signal)
    if (!found.ok) throw new Error(`${found.code}: ${found.detail}`)
    const { known } = found
    expect(known.findings).toEqual([
      { device: 'cuda', outcome: 'not-in-package' },
      { device: 'webgpu', outcome: 'right' },
    ])
    expect(known.choice.device).toBe('cpu')
    expect(await new DeviceFinder({ ...parts, spawn }).half(MODEL, 'webgpu')).toBe(false)
    const again = new DeviceFinder({ ...parts, spawn: () => expect.fail('nothing is tried again') })
    expect(await again.known(MODEL)).toEqual(known)
    // Another driver is another device.
    const other = new DeviceFinder({ ...parts, spawn, system: thisSystem(NO_DRIVER) })
    expect(await other.known(MODEL)).toMatchObject({ complete: false })
  }, SLOW)

  test('a device whose process crashes in the warm-up crashed', async () => {
    expect(await tryOn('webgpu', signalled(spawn, 'SIGSEGV', RUNS))).toMatchObject({ outcome: 'crashed' })
  }, SLOW)

  test('a device whose process stands still in the warm-up is ended by force', async () => {
    const stopped: number[] = []
    const watched: EngineSpawner = (role) => {
      const started = signalled(spawn, 'SIGSTOP', RUNS)(role)
      stopped.push(started.pid ?? 0)
      return started
    }
    expect(await tryOn('webgpu', watched, { deadline: 15_000 })).toMatchObject({ outcome: 'hung' })
    await expect.poll(() => stopped.filter(isAlive)).toEqual([])
  }, SLOW)

  test('a device that vanishes in an answer: the processor answers, and one sentence says so', async () => {
    const bytes = new Uint8Array(readFileSync(join(RESOURCES, 'models/descry-nano/samples/chelsea.png')))
    const reports: DeviceReport[] = []
    const narrator = createNarrator({
      ...{ spawn: signalled(spawn, 'SIGKILL', { type: 'verdict' }), modelFolder: MODEL, recogniserFolder: folder, device: 'webgpu', cores: 1 },
      devices: { file: join(folder, 'devices.json'), small: 0 },
    })
    narrator.onDevice((report) => reports.push(report))
    const heard: string[] = []
    const { signal } = new AbortController()
    const options = { length: 'brief', hedge: 'words', messages: createMessages('en'), takenAt: 1, signal } as const
    const sentence = ({ text }: AnswerSentence): unknown => heard.push(text)
    const result = await narrator.describe({ kind: 'encoded', bytes }, options, { sentence })
    await narrator.close()
    expect(result).toMatchObject({ ok: true, answer: { provider: 'cpu' } })
    expect(heard.filter((text) => text.startsWith('The graphics card failed'))).toHaveLength(1)
    expect(reports.map(({ inUse, reason }) => [inUse, reason])).toEqual([['webgpu', null], ['cpu', 'lost']])
  }, SLOW)
})

/** The same processes; one that was told to use WebGPU gets a signal when it says something of that kind. */
function signalled(spawn: EngineSpawner, signal: NodeJS.Signals, said: Readonly<Record<string, string>>): EngineSpawner {
  return (role) => {
    const started = spawn(role)
    let isCard = false
    return {
      ...started,
      post(message) {
        isCard ||= (message as { device?: string }).device === 'webgpu'
        started.post(message)
      },
      onMessage: (hear) =>
        started.onMessage((message) => {
          hear(message)
          const words = message as Record<string, unknown>
          const isIt = Object.entries(said).every(([key, value]) => words[key] === value)
          if (isCard && isIt) process.kill(started.pid ?? 0, signal)
        }),
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
