import { describe, expect, test } from 'vitest'
import { EXIT } from '../../src/cli/exit-codes'
import { runCommand } from '../../src/cli/run-command'
import type { CliModels } from '../../src/cli/services'
import { failure, type Result } from '../../src/shared/codes'
import { anEntry, boxEntry, installed } from '../support/app/scripted-store'
import { fakeWorld } from './support/fake-io'

const ENTRIES = [boxEntry(), anEntry(), installed({ id: 'florence', name: 'Florence-2', languages: ['en', 'de'], goodAt: ['captions', 'text'] })]

/** What the store says of a model that it added. */
const ADDED: Result<{ id: string }> = { ok: true, id: 'mine' }

/** Models whose every work ends like this, told in full by `log`. */
function someModels(result: Result<object> = { ok: true }, act?: (...args: Parameters<CliModels['download']>) => Promise<void>) {
  const log: unknown[][] = []
  const models: CliModels = {
    list: async () => ({ entries: ENTRIES, inUse: 'descry-nano' }),
    async download(id, consent, work) {
      log.push(['download', id, consent])
      await act?.(id, consent, work)
      return result
    },
    check: async (id) => (log.push(['check', id]), result),
    repair: async (id) => (log.push(['repair', id]), result),
    add: async (path) => (log.push(['add', path]), result),
    remove: async (id) => (log.push(['remove', id]), result),
    use: async (id) => (log.push(['use', id]), result),
  }
  return { models, log }
}

describe('descry models', () => {
  test('lists each in a line for the ear, its id first', async () => {
    const { io, stdout } = await fakeWorld(someModels())
    expect(await runCommand(['models'], io)).toBe(EXIT.ok)
    expect(stdout().split('\n')).toEqual([
      'descry-nano: descry-nano, came with Descry. It is in use. Its size is 200 megabytes. It is good at describing pictures. It answers in English. Its licence is Apache-2.0.',
      'smol: SmolVLM 256M, can be downloaded. Its size is 200 megabytes. It is good at describing pictures. It answers in English. Its licence is Apache-2.0.',
      'florence: Florence-2, installed. Its size is 200 megabytes. It is good at describing pictures and pictures with text in them. It answers in English and German. Its licence is Apache-2.0.',
      '',
    ])
  })

  test('lists as JSON with all that is known', async () => {
    const { io, stdout } = await fakeWorld(someModels())
    await runCommand(['models', 'list', '--json'], io)
    const listed = JSON.parse(stdout()) as { models: object[] }
    expect(listed).toMatchObject({ schema: 1, ok: true, verb: 'models', action: 'list', inUse: 'descry-nano' })
    expect(listed.models).toEqual(ENTRIES.map((entry) => ({ ...entry, inUse: entry.id === 'descry-nano' })))
  })

  test.each([
    [['get', 'smol'], ['download', 'smol', false], 'SmolVLM 256M is here. Type descry models use smol to describe with it.'],
    [['get', 'smol', '--accept-licence'], ['download', 'smol', true], 'SmolVLM 256M is here. Type descry models use smol to describe with it.'],
    [['use', 'florence'], ['use', 'florence'], 'Florence-2 is now in use.'],
    [['check', 'florence'], ['check', 'florence'], 'All files of Florence-2 are right.'],
    [['repair', 'florence'], ['repair', 'florence'], 'Florence-2 is repaired.'],
    [['remove', 'florence'], ['remove', 'florence'], 'Florence-2 is removed.'],
  ])('%j does that and says so', async (words, done, sentence) => {
    const some = someModels()
    const { io, stdout } = await fakeWorld(some)
    expect(await runCommand(['models', ...words], io)).toBe(EXIT.ok)
    expect(some.log).toEqual([done])
    expect(stdout()).toBe(`${sentence}\n`)
  })

  test('add says the id that the model has from now on', async () => {
    const { io, stdout } = await fakeWorld(someModels(ADDED))
    await runCommand(['models', 'add', '/home/me/mine.zip', '--json'], io)
    expect(JSON.parse(stdout())).toEqual({ schema: 1, ok: true, verb: 'models', action: 'add', id: 'mine' })
  })

  test('progress is a line at the start and at each quarter, on standard error', async () => {
    const some = someModels({ ok: true }, async (id, _consent, { onProgress }) => {
      for (let received = 0; received <= 200; received++) onProgress?.({ id, phase: 'downloading', received: received * 1_000_000, total: 200_000_000 })
    })
    const { io, stdout, stderr } = await fakeWorld(some)
    await runCommand(['models', 'get', 'smol', '--json'], io)
    expect(stderr().split('\n')).toEqual([
      'Downloading SmolVLM 256M, 200 megabytes.',
      'SmolVLM 256M: 25 percent.',
      'SmolVLM 256M: 50 percent.',
      'SmolVLM 256M: 75 percent.',
      '',
    ])
    expect(JSON.parse(stdout())).toMatchObject({ ok: true })
  })

  test('progress is one line that is drawn over where standard error is a terminal', async () => {
    const some = someModels({ ok: true }, async (id, _consent, { onProgress }) => {
      for (const received of [0, 100, 100, 200]) onProgress?.({ id, phase: 'downloading', received: received * 1_000_000, total: 200_000_000 })
    })
    const { io, stderr } = await fakeWorld({ ...some, terminal: true })
    await runCommand(['models', 'get', 'smol'], io)
    expect(stderr().split('\r').slice(1)).toEqual([
      `[${' '.repeat(30)}] 0 percent of 200 megabytes`,
      `[${'='.repeat(15)}${' '.repeat(15)}] 50 percent of 200 megabytes`,
      `[${'='.repeat(30)}] 100 percent of 200 megabytes\n`,
    ])
  })

  test('Ctrl+C ends the download, waits until nothing writes any more, and says that it can go on', async () => {
    const { promise: written, resolve: write } = Promise.withResolvers<undefined>()
    const some = someModels(failure('cancelled'), async (_id, _consent, { signal }) => {
      world.interrupt()
      expect(signal?.aborted).toBe(true)
      await written
    })
    const world = await fakeWorld(some)
    let ended = false
    const ran = runCommand(['models', 'get', 'smol'], world.io).then((code) => ((ended = true), code))
    await new Promise((resolve) => setImmediate(resolve))
    expect(ended).toBe(false)
    write(undefined)
    expect(await ran).toBe(EXIT.cancelled)
    expect(world.stderr()).toContain('What has arrived is kept. Type descry models get smol to go on.')
  })

  test('a licence that was not accepted is named, with what to type', async () => {
    const { io, stderr } = await fakeWorld(someModels(failure('consent-needed')))
    expect(await runCommand(['models', 'get', 'smol'], io)).toBe(EXIT.model)
    expect(stderr()).toContain('The licence of this model is Apache-2.0, at https://example.com/licence.')
    expect(stderr()).toContain('descry models get smol --accept-licence')
    const asJson = await fakeWorld(someModels(failure('consent-needed')))
    await runCommand(['models', 'get', 'smol', '--json'], asJson.io)
    expect(JSON.parse(asJson.stdout())).toMatchObject({ ok: false, code: 'consent-needed', id: 'smol', licence: { url: 'https://example.com/licence' } })
  })

  test('damage is said with what mends it, and its exit code', async () => {
    const { io, stderr } = await fakeWorld(someModels(failure('model-damaged', 'onnx/a.onnx')))
    expect(await runCommand(['models', 'check', 'florence'], io)).toBe(EXIT.model)
    expect(stderr()).toContain('Type descry models repair florence')
  })
})
