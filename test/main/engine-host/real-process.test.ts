import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EngineEvent } from '../../../src/shared/engine-protocol'
import { createChildSpawner } from '../../../src/main/engine-host/child-spawner'
import { EngineClient } from '../../../src/main/engine-host/engine-client'
import { ENGINE_BUNDLE, RESOURCES } from '../../../src/main/resources'
import { buildBeforeAll } from '../../cli/e2e/support/run-cli'

// The built engine in a process of its own, with the model that ships.
buildBeforeAll()

const MODEL = join(RESOURCES, 'models', 'descry-nano')
const picture = {
  kind: 'encoded' as const,
  bytes: new Uint8Array(readFileSync(join(MODEL, 'samples', 'chelsea.png'))),
}
const DESCRIBE = { type: 'describe', picture, length: 'full' } as const

let client: EngineClient

beforeEach(async () => {
  client = new EngineClient('vision-language', createChildSpawner(ENGINE_BUNDLE))
  expect((await client.load({ folder: MODEL, threads: 1, deadline: 60_000 })).ok).toBe(true)
})
afterEach(() => client.close())

/** Describes the picture and does something at the first event of a type. */
function describeAnd(type: EngineEvent['type'], act: () => void, deadline = 60_000, signal?: AbortSignal) {
  let done = false
  const onEvent = (event: EngineEvent): void => {
    if (event.type === type && !done) {
      done = true
      act()
    }
  }
  return client.run(DESCRIBE, { deadline, onEvent, ...(signal ? { signal } : {}) })
}

function signalTo(name: NodeJS.Signals): void {
  process.kill(client.pid ?? 0, name)
}

test('an engine that is killed in mid-sentence is said to have crashed, and the next picture is described', async () => {
  expect(await describeAnd('token', () => signalTo('SIGKILL'))).toMatchObject({ ok: false, code: 'engine-crashed' })
  expect((await client.run(DESCRIBE, { deadline: 60_000 })).ok).toBe(true)
})

test('an engine that stops answering is ended, and the next picture is described by another', async () => {
  const hung = client.pid
  const result = await describeAnd('verdict', () => signalTo('SIGSTOP'), 1500)
  expect(result).toMatchObject({ ok: false, code: 'engine-hung' })
  expect((await client.run(DESCRIBE, { deadline: 60_000 })).ok).toBe(true)
  expect(client.pid).not.toBe(hung)
})

test('a cancel is heard between tokens, and the same process goes on with the next picture', async () => {
  const { pid } = client
  const stop = new AbortController()
  const cancelled = await describeAnd('token', () => stop.abort(), 60_000, stop.signal)
  expect(cancelled).toEqual({ ok: false, code: 'cancelled' })
  const next = await client.run(DESCRIBE, { deadline: 60_000 })
  expect(next.ok).toBe(true)
  expect(client.pid).toBe(pid)
})

test('a request that breaks the protocol is refused in the process itself', async () => {
  const broken = { type: 'ask', question: '' } as const
  expect(await client.run(broken, { deadline: 5000 })).toMatchObject({ ok: false, code: 'engine-protocol' })
})

test('a further question about the same picture needs no picture', async () => {
  await client.run(DESCRIBE, { deadline: 60_000 })
  const answer = await client.run({ type: 'ask', question: 'What is the main object?' }, { deadline: 60_000 })
  expect(answer).toMatchObject({ ok: true, event: { modelText: [{ text: ' A tabby.' }] } })
})
