import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { EngineClient } from '../../../src/main/engine-host/engine-client'
import { ScriptedProcess } from '../../support/engine/scripted-process'

const LOAD = { folder: 'model', threads: 1, deadline: 60_000 }
const ASK = { type: 'ask', question: 'What is this?' } as const

let processes: ScriptedProcess[]
let client: EngineClient
let now: number

beforeEach(() => {
  vi.useFakeTimers()
  processes = []
  now = 0
  client = new EngineClient(
    'vision-language',
    (role) => {
      const process = new ScriptedProcess(role)
      processes.push(process)
      return process
    },
    () => now,
  )
})

afterEach(() => {
  client.close()
  vi.useRealTimers()
})

/** The n-th process that was started. */
function at(index: number): ScriptedProcess {
  const process = processes[index]
  if (!process) throw new Error(`process ${index} was not started`)
  return process
}

async function loaded(index = 0): Promise<ScriptedProcess> {
  if (index === 0) void client.load(LOAD)
  await at(index).ready().loads()
  return at(index)
}

describe('a job', () => {
  test('goes to the process behind its loading and ends with the answer', async () => {
    const engine = await loaded()
    const seen: string[] = []
    const result = client.run(ASK, { deadline: 1000, onEvent: (event) => seen.push(event.type) })
    const { job } = await engine.hears('ask')
    engine.say({ type: 'token', job, part: 'reply', text: 'A' })
    engine.say({ type: 'done', job, modelText: [], tokens: 1, timings: {} })
    expect(await result).toMatchObject({ ok: true, event: { type: 'done', tokens: 1 } })
    expect(seen).toEqual(['token', 'done'])
  })

  test("ends with the engine's own failure", async () => {
    const engine = await loaded()
    const result = client.run(ASK, { deadline: 1000 })
    const { job } = await engine.hears('ask')
    engine.say({ type: 'failed', job, code: 'picture-damaged', detail: 'cut short' })
    expect(await result).toEqual({ ok: false, code: 'picture-damaged', detail: 'cut short' })
  })

  test('that is aborted ends at once and is cancelled in the process, which goes on', async () => {
    const engine = await loaded()
    const stop = new AbortController()
    const events: string[] = []
    const result = client.run(ASK, { deadline: 1000, signal: stop.signal, onEvent: (e) => events.push(e.type) })
    const { job } = await engine.hears('ask')
    stop.abort()
    expect(await result).toEqual({ ok: false, code: 'cancelled' })
    expect((await engine.hears('cancel')).job).toBe(job)
    engine.say({ type: 'token', job, part: 'reply', text: 'late' })
    engine.say({ type: 'failed', job, code: 'cancelled' })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(events).toEqual([])
    expect(engine.killed).toBe(false)
  })

  test('that was aborted before it began never reaches the process', async () => {
    const engine = await loaded()
    expect(await client.run(ASK, { deadline: 1000, signal: AbortSignal.abort() })).toMatchObject({ code: 'cancelled' })
    expect(engine.heard.map((request) => request.type)).toEqual(['load'])
  })

  test('over its deadline is cancelled and says so', async () => {
    const engine = await loaded()
    const result = client.run(ASK, { deadline: 1000 })
    const { job } = await engine.hears('ask')
    await vi.advanceTimersByTimeAsync(1000)
    expect((await engine.hears('cancel')).job).toBe(job)
    engine.say({ type: 'failed', job, code: 'cancelled' })
    expect(await result).toEqual({ ok: false, code: 'deadline' })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(engine.killed).toBe(false)
  })
})

describe('a job that may not be silent for long', () => {
  test('goes on for as long as something is said, of it or of the one before it', async () => {
    const engine = await loaded()
    const first = client.run(ASK, { deadline: 60_000 })
    const { job } = await engine.hears('ask')
    const second = client.run(ASK, { deadline: 60_000, silence: 1000 })
    for (let times = 0; times < 5; times++) {
      await vi.advanceTimersByTimeAsync(900)
      engine.say({ type: 'token', job, part: 'reply', text: 'a' })
    }
    engine.say({ type: 'done', job, modelText: [], tokens: 5, timings: {} })
    expect((await first).ok).toBe(true)
    expect(engine.heard.map(({ type }) => type)).not.toContain('cancel')
    client.close()
    expect(await second).toMatchObject({ code: 'cancelled' })
  })

  test('is cancelled and hung when nothing is', async () => {
    const engine = await loaded()
    const result = client.run(ASK, { deadline: 60_000, silence: 1000 })
    const { job } = await engine.hears('ask')
    await vi.advanceTimersByTimeAsync(1000)
    expect((await engine.hears('cancel')).job).toBe(job)
    engine.say({ type: 'failed', job, code: 'cancelled' })
    expect(await result).toMatchObject({ code: 'engine-hung' })
    expect(engine.killed).toBe(false)
  })
})

