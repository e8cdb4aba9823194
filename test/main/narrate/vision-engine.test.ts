import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { EngineRequest } from '../../../src/shared/engine-protocol'
import type { DeviceReport } from '../../../src/main/narrate/device-report'
import { VisionEngine } from '../../../src/main/narrate/vision-engine'
import { ScriptedProcess } from '../../support/engine/scripted-process'

const ASK = { type: 'ask', question: 'What is this?' } as const
type Load = Extract<EngineRequest, { type: 'load' }>

let root: string
let processes: ScriptedProcess[]
let reports: DeviceReport[]
/** Folders whose loading is answered by the test itself. */
let byHand: Set<string>
let broken: Set<string>
let engine: VisionEngine

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'descry-vision-'))
  processes = []
  reports = []
  byHand = new Set()
  broken = new Set()
  engine = new VisionEngine({ spawn, threads: 1, deadline: 60_000, changed: (report) => reports.push(report) }, { folder: folder('first'), device: 'auto' })
})
afterEach(() => {
  engine.close()
  rmSync(root, { recursive: true, force: true })
})

function folder(name: string, objects: readonly string[] = []): string {
  const path = join(root, name)
  mkdirSync(path, { recursive: true })
  writeFileSync(join(path, 'objects.json'), JSON.stringify(objects))
  return path
}

function spawn(role: 'vision-language' | 'text-audio'): ScriptedProcess {
  const process = new ScriptedProcess(role)
  processes.push(process)
  queueMicrotask(() => process.ready())
  void process.hears('load').then((request) => {
    if (!byHand.has(request.folder)) finishLoad(process, request)
  })
  return process
}

function finishLoad(process: ScriptedProcess, { job, folder: from, device = 'cpu' }: Load): void {
  const info = { model: from, provider: device, precision: 'q4' as const, threads: 1 }
  if (broken.has(from)) process.say({ type: 'failed', job, code: 'model-damaged', detail: 'config.json' })
  else process.say({ type: 'loaded', job, info, timings: { load: 1 } })
}

/** The process that was told to load a folder. */
const loading = (path: string) =>
  vi.waitFor(() => {
    const process = processes.find((p) => p.heard.some((r) => r.type === 'load' && r.folder === path))
    if (!process) throw new Error('not yet')
    return process
  })

async function loadedFirst(): Promise<ScriptedProcess> {
  await (await engine.serving()).loaded()
  await vi.waitFor(() => expect(reports).toHaveLength(1))
  return processes[0]!
}

describe('another model', () => {
  test('serves as soon as it has loaded, and until then the one before does', async () => {
    const first = await loadedFirst()
    const second = folder('second', ['tabby'])
    byHand.add(second)
    const using = engine.use({ folder: second, device: 'auto' })
    const process = await loading(second)
    expect((await engine.serving()).folder).toBe(join(root, 'first'))
    expect(first.killed).toBe(false)
    finishLoad(process, await process.hears('load'))
    expect(await using).toMatchObject({ ok: true, info: { model: second } })
    const serving = await engine.serving()
    expect(serving.folder).toBe(second)
    expect((await serving.objects).has('tabby')).toBe(true)
    expect((await serving.objects).has('dog')).toBe(false)
    await vi.waitFor(() => expect(first.killed).toBe(true))
    expect(reports.at(-1)).toMatchObject({ inUse: 'cpu', precision: 'q4' })
  })

  test('comes behind the answer that the one before is making', async () => {
    const first = await loadedFirst()
    const { client } = await engine.serving()
    const answering = client.run(ASK, { deadline: 60_000 })
    const { job } = await first.hears('ask')
    expect((await engine.use({ folder: folder('second'), device: 'auto' })).ok).toBe(true)
    expect(first.killed).toBe(false)
    first.say({ type: 'done', job, modelText: [], tokens: 0, timings: {} })
    expect((await answering).ok).toBe(true)
    await vi.waitFor(() => expect(first.killed).toBe(true))
  })

  test('that does not load leaves everything as it was, and says why', async () => {
    const first = await loadedFirst()
    const second = folder('second')
    broken.add(second)
    expect(await engine.use({ folder: second, device: 'auto' })).toEqual({ ok: false, code: 'model-damaged', detail: 'config.json' })
    expect((await engine.serving()).folder).toBe(join(root, 'first'))
    expect(engine.asked.folder).toBe(join(root, 'first'))
    expect(first.killed).toBe(false)
    expect(processes.at(-1)?.killed).toBe(true)
  })

  test('that was wished for before a third one is given up', async () => {
    await loadedFirst()
    const [second, third] = [folder('second'), folder('third')]
    byHand.add(second)
    const using = engine.use({ folder: second, device: 'auto' })
    const process = await loading(second)
    expect((await engine.use({ folder: third, device: 'auto' })).ok).toBe(true)
    finishLoad(process, await process.hears('load'))
    expect(await using).toEqual({ ok: false, code: 'cancelled' })
    expect((await engine.serving()).folder).toBe(third)
    expect(process.killed).toBe(true)
  })

  test('can be used after one that never loaded', async () => {
    broken.add(join(root, 'first'))
    expect((await (await engine.serving()).loaded()).ok).toBe(false)
    expect((await engine.use({ folder: folder('second'), device: 'auto' })).ok).toBe(true)
  })
})

