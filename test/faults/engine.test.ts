import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { failure } from '../../src/shared/codes'
import type { EngineEvent } from '../../src/shared/engine-protocol'
import { createMessages } from '../../src/shared/messages'
import { JobTable, type Role } from '../../src/main/engine/job-table'
import { createChildSpawner } from '../../src/main/engine-host/child-spawner'
import { EngineClient } from '../../src/main/engine-host/engine-client'

/*
 * The eight faults of the engine, in real processes that go wrong on purpose (support/engine/faulty-engine.mjs),
 * and where else each is tested:
 *
 * | fault                       | here                  | with a scripted process, in engine-client.test.ts | with the built engine, in real-process.test.ts |
 * | crash in load               | crash-in-load         | crashes while it loads                            |                                                |
 * | crash in run                | crash-in-run          | crashes in a job                                  | killed in mid-sentence                         |
 * | hang in run                 | hang-in-run           | hangs; hangs after a cancel                       | stops answering                                |
 * | out of memory               | out-of-memory         | (what a run throws for it: at the end of this)    |                                                |
 * | three crashes in five min.  | three times           | ends three times; five minutes later              |                                                |
 * | exit while idle             | exit-while-idle       | ends while idle                                   |                                                |
 * | garbage message             | garbage               | talks nonsense                                    | a request that breaks the protocol             |
 * | slow start                  | slow-start            | is slow to start; never says its first word       |                                                |
 */

const FAULTY_ENGINE = fileURLToPath(new URL('../support/engine/faulty-engine.mjs', import.meta.url))
const LOAD = { folder: 'model', threads: 1, deadline: 30_000 }
const ASK = { type: 'ask', question: 'What is this?' } as const

let folder: string
let client: EngineClient
/** Process ids of all that were started. */
const pids = (): number[] => readFileSync(join(folder, 'starts'), 'utf8').trim().split('\n').map(Number)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'descry-engine-faults-'))
})
afterEach(() => {
  client.close()
  rmSync(folder, { recursive: true, force: true })
})

function open(fault: string, times = 1): EngineClient {
  const env = { ...process.env, DESCRY_FAULT: fault, DESCRY_FAULT_TIMES: String(times), DESCRY_FAULT_FILE: join(folder, 'starts') }
  client = new EngineClient('vision-language', createChildSpawner(FAULTY_ENGINE, env))
  return client
}

const ask = (deadline = 20_000) => client.run(ASK, { deadline })

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** The next question is answered by the process of that number. */
async function expectAnswerBy(number: number): Promise<void> {
  expect(await ask()).toMatchObject({ ok: true, event: { type: 'done', tokens: number } })
}

describe('the engine', () => {
  test('crash-in-load: the loading says so, and the next process loads and answers', async () => {
    expect(await open('crash-in-load').load(LOAD)).toMatchObject({ ok: false, code: 'engine-crashed' })
    await expectAnswerBy(2)
  })

  test('crash-in-run: the question says so, and the next one is answered', async () => {
    await open('crash-in-run').load(LOAD)
    expect(await ask()).toMatchObject({ ok: false, code: 'engine-crashed' })
    await expectAnswerBy(2)
  })

  test('hang-in-run: the process is ended by force when its time is over, and the next one answers', async () => {
    await open('hang-in-run').load(LOAD)
    const [hung] = pids()
    expect(await ask(500)).toMatchObject({ ok: false, code: 'engine-hung' })
    await expect.poll(() => isAlive(hung ?? 0)).toBe(false)
    await expectAnswerBy(2)
  })

  test('hang-in-run: one that says nothing for too long is ended before its deadline', async () => {
    await open('hang-in-run').load(LOAD)
    const silent = await client.run(ASK, { deadline: 600_000, silence: 500 })
    expect(silent).toMatchObject({ ok: false, code: 'engine-hung' })
    await expectAnswerBy(2)
  })

  test('out-of-memory: that is said, not that it crashed, and the next question is answered', async () => {
    await open('out-of-memory').load(LOAD)
    expect(await ask()).toMatchObject({ ok: false, code: 'engine-out-of-memory' })
    await expectAnswerBy(2)
  })

  test('three times: no fourth process is started, and the user is told', async () => {
    await open('crash-in-run', 99).load(LOAD)
    for (let times = 0; times < 3; times++) expect(await ask()).toMatchObject({ code: 'engine-crashed' })
    const given = await ask()
    expect(given).toMatchObject({ ok: false, code: 'engine-given-up' })
    expect(pids()).toHaveLength(3)
    expect(createMessages('en').say('failure.engine-given-up')).toMatch(/three times in five minutes/)
  })

  test('exit-while-idle: the next question finds another process', async () => {
    await open('exit-while-idle').load(LOAD)
    await expect.poll(pids).toHaveLength(2)
    await expectAnswerBy(2)
  })

  test('garbage: the process is ended, the question says so, and the next one is answered', async () => {
    await open('garbage').load(LOAD)
    const [talking] = pids()
    expect(await ask()).toMatchObject({ ok: false, code: 'engine-protocol' })
    await expect.poll(() => isAlive(talking ?? 0)).toBe(false)
    await expectAnswerBy(2)
  })

  test('slow-start: what is asked meanwhile waits for it', async () => {
    void open('slow-start').load(LOAD)
    await expectAnswerBy(1)
  })

  test('a process that ends while it rests leaves nothing behind, and the next question starts another', async () => {
    await open('none').load(LOAD)
    const [resting] = pids()
    client.sleep()
    await expect.poll(() => isAlive(resting ?? 0)).toBe(false)
    expect(client.pid).toBeUndefined()
    await expectAnswerBy(2)
  })
})

test.each(['std::bad_alloc', 'Failed to allocate memory for requested buffer of size 123', 'out of memory'])(
  'a run that throws "%s" ends its job, says that memory is short, and the process lives on',
  async (words) => {
    const said: EngineEvent[] = []
    const role: Role = {
      work: ({ job }) => (job === 'first' ? Promise.reject(new Error(words)) : Promise.resolve(failure('deadline'))),
      status: () => expect.fail('nobody asks'),
    }
    const jobs = new JobTable(role, (event) => said.push(event))
    for (const job of ['first', 'second']) jobs.hear({ ...ASK, job })
    await expect.poll(() => said).toHaveLength(2)
    expect(said).toMatchObject([{ job: 'first', code: 'engine-out-of-memory' }, { job: 'second', code: 'deadline' }])
  },
)