describe('a process that goes wrong', () => {
  test('hangs: it is ended and the job says so, another one starts and loads the model again', async () => {
    const hung = await loaded()
    const result = client.run(ASK, { deadline: 1000 })
    await hung.hears('ask')
    await vi.advanceTimersByTimeAsync(5000)
    expect(await result).toEqual({ ok: false, code: 'engine-hung' })
    expect(hung.killed).toBe(true)
    const fresh = await loaded(1)
    const again = client.run(ASK, { deadline: 1000 })
    const { job } = await fresh.hears('ask')
    fresh.say({ type: 'done', job, modelText: [], tokens: 0, timings: {} })
    expect((await again).ok).toBe(true)
  })

  test('hangs after a cancel: the job that waits behind goes to the next process', async () => {
    const hung = await loaded()
    const stop = new AbortController()
    const first = client.run(ASK, { deadline: 60_000, signal: stop.signal })
    await hung.hears('ask')
    stop.abort()
    const second = client.run(ASK, { deadline: 60_000 })
    expect(await first).toMatchObject({ code: 'cancelled' })
    await vi.advanceTimersByTimeAsync(5000)
    const fresh = await loaded(1)
    const { job } = await fresh.hears('ask')
    fresh.say({ type: 'done', job, modelText: [], tokens: 0, timings: {} })
    expect((await second).ok).toBe(true)
  })

  test('crashes in a job: the job says so, and another one starts', async () => {
    const engine = await loaded()
    const result = client.run(ASK, { deadline: 1000 })
    await engine.hears('ask')
    engine.exit(null, 'SIGSEGV')
    expect(await result).toMatchObject({ ok: false, code: 'engine-crashed', detail: 'SIGSEGV' })
    await loaded(1)
  })

  test('crashes while it loads: the loading says so', async () => {
    const result = client.load(LOAD)
    await at(0).ready().hears('load')
    at(0).exit(1)
    expect(await result).toMatchObject({ ok: false, code: 'engine-crashed' })
  })

  test('ends while idle: the next question finds a fresh one', async () => {
    ;(await loaded()).exit(0)
    const fresh = await loaded(1)
    const result = client.run(ASK, { deadline: 1000 })
    const { job } = await fresh.hears('ask')
    fresh.say({ type: 'done', job, modelText: [], tokens: 0, timings: {} })
    expect((await result).ok).toBe(true)
  })

  test('talks nonsense: it is ended and the job says so', async () => {
    const engine = await loaded()
    const result = client.run(ASK, { deadline: 1000 })
    await engine.hears('ask')
    engine.say({ type: 'token', text: 42 })
    expect(await result).toMatchObject({ ok: false, code: 'engine-protocol' })
    expect(engine.killed).toBe(true)
  })

  test('never says its first word: it is ended and the loading says so', async () => {
    const result = client.load(LOAD)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(await result).toMatchObject({ ok: false, code: 'engine-start-failed' })
    expect(at(0).killed).toBe(true)
  })

  test('is slow to start: the question waits for it', async () => {
    void client.load(LOAD)
    const result = client.run(ASK, { deadline: 1000 })
    await vi.advanceTimersByTimeAsync(15_000)
    await at(0).ready().loads()
    const { job } = await at(0).hears('ask')
    at(0).say({ type: 'done', job, modelText: [], tokens: 0, timings: {} })
    expect((await result).ok).toBe(true)
  })

  test('ends three times in five minutes: no fourth is started, and that is said', async () => {
    const engine = await loaded()
    engine.exit(1)
    ;(await loaded(1)).exit(1)
    ;(await loaded(2)).exit(1)
    expect(await client.run(ASK, { deadline: 1000 })).toMatchObject({ code: 'engine-given-up' })
    expect(processes).toHaveLength(3)
  })

  test('five minutes later it is tried again', async () => {
    ;(await loaded()).exit(1)
    ;(await loaded(1)).exit(1)
    ;(await loaded(2)).exit(1)
    now = 5 * 60_000 + 1
    const result = client.run(ASK, { deadline: 1000 })
    await vi.advanceTimersByTimeAsync(0)
    const fresh = await loaded(3)
    const { job } = await fresh.hears('ask')
    fresh.say({ type: 'done', job, modelText: [], tokens: 0, timings: {} })
    expect((await result).ok).toBe(true)
  })
})

test('closing ends the process and starts no other', async () => {
  const engine = await loaded()
  const result = client.run(ASK, { deadline: 1000 })
  await engine.hears('ask')
  client.close()
  expect(await result).toMatchObject({ code: 'cancelled' })
  expect(engine.killed).toBe(true)
  expect(processes).toHaveLength(1)
  expect(await client.run(ASK, { deadline: 1000 })).toMatchObject({ code: 'cancelled' })
})
