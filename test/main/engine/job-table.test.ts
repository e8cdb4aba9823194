import { expect, test } from 'vitest'
import { failure, type Failure } from '../../../src/shared/codes'
import type { EngineEvent } from '../../../src/shared/engine-protocol'
import { JobTable, type Role, type Work } from '../../../src/main/engine/job-table'
import type { Turn } from '../../../src/main/engine/turn'

const ask = (job: string) => ({ type: 'ask', job, question: 'Why?' })

/** A role whose jobs do what the test says. */
function table(work: (request: Work, turn: Turn) => Promise<Failure | null>) {
  const events: EngineEvent[] = []
  const role: Role = {
    work: (request, turn, emit) =>
      work(request, turn).then((failed) => {
        if (!failed) emit({ type: 'done', job: request.job, modelText: [], tokens: 0, timings: {} })
        return failed
      }),
    status: (job) => ({ type: 'status', job, info: null, rss: 1 }),
  }
  const jobs = new JobTable(role, (event) => events.push(event))
  return { jobs, events, story: () => events.map((e) => `${e.type} ${'job' in e ? e.job : ''} ${'code' in e ? e.code : ''}`.trim()) }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('jobs run one after the other, in the order in which they came', async () => {
  const { jobs, story } = table(async (_, turn) => {
    await turn.pause()
    return null
  })
  jobs.hear(ask('a'))
  jobs.hear(ask('b'))
  for (let i = 0; i < 5; i++) await settled()
  expect(story()).toEqual(['done a', 'done b'])
})

test('sound is heard between two steps of a reading, which goes on behind it', async () => {
  const steps: string[] = []
  const { jobs } = table(async ({ job }, turn) => {
    for (const step of [1, 2]) {
      steps.push(`${job}${step}`)
      await turn.pause()
    }
    return null
  })
  const hear = (job: string) => ({ type: 'hear', job, sound: new Float32Array(512), begins: false })
  jobs.hear(ask('reading'))
  jobs.hear(ask('next'))
  jobs.hear(hear('a'))
  jobs.hear(hear('b'))
  for (let i = 0; i < 12; i++) await settled()
  expect(steps).toEqual(['reading1', 'a1', 'a2', 'b1', 'b2', 'reading2', 'next1', 'next2'])
})

test('a job of either lane is cancelled by its name, waiting or running', async () => {
  const { jobs, story } = table(async (_, turn) => {
    while (!turn.cancelled()) await turn.pause()
    return failure('cancelled')
  })
  jobs.hear(ask('a'))
  for (const job of ['b', 'c']) jobs.hear({ type: 'transcribe', job, sound: new Float32Array(512) })
  jobs.hear({ type: 'cancel', job: 'c' })
  jobs.hear({ type: 'cancel', job: 'b' })
  for (let i = 0; i < 5; i++) await settled()
  expect(story()).toEqual(['failed c cancelled', 'failed b cancelled'])
  jobs.hear({ type: 'cancel', job: 'a' })
  for (let i = 0; i < 5; i++) await settled()
  expect(story()).toHaveLength(3)
})

test('a waiting job that is cancelled never runs', async () => {
  const ran: string[] = []
  const { jobs, story } = table(async (request, turn) => {
    ran.push(request.job)
    await turn.pause()
    return null
  })
  jobs.hear(ask('a'))
  jobs.hear(ask('b'))
  jobs.hear({ type: 'cancel', job: 'b' })
  for (let i = 0; i < 5; i++) await settled()
  expect(ran).toEqual(['a'])
  expect(story()).toEqual(['failed b cancelled', 'done a'])
})

test('a running job hears its cancel at the next pause and fails as cancelled', async () => {
  const { jobs, story } = table(async (_, turn) => {
    while (!turn.cancelled()) await turn.pause()
    return failure('cancelled')
  })
  jobs.hear(ask('a'))
  await settled()
  jobs.hear({ type: 'cancel', job: 'a' })
  for (let i = 0; i < 5; i++) await settled()
  expect(story()).toEqual(['failed a cancelled'])
})

test('a role that throws fails its job and lives on', async () => {
  let first = true
  const { jobs, story } = table(async () => {
    if (!first) return null
    first = false
    throw new Error('std::bad_alloc')
  })
  jobs.hear(ask('a'))
  jobs.hear(ask('b'))
  for (let i = 0; i < 5; i++) await settled()
  expect(story()).toEqual(['failed a engine-out-of-memory', 'done b'])
})

test.each([
  [null, 'failed unknown engine-protocol'],
  [{ type: 'ask', job: 'a' }, 'failed a engine-protocol'],
  [{ type: 'format-disk', job: 'a' }, 'failed a engine-protocol'],
  [{ type: 'describe', job: 'a', length: 'full', picture: { kind: 'frame', width: 2, height: 2, format: 'RGBA', t: 0, bytes: new Uint8Array(15) } }, 'failed a engine-protocol'],
  [{ type: 'cancel', job: 'nobody' }, ''],
])('%j is answered with "%s"', (message, answer) => {
  const { jobs, story } = table(async () => null)
  jobs.hear(message)
  expect(story().join()).toBe(answer)
})

test('its state is told at once, also in the middle of a job', async () => {
  const { jobs, story } = table((_, turn) => turn.pause().then(() => null))
  jobs.hear(ask('a'))
  jobs.hear({ type: 'status', job: 's' })
  expect(story()).toEqual(['status s'])
  await settled()
})
