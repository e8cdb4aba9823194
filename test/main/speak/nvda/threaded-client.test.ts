import koffi from 'koffi'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { TERMINATE } from '../../../../src/main/speak/end-process'
import { LATER_PROTOTYPES, PROTOTYPES } from '../../../../src/main/speak/nvda/client-worker'
import { ThreadedClient } from '../../../../src/main/speak/nvda/threaded-client'
import { fakeNvdaLibrary, noLibrary, type FakeNvdaLibrary } from '../../../support/speech/fake-nvda-library'
import { until } from '../../../support/speech/orca-session'
import { temporaryFolder } from '../../../support/temporary-folder'

const PATIENT = 30_000
const FOREVER = '<speak><mark name="1b"/>forever<mark name="1e"/></speak>'
const SHORT = '<speak><mark name="2b"/>Ü 💩<mark name="2e"/></speak>'
const utf16 = (words: string): Buffer => Buffer.from(words, 'utf16le')

async function started(version: 1 | 2 = 2): Promise<{ client: ThreadedClient; library: FakeNvdaLibrary }> {
  const library = await fakeNvdaLibrary(temporaryFolder(), version)
  const client = new ThreadedClient({ file: () => library.path, endProcess: async () => () => undefined })
  onTestFinished(async () => {
    await client.close()
    await library.close()
  })
  return { client, library }
}

test('every prototype is one that koffi understands, and names its own function', () => {
  const all = Object.entries({ ...PROTOTYPES, ...LATER_PROTOTYPES })
  for (const [name, prototype] of [...all, ['TerminateProcess', TERMINATE] as const]) {
    const type = koffi.proto(prototype.replace('_Out_ ', ''))
    const parameters = /\((.*)\)/.exec(prototype)?.[1]?.split(',').filter(Boolean) ?? []
    expect([name, type.proto?.arguments.length]).toEqual([name, parameters.length])
    expect(prototype).toMatch(new RegExp(`^u?int(32_t)? __stdcall (nvdaController_)?${name}\\(`))
  }
})

test('no library, or a file that is none, is told apart from an NVDA that does not run', async () => {
  const never = async (): Promise<never> => expect.fail('nothing hangs')
  const missing = new ThreadedClient({ file: () => undefined, endProcess: never })
  expect(await missing.look(PATIENT)).toEqual({ state: 'no-library' })
  expect(await missing.speakText('a')).toBeUndefined()
  expect(await missing.speakSsml(SHORT, -1, () => undefined)).toBeUndefined()
  const broken = new ThreadedClient({ file: () => import.meta.filename, endProcess: never })
  onTestFinished(() => broken.close())
  expect(await broken.look(PATIENT)).toEqual({ state: 'broken-library' })
})

