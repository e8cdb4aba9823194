import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { aStore, emptyFolder, ENTRY, GRAPH, MODEL_FILES } from '../support/models/a-store'
import { expectInstalled, graphRequests, HALF, half, onGraph, partOf, statesOf } from '../support/models/download-faults'
import { startPublisher, type PublisherServer } from '../support/models/publisher-server'
import { endOf, spawnStore } from '../support/models/spawn-store'

/** A real process that downloads, killed by SIGKILL in the middle of it. */

let publisher: PublisherServer
beforeEach(async () => {
  publisher = await startPublisher(MODEL_FILES)
})
afterEach(() => publisher.close())

describe('a download', () => {
  const DEATHS = [
    {
      what: 'a file was written and not yet renamed',
      place: `files/${GRAPH}`,
      state: 'partial',
      // Its bytes are all there: they are hashed and not asked for.
      asksAgain: 0,
    },
    { what: 'all files were there and the model not yet renamed', place: `models/${ENTRY.id}`, state: 'installed', asksAgain: 0 },
    { what: 'its record was written and not yet renamed', place: 'files/descry.json', state: 'partial', asksAgain: 0 },
  ] as const

  test.each(DEATHS)('whose process is killed when $what is finished by the next start', async ({ place, state, asksAgain }) => {
    const folder = join(await emptyFolder(), 'models')
    expect(await endOf(spawnStore(folder, publisher.host, place))).toBe('SIGKILL')
    expect(existsSync(join(folder, ENTRY.id))).toBe(false)
    const before = graphRequests(publisher).length
    expect(before).toBe(1)
    const store = await aStore({ host: publisher.host, folder })
    await store.recover()
    expect(await statesOf(store)).toEqual([state])
    if (state === 'partial') expect(await store.download(ENTRY.id)).toMatchObject({ ok: true })
    expect(graphRequests(publisher).length - before).toBe(asksAgain)
    await expectInstalled(publisher, folder)
    expect(await store.verify(ENTRY.id)).toEqual({ ok: true, files: 4 })
  })

  test('of another process is not joined; when that one is killed, it is gone on with', async () => {
    const folder = join(await emptyFolder(), 'models')
    publisher.misbehave(onGraph(1, half))
    const other = spawnStore(folder, publisher.host)
    const end = endOf(other)
    await vi.waitFor(async () => expect((await stat(partOf(folder))).size).toBe(HALF), 20_000)
    const store = await aStore({ host: publisher.host, folder })
    expect(await store.download(ENTRY.id)).toEqual({ ok: false, code: 'model-in-use' })
    expect(await store.remove(ENTRY.id)).toEqual({ ok: false, code: 'model-in-use' })
    await store.recover()
    expect((await stat(partOf(folder))).size).toBe(HALF)
    other.kill('SIGKILL')
    expect(await end).toBe('SIGKILL')
    expect(await store.download(ENTRY.id)).toMatchObject({ ok: true })
    expect(graphRequests(publisher).at(-1)?.headers.range).toBe(`bytes=${HALF}-`)
    await expectInstalled(publisher, folder)
  })
})