describe('another device', () => {
  test('is told to the process, without half floats as long as nobody has seen them work', async () => {
    await loadedFirst()
    expect((await engine.use({ folder: join(root, 'first'), device: 'webgpu' })).ok).toBe(true)
    const load = await processes.at(-1)!.hears('load')
    expect(load).toMatchObject({ device: 'webgpu', half: false })
    expect(engine.report).toMatchObject({ asked: 'webgpu', inUse: 'webgpu', reason: null })
  })

  test('that the user chose and that fails is not silently replaced: the one before goes on', async () => {
    await loadedFirst()
    const path = folder('second')
    broken.add(path)
    expect(await engine.use({ folder: path, device: 'webgpu' })).toMatchObject({ ok: false })
    expect(engine.report.inUse).toBe('cpu')
  })
})

test('a process that crashes on another device is not started there again', async () => {
  await loadedFirst()
  await engine.use({ folder: join(root, 'first'), device: 'webgpu' })
  const onCard = processes.at(-1)!
  const { client } = await engine.serving()
  const answering = client.run(ASK, { deadline: 60_000 })
  await onCard.hears('ask')
  onCard.exit(null, 'SIGSEGV')
  expect(await answering).toMatchObject({ code: 'engine-crashed' })
  expect(processes.at(-1)).toBe(onCard)
})

describe('a failed answer is worth asking again', () => {
  const failed = (code: 'engine-crashed' | 'cancelled' | 'picture-damaged') => ({ ok: false, code }) as const

  test('not where the processor made it', async () => {
    await loadedFirst()
    expect(await engine.fallBack(failed('engine-crashed'), await engine.serving())).toBe(false)
  })

  test('not where the picture was at fault, whatever the device', async () => {
    await loadedFirst()
    await engine.use({ folder: join(root, 'first'), device: 'webgpu' })
    expect(await engine.fallBack(failed('picture-damaged'), await engine.serving())).toBe(false)
    expect(engine.report.inUse).toBe('webgpu')
  })

  test('where another model took the place of the one that was asked', async () => {
    await loadedFirst()
    const before = await engine.serving()
    await engine.use({ folder: folder('second'), device: 'auto' })
    expect(await engine.fallBack(failed('cancelled'), before)).toBe(true)
  })

  test('once for two answers that lost the same device', async () => {
    await loadedFirst()
    await engine.use({ folder: join(root, 'first'), device: 'webgpu' })
    const lost = await engine.serving()
    const started = processes.length
    const both = [0, 1].map(() => engine.fallBack(failed('engine-crashed'), lost))
    expect(await Promise.all(both)).toEqual([true, true])
    expect(processes).toHaveLength(started + 1)
    expect(engine.report).toMatchObject({ inUse: 'cpu', reason: 'lost' })
  })
})

test('after its rest the model is loaded again by itself, on the same device', async () => {
  const first = await loadedFirst()
  engine.sleep()
  expect(first.killed).toBe(true)
  expect(engine.idleFor()).toBeNull()
  const { client } = await engine.serving()
  const answering = client.run(ASK, { deadline: 60_000 })
  const next = await vi.waitFor(() => {
    const process = processes[1]
    if (!process) throw new Error('not yet')
    return process
  })
  const { job } = await next.hears('ask')
  expect(next.heard.map(({ type }) => type)).toEqual(['load', 'ask'])
  next.say({ type: 'done', job, modelText: [], tokens: 0, timings: {} })
  expect((await answering).ok).toBe(true)
})