describe.skipIf(noLibrary)(noLibrary ? `a compiled library (skipped: ${noLibrary})` : 'a compiled library', () => {
  test('is given each text in UTF-16, and numbers in their places', async () => {
    const { client, library } = await started()
    const marks: string[] = []
    expect(await client.look(PATIENT)).toEqual({ state: 'running', pid: 4711, ssml: true })
    expect(await client.speakText('Ä 💩')).toBe(0)
    expect(await client.brailleMessage('ﬁ\u0301')).toBe(0)
    expect(await client.speakSsml(SHORT, 300, (name) => marks.push(name))).toBe(0)
    expect(await client.cancelSpeech()).toBe(0)
    expect(library.calls()).toEqual([
      { name: 'testIfRunning' },
      { name: 'speakText', bytes: utf16('Ä 💩') },
      { name: 'brailleMessage', bytes: utf16('ﬁ\u0301') },
      { name: 'speakSsml', bytes: utf16(SHORT), symbolLevel: 300, priority: 0, asynchronous: 0 },
      { name: 'cancelSpeech' },
    ])
    expect(marks).toEqual(['2b', '2e'])
  })

  test('is given a negative level as such', async () => {
    const { client, library } = await started()
    await client.look(PATIENT)
    await client.speakSsml(SHORT, -1, () => undefined)
    expect(library.calls().at(-1)).toMatchObject({ symbolLevel: -1 })
  })

  test('that calls back from a thread of its own is heard all the same, before its call returns', async () => {
    const { client, library } = await started()
    library.set('apart', true)
    const order: unknown[] = []
    await client.look(PATIENT)
    await client.speakSsml(SHORT, -1, (name) => order.push(name)).then((code) => order.push(code))
    expect(order).toEqual(['2b', '2e', 0])
  })

  test('says 1722 where NVDA is not, and 1726 where it ended in the middle of a text', async () => {
    const { client, library } = await started()
    await client.look(PATIENT)
    const speaking = client.speakSsml(FOREVER, -1, () => undefined)
    await until(() => library.begun() > 0)
    library.set('running', false)
    expect(await speaking).toBe(1726)
    expect(await client.look(PATIENT)).toEqual({ state: 'not-running' })
    expect([await client.speakText('a'), await client.speakSsml(SHORT, -1, () => undefined)]).toEqual([1722, 1722])
  })

  test('belongs to another NVDA after that was started anew', async () => {
    const { client, library } = await started()
    await client.look(PATIENT)
    await client.speakSsml(SHORT, -1, () => undefined)
    await client.renew()
    expect(library.listens()).toBe(false)
    library.set('running', true)
    expect(await client.look(PATIENT)).toEqual({ state: 'running', pid: 4712, ssml: true })
    const marks: string[] = []
    expect(await client.speakSsml(SHORT, -1, (name) => marks.push(name))).toBe(0)
    expect(marks).toHaveLength(2)
  })

  test('of version 1 is used for what it has', async () => {
    const { client, library } = await started(1)
    expect(await client.look(PATIENT)).toEqual({ state: 'running', pid: undefined, ssml: false })
    expect(await client.speakText('a')).toBe(0)
    expect(await client.speakSsml(SHORT, -1, () => undefined)).toBe(1717)
    expect(library.calls().map(({ name }) => name)).toEqual(['testIfRunning', 'speakText'])
  })

  test('that an older NVDA answers reports no SSML', async () => {
    const { client, library } = await started()
    library.set('older', true)
    expect(await client.look(PATIENT)).toEqual({ state: 'running', pid: undefined, ssml: false })
  })

  test('whose NVDA hangs is silent, until it answers again', async () => {
    const { client, library } = await started()
    await client.look(PATIENT)
    library.set('hangs', true)
    expect(await client.look(1)).toEqual({ state: 'silent' })
    expect(await client.brailleMessage('a')).toBeUndefined()
    library.set('hangs', false)
    await until(async () => (await client.look(PATIENT)).state === 'running')
  })

  test('that is replaced by the user is loaded from its new place', async () => {
    const [first, second] = [await fakeNvdaLibrary(temporaryFolder(), 1), await fakeNvdaLibrary(temporaryFolder())]
    let path = first.path
    const client = new ThreadedClient({ file: () => path, endProcess: async () => () => undefined })
    onTestFinished(async () => {
      await Promise.all([client.close(), first.close(), second.close()])
    })
    expect(await client.look(PATIENT)).toMatchObject({ ssml: false })
    path = second.path
    expect(await client.look(PATIENT)).toMatchObject({ ssml: true })
  })
})

describe.skipIf(noLibrary)(noLibrary ? `a call that never returns (skipped: ${noLibrary})` : 'a call that never returns', () => {
  test('is left to itself, and the next text is spoken meanwhile', async () => {
    const { client, library } = await started()
    const listeners = process.listenerCount('exit')
    await client.look(PATIENT)
    library.set('deaf', true)
    library.set('waits', true)
    const stuck = client.speakSsml(FOREVER, -1, () => undefined)
    await until(() => library.calls().some(({ name }) => name === 'speakSsml'))
    await client.cancelSpeech()
    client.abandon()
    expect([client.abandoned, process.listenerCount('exit')]).toEqual([1, listeners + 1])
    library.set('deaf', false)
    expect(await stuck).toBe(1223)
    expect([client.abandoned, process.listenerCount('exit')]).toEqual([0, listeners])
    library.set('waits', false)
    expect(await client.speakSsml(SHORT, -1, () => undefined)).toBe(0)
  })

  test('two at once each hear of their own marks only by name, and both return', async () => {
    const { client, library } = await started()
    await client.look(PATIENT)
    const first = client.speakSsml(FOREVER, -1, () => undefined)
    await until(() => library.begun() === 1)
    client.abandon()
    const marks: string[] = []
    expect(await client.speakSsml(SHORT, -1, (name) => marks.push(name))).toBe(0)
    expect(marks).toEqual(['2b', '2e'])
    await client.cancelSpeech()
    expect(await first).toBe(1223)
  })

  test('keeps no process from its end, which it ends itself with the code that it had', async () => {
    const support = join(import.meta.dirname, '../../../support')
    const hooks = pathToFileURL(join(support, 'typescript-hooks.mjs')).href
    const args = ['--disable-warning=ExperimentalWarning', '--import', hooks, join(support, 'speech/fake-nvda-child.ts'), temporaryFolder()]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    const [said] = await Promise.all([text(child.stdout), once(child, 'exit')])
    expect([said, child.signalCode]).toEqual(['abandoned\nguard 7\n', 'SIGKILL'])
  })
})
