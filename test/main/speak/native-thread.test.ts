import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { NativeThread } from '../../../src/main/speak/native-thread'
import { until } from '../../support/speech/orca-session'

type Request = { readonly say: string } | { readonly waitFor: string } | { readonly end: true }
interface Reply {
  readonly said: string
}

const NEVER = 60_000

/**
 * A worker that really waits inside of a native call, for as long as another program runs: one that ends when
 * a file is gone.
 */
const WORKER = `
import { spawnSync } from 'node:child_process'
import { parentPort, workerData } from 'node:worker_threads'
parentPort.on('message', (request) => {
  if (request.end) throw new Error('broken')
  if (request.waitFor) spawnSync('/bin/sh', ['-c', 'touch "$0.in"; while [ -e "$0" ]; do sleep 0.05; done', request.waitFor])
  parentPort.postMessage({ said: workerData + (request.say ?? 'waited') })
})`

async function start(late: (request: Request, reply: unknown) => void = () => undefined) {
  const folder = await mkdtemp(join(tmpdir(), 'descry-thread-'))
  const file = join(folder, 'worker.mjs')
  const gate = join(folder, 'gate')
  await writeFile(file, WORKER)
  await writeFile(gate, '')
  const ends: number[] = []
  const endProcess = async () => (code: number) => void ends.push(code)
  const thread = new NativeThread<Request, Reply>({ file: pathToFileURL(file), data: '> ', endProcess, late })
  onTestFinished(async () => {
    await rm(gate, { force: true })
    await thread.close()
    await rm(folder, { recursive: true, force: true })
  })
  return { thread, folder, gate, ends, open: () => rm(gate) }
}

const guards = (): number => process.listenerCount('exit')

test('a call is answered, and those behind it in their order', async () => {
  const { thread } = await start()
  const asked = ['one', 'two', 'three'].map((say) => thread.ask({ say }, NEVER))
  expect(await Promise.all(asked)).toEqual([{ said: '> one' }, { said: '> two' }, { said: '> three' }])
})

test('a call that hangs is given up at its deadline; what waits behind it never happens', async () => {
  const { thread, gate, open } = await start()
  const hanging = thread.ask({ waitFor: gate }, 1)
  const behind = thread.ask({ say: 'behind' }, NEVER)
  expect(await hanging).toBeUndefined()
  // The next one need not wait for its own deadline to learn that.
  expect(await thread.ask({ say: 'later' }, NEVER)).toBeUndefined()
  await open()
  expect(await behind).toEqual({ said: '> behind' })
})

test('a call that was given up and comes back is told, and the thread serves again', async () => {
  const late = Promise.withResolvers<unknown>()
  const { thread, gate, open } = await start((request, reply) => late.resolve([request, reply]))
  expect(await thread.ask({ waitFor: gate }, 1)).toBeUndefined()
  await open()
  expect(await late.promise).toEqual([{ waitFor: gate }, { said: '> waited' }])
  expect(await thread.ask({ say: 'again' }, NEVER)).toEqual({ said: '> again' })
})

test('a thread that breaks answers so, and the next call has a new one', async () => {
  const { thread } = await start()
  expect(await thread.ask({ end: true }, NEVER)).toEqual({ failed: 'Error: broken' })
  expect(await thread.ask({ say: 'again' }, NEVER)).toEqual({ said: '> again' })
})

test('the process is ended at exit while a call hangs, with its code, and only then', async () => {
  const before = guards()
  const { thread, gate, ends, open } = await start()
  expect(await thread.ask({ say: 'well' }, NEVER)).toEqual({ said: '> well' })
  expect(guards()).toBe(before)
  expect(await thread.ask({ waitFor: gate }, 1)).toBeUndefined()
  expect(guards()).toBe(before + 1)
  await thread.close()
  expect(guards()).toBe(before + 1)
  const guard = process.listeners('exit').at(-1) as (code: number) => void
  guard(3)
  expect(ends).toEqual([3])
  await open()
  await until(() => guards() === before)
})

test('a process with a hanging call really leaves', async () => {
  const { folder, gate } = await start()
  const main = join(folder, 'main.ts')
  const source = new URL('../../../src/main/speak/native-thread.ts', import.meta.url).href
  await writeFile(
    main,
    `import { NativeThread } from '${source}'
     const thread = new NativeThread({
       file: new URL('./worker.mjs', import.meta.url), data: '',
       endProcess: async () => () => process.kill(process.pid, 'SIGKILL'),
     })
     await thread.ask({ waitFor: '${gate}' }, 200)
     await thread.close()
     process.exit(0)`,
  )
  const run = promisify(execFile)(process.execPath, ['--no-warnings', main])
  // It was ended, for the gate is still shut: without that, this would wait until the test's own end.
  await expect(run).rejects.toMatchObject({ signal: 'SIGKILL' })
})
