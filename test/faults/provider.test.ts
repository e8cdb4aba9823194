import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AnswerSentence } from '../../src/shared/answer'
import type { Device } from '../../src/shared/devices'
import { createMessages } from '../../src/shared/messages'
import type { EngineSpawner } from '../../src/main/engine-host/engine-process'
import { DeviceMemory } from '../../src/main/models/device-memory'
import type { DriverSystem } from '../../src/main/models/device-driver'
import { DeviceFinder } from '../../src/main/narrate/device-finder'
import { deviceReport, deviceSentence, type DeviceReport } from '../../src/main/narrate/device-report'
import { VisionEngine } from '../../src/main/narrate/vision-engine'
import { createNarrator } from '../../src/main/narrate/narrator'
import { PATIENCE } from '../support/desktop-session/until'
import { answers, answersWrongly, crashes, failsAt, hangs, probingProcesses, type Act } from '../support/engine/probing-processes'

/*
 * The five faults of a provider, and where each is injected:
 *
 * | fault             | here, scripted                          | for real                                          |
 * | throws on create  | "throws on create"                      | provider-real.test.ts: no Vulkan driver           |
 * | throws on run     | "throws on run"                         | provider-real.test.ts: half floats on SwiftShader |
 * | wrong numbers     | "gives wrong numbers"                   |                                                   |
 * | hangs in warm-up  | "hangs in its warm-up"                  | provider-real.test.ts: a process that was stopped |
 * | vanishes later    | "a device that was right and then …"    | provider-real.test.ts: its driver is taken away   |
 */

const messages = createMessages('en')
let folder: string
let model: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'descry-provider-'))
  model = join(folder, 'model')
  mkdirSync(join(model, 'onnx'), { recursive: true })
  writeFileSync(join(model, 'onnx', 'decoder_model_merged.onnx'), '1234')
})
afterEach(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true, force: true })
})

/** A Linux whose drivers are the same throughout. */
const SYSTEM: DriverSystem = {
  ...{ platform: 'linux', env: {}, home: '/home/u', release: '6', arch: 'x64', processor: 'p' },
  ...{ read: () => null, list: () => [], stat: () => null },
}

function finder(spawn: EngineSpawner): DeviceFinder {
  return new DeviceFinder({ spawn, memory: new DeviceMemory(join(folder, 'devices.json')), system: SYSTEM, threads: 1, small: 0 })
}

const NEVER = new AbortController().signal
const NO_CUDA = failsAt('create', 'device-unavailable')

async function found(acts: Readonly<Partial<Record<Device, Act>>>) {
  const devices = probingProcesses({ cuda: NO_CUDA, ...acts })
  const result = await finder(devices.spawn).find(model, NEVER)
  if (!result.ok) throw new Error(result.code)
  return { ...devices, known: result.known }
}

