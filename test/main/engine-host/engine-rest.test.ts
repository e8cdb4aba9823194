import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { EngineClient } from '../../../src/main/engine-host/engine-client'
import { DEFAULT_REST, shouldRest, watchForRest } from '../../../src/main/engine-host/engine-rest'
import type { MemoryVerdict } from '../../../src/main/engine-host/memory-verdict'
import { ScriptedProcess } from '../../support/engine/scripted-process'

const MINUTE = 60_000
const LARGE = 400 * 1024 * 1024
const NANO = 37 * 1024 * 1024

describe('an engine without work', () => {
  test.each([
    ['for ten minutes with a large model is let go', 10 * MINUTE, LARGE, 'fine', DEFAULT_REST, true],
    ['for nine minutes with a large model stays', 9 * MINUTE, LARGE, 'fine', DEFAULT_REST, false],
    ['for a day with a small model stays', 24 * 60 * MINUTE, NANO, 'fine', DEFAULT_REST, false],
    ['for a day with a large model stays where it is never to be let go', 24 * 60 * MINUTE, LARGE, 'fine', null, false],
    ['for a minute is let go when memory is low, small or large', MINUTE, NANO, 'low', null, true],
    ['for half a minute stays when memory is low', MINUTE / 2, LARGE, 'low', DEFAULT_REST, false],
    ['for five seconds is let go when memory is critical', 5_000, NANO, 'critical', DEFAULT_REST, true],
    ['for a second stays even then: the next question often comes at once', 1_000, LARGE, 'critical', DEFAULT_REST, false],
  ] as const)('%s', (_what, idle, size, memory, after, rests) => {
    expect(shouldRest(idle, size, memory, { after })).toBe(rests)
  })
})

describe('an engine that is watched', () => {
  const ASK = { type: 'ask', question: 'What is this?' } as const
  let processes: ScriptedProcess[]
  let client: EngineClient
  let memory: MemoryVerdict
  let end: () => void

  beforeEach(async () => {
    vi.useFakeTimers()
    processes = []
    memory = 'fine'
    client = new EngineClient('vision-language', (role) => {
      const process = new ScriptedProcess(role)
      processes.push(process)
      queueMicrotask(() => process.ready())
      void process.loads()
      return process
    })
    end = watchForRest(client, { policy: { after: DEFAULT_REST }, memory: () => memory, size: () => LARGE })
    await client.load({ folder: 'model', threads: 1, deadline: 60_000 })
  })
  afterEach(() => {
    end()
    client.close()
    vi.useRealTimers()
  })

  /** The newest process answers what was asked. */
  async function answer(result: Promise<{ ok: boolean }>): Promise<void> {
    await vi.advanceTimersByTimeAsync(0)
    const process = processes.at(-1)!
    const { job } = await process.hears('ask')
    process.say({ type: 'done', job, modelText: [], tokens: 0, timings: {} })
    expect((await result).ok).toBe(true)
  }

  test('ends its process after ten minutes, and the next question starts and loads it again', async () => {
    await vi.advanceTimersByTimeAsync(DEFAULT_REST + MINUTE)
    expect(processes.map(({ killed }) => killed)).toEqual([true])
    expect(client.idleFor()).toBeNull()
    await answer(client.run(ASK, { deadline: 1000 }))
    expect(processes).toHaveLength(2)
    expect(processes[1]?.heard.map(({ type }) => type)).toEqual(['load', 'ask'])
  })

  test('counts from the last answer', async () => {
    await vi.advanceTimersByTimeAsync(9 * MINUTE)
    await answer(client.run(ASK, { deadline: 1000 }))
    await vi.advanceTimersByTimeAsync(9 * MINUTE)
    expect(processes[0]?.killed).toBe(false)
  })

  test('is never ended in an answer, however short memory is', async () => {
    const result = client.run(ASK, { deadline: 60 * MINUTE })
    await processes[0]!.hears('ask')
    memory = 'critical'
    await vi.advanceTimersByTimeAsync(30 * MINUTE)
    expect(processes[0]?.killed).toBe(false)
    await answer(result)
    await vi.advanceTimersByTimeAsync(MINUTE)
    expect(processes[0]?.killed).toBe(true)
  })

  test('that rests does not count as one that crashed', async () => {
    for (let times = 1; times <= 5; times++) {
      memory = 'critical'
      await vi.advanceTimersByTimeAsync(MINUTE)
      memory = 'fine'
      await answer(client.run(ASK, { deadline: 1000 }))
    }
    expect(processes).toHaveLength(6)
  })

  test('that rests says nothing of its state, and is not started to say it', async () => {
    await vi.advanceTimersByTimeAsync(DEFAULT_REST + MINUTE)
    expect((await client.status(1000)).ok).toBe(false)
    expect(processes).toHaveLength(1)
  })
})