describe('a device that', () => {
  const FAULTS = [
    ['throws on create', failsAt('create'), 'throws-on-create', 'the graphics card cannot open this model.'],
    ['throws on run', failsAt('run'), 'throws-on-run', 'the graphics card cannot compute this model.'],
    ['gives wrong numbers', answersWrongly, 'wrong-numbers', 'the graphics card gave wrong answers.'],
    ['crashes', crashes, 'crashed', "the graphics card's driver crashed when it was tried."],
  ] as const

  test.each(FAULTS)('%s is not used, and that is remembered and said', async (_what, act, outcome, because) => {
    const { known, processes } = await found({ webgpu: act })
    expect(known.choice).toEqual({ device: 'cpu', half: true })
    expect(known.findings).toContainEqual({ device: 'webgpu', outcome })
    expect(processes.every(({ killed }) => killed)).toBe(true)
    const state = { asked: 'auto', inUse: 'cpu', precision: null, known, lost: false } as const
    expect(deviceSentence(deviceReport(state), messages)).toBe(`Descry uses the processor: ${because}`)
    const later = await finder(() => expect.fail('nothing is tried again')).known(model)
    expect(later).toEqual(known)
    expect(later.complete).toBe(true)
  })

  test('hangs in its warm-up is ended, and the next device is tried', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const devices = probingProcesses({ cuda: hangs, webgpu: answers(4) })
    const finding = finder(devices.spawn).find(model, NEVER)
    await vi.waitFor(() => expect(devices.trials.map(({ device }) => device)).toContain('cuda'))
    expect(devices.processes.at(-1)?.killed).toBe(false)
    await vi.advanceTimersByTimeAsync(200_000)
    const result = await finding
    expect(result).toMatchObject({ ok: true, known: { choice: { device: 'webgpu' } } })
    expect(result.ok && result.known.findings).toContainEqual({ device: 'cuda', outcome: 'hung' })
    expect(devices.processes.every(({ killed }) => killed)).toBe(true)
  })

  test('is not in this package is said to be just that', async () => {
    expect((await found({})).known.findings).toContainEqual({ device: 'cuda', outcome: 'not-in-package' })
  })

  test('is right and clearly faster is used from then on', async () => {
    const { known } = await found({ webgpu: answers(4) })
    expect(known).toMatchObject({ choice: { device: 'webgpu', half: true }, complete: true })
  })

  test('is right and no faster is not', async () => {
    const { known } = await found({ webgpu: answers(1.1) })
    expect(known.choice.device).toBe('cpu')
    expect(known.findings).toContainEqual({ device: 'webgpu', outcome: 'right' })
  })

  test('fails with half floats is tried without them where the model has other files', async () => {
    const half = 'decoder_model_merged_fp16.onnx'
    const { known, trials } = await found({
      webgpu: (process, request) => (request.half ? failsAt('run', 'device-failed', half) : answers(4))(process, request),
    })
    expect(trials.filter(({ device }) => device === 'webgpu').map(({ half: allowed }) => allowed)).toEqual([true, false])
    expect(known.choice).toEqual({ device: 'webgpu', half: false })
  })

  test('is compared with the exact numbers of the same files, and every device with the same tokens', async () => {
    const { trials } = await found({ webgpu: answers(4) })
    const [first, , onDevice, beside] = trials
    expect(first).toMatchObject({ device: 'cpu', filesOf: 'cpu', exact: false })
    expect(first).not.toHaveProperty('forced')
    expect(onDevice).toMatchObject({ device: 'webgpu', filesOf: 'webgpu', exact: false, forced: { tokens: [5, 5, 5] } })
    expect(beside).toMatchObject({ device: 'cpu', filesOf: 'webgpu', exact: true, forced: { tokens: [5, 5, 5] } })
  })
})

test('what was being tried is ended when somebody asks for an answer, and what was found before stays known', async () => {
  const devices = probingProcesses({ cuda: crashes, webgpu: hangs })
  const stop = new AbortController()
  const finding = finder(devices.spawn).find(model, stop.signal)
  await expect.poll(() => devices.trials.at(-1)?.device).toBe('webgpu')
  stop.abort()
  expect(await finding).toMatchObject({ ok: false, code: 'cancelled' })
  expect(devices.processes.every(({ killed }) => killed)).toBe(true)
  const known = await finder(devices.spawn).known(model)
  expect(known).toMatchObject({ complete: false, findings: [{ device: 'cuda', outcome: 'crashed' }] })
  const later = probingProcesses({ webgpu: answers(4) })
  expect(await finder(later.spawn).find(model, NEVER)).toMatchObject({ ok: true, known: { choice: { device: 'webgpu' } } })
  expect(later.trials.map(({ device }) => device)).not.toContain('cuda')
})

test('a small model is not tried on any device', async () => {
  const spawn: EngineSpawner = () => expect.fail('nothing is started')
  const small = new DeviceFinder({ spawn, memory: new DeviceMemory(join(folder, 'devices.json')), system: SYSTEM, threads: 1 })
  const known = await small.known(model)
  expect(known).toMatchObject({ small: true, complete: true, choice: { device: 'cpu' } })
  const state = { asked: 'auto', inUse: 'cpu', precision: null, known, lost: false } as const
  expect(deviceSentence(deviceReport(state), messages)).toMatch(/so small that it is fastest there/)
})

describe('a device that was right and then', () => {
  const PICTURE = { kind: 'encoded', bytes: new Uint8Array(1) } as const

  test('fails to load the model is given up for the processor', async () => {
    const { spawn } = await found({ webgpu: answers(4) })
    const loads: (string | undefined)[] = []
    const vision = new VisionEngine(
      {
        ...{ threads: 1, deadline: 1000, finder: finder(spawn) },
        spawn: (role) => {
          const process = spawn(role)
          const post = process.post.bind(process)
          process.post = (message) => {
            const request = message as { type: string; job: string; device?: string }
            if (request.type === 'load') loads.push(request.device)
            if (request.device === 'webgpu') (process as unknown as { say: (m: unknown) => void }).say({ type: 'failed', job: request.job, code: 'device-unavailable' })
            else post(message)
          }
          return process
        },
      },
      { folder: model, device: 'auto' },
    )
    await vision.serving()
    await expect.poll(() => vision.report).toMatchObject({ inUse: 'cpu', reason: 'lost' })
    expect(loads).toEqual(['webgpu', 'cpu'])
    vision.close()
  })

  test.each([
    ['crashes in an answer', 'engine-crashed'],
    ['throws in an answer', 'device-failed'],
  ] as const)('%s: the answer is made again on the processor, and one sentence says so', async (_what, code) => {
    const first = await found({ webgpu: answers(4) })
    const recogniser = join(folder, 'recogniser')
    const narrator = createNarrator({
      ...{ spawn: first.spawn, modelFolder: model, recogniserFolder: recogniser, cores: 1 },
      devices: { file: join(folder, 'devices.json'), system: SYSTEM, small: 0 },
    })
    const reports: DeviceReport[] = []
    narrator.onDevice((report) => reports.push(report))
    const { signal } = new AbortController()
    const heard: AnswerSentence[] = []
    const opening: AnswerSentence[] = [{ text: 'Files.', lang: 'en', source: 'app' }]
    const options = { length: 'brief', hedge: 'words', messages, takenAt: 1, signal, opening } as const
    const answering = narrator.describe(PICTURE, options, { sentence: (sentence) => heard.push(sentence) })
    const asked = (device: Device) =>
      vi.waitFor(async () => {
        const process = first.processes.find((p) => p.heard.some((r) => r.type === 'load' && r.device === device))
        const request = process?.heard.find((r) => r.type === 'describe')
        if (!process || !request) throw new Error('not yet')
        return { process, job: request.job }
      }, PATIENCE)
    const onCard = await asked('webgpu')
    onCard.process.say({ type: 'sentence', job: onCard.job, part: 'caption', text: 'A dog on a sofa.' })
    if (code === 'engine-crashed') onCard.process.exit(null, 'SIGSEGV')
    else onCard.process.say({ type: 'failed', job: onCard.job, code, detail: 'the device is gone' })
    const again = await asked('cpu')
    again.process.say({ type: 'verdict', job: again.job, width: 4, height: 4, empty: null })
    again.process.say({ type: 'kind', job: again.job, kind: 'photo' })
    again.process.say({ type: 'sentence', job: again.job, part: 'caption', text: 'A dog on a sofa.' })
    again.process.say({ type: 'done', job: again.job, modelText: [], tokens: 4, timings: {} })
    const reading = await vi.waitFor(() => {
      const text = first.processes.find(({ role }) => role === 'text-audio')
      const request = text?.heard.find((r) => r.type === 'read')
      if (!text || !request) throw new Error('not yet')
      return { text, job: request.job }
    }, PATIENCE)
    reading.text.say({ type: 'failed', job: reading.job, code: 'recogniser-not-installed' })
    const result = await answering
    const caption = 'It looks like a dog on a sofa.'
    const changed = 'The graphics card failed, so Descry goes on with the processor.'
    const said = heard.map(({ text }) => text)
    expect(said.filter((text) => text === 'Files.')).toHaveLength(1)
    expect(said.filter((text) => text === changed)).toHaveLength(1)
    expect(said.filter((text) => text === caption)).toHaveLength(1)
    expect(result.ok && result.answer.sentences.map(({ text }) => text).slice(0, 3)).toEqual(['Files.', changed, caption])
    const known = await finder(first.spawn).known(model)
    expect(known).toMatchObject({ choice: { device: 'cpu' }, findings: [{ device: 'cuda' }, { device: 'webgpu', outcome: 'lost' }] })
    expect(reports.at(-1)).toMatchObject({ inUse: 'cpu', reason: 'lost' })
    await narrator.close()
  })
})
