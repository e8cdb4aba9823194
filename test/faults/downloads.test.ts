import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { WAITS } from '../../src/main/models/retry'
import { aStore, ENTRY, GRAPH, handClock, MODEL_FILES, noise, emptyFolder } from '../support/models/a-store'
import { markOf, sendFile, startPublisher, type Misbehaviour, type PublisherServer } from '../support/models/publisher-server'
import { CAN_MOUNT, mountSmallDisk } from '../support/models/small-disk'
import { endOf, spawnStore } from '../support/models/spawn-store'
import { withoutPower } from '../support/without-power'

/**
 * The twelve faults of a download, each against a server, a disk or a process that really has it: what is
 * said, that nothing half is ever taken for a model, and that what had arrived is not fetched again.
 */

let publisher: PublisherServer
beforeEach(async () => {
  publisher = await startPublisher(MODEL_FILES)
})
afterEach(() => publisher.close())

const GRAPH_BYTES = MODEL_FILES[GRAPH]!
const HALF = GRAPH_BYTES.length / 2

/** Does something else with requests for the graph, the first so many times. */
function onGraph(times: number, how: Misbehaviour): Misbehaviour {
  let left = times
  return (request, response, serve) => {
    if (!request.url?.endsWith(GRAPH) || left === 0) return false
    left -= 1
    return how(request, response, serve)
  }
}

const half: Misbehaviour = (_request, response) => {
  response.writeHead(200, { etag: markOf(GRAPH_BYTES), 'content-length': GRAPH_BYTES.length })
  response.write(GRAPH_BYTES.subarray(0, HALF))
  return true
}

const cutAtHalf: Misbehaviour = (request, response, serve) => {
  half(request, response, serve)
  // The bytes are let out before the line goes dead.
  setTimeout(() => response.destroy(), 20)
  return true
}

/** Everything that only had to have its turn has had it. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

const always = Number.POSITIVE_INFINITY
const partOf = (folder: string): string => join(folder, '.partial', ENTRY.id, 'parts', ...GRAPH.split('/'))
const requestsForGraph = () => publisher.asked.filter(({ path }) => path === GRAPH)

/** The model as the publisher has it, and nothing left over. */
async function expectInstalled(folder: string): Promise<void> {
  for (const [path, bytes] of publisher.files) {
    expect((await readFile(join(folder, ENTRY.id, path))).equals(bytes), path).toBe(true)
  }
  expect(existsSync(join(folder, '.partial', ENTRY.id))).toBe(false)
}

const states = async (store: Awaited<ReturnType<typeof aStore>>) =>
  (await store.list()).filter(({ id }) => id === ENTRY.id).map(({ state }) => state)

describe('a download', () => {
  test('that is refused is tried again three times, then says so', async () => {
    // A port that nobody listens on.
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    server.close()
    await once(server, 'close')
    const clock = handClock()
    const store = await aStore({ host: `http://127.0.0.1:${port}`, clock })
    expect(await store.download(ENTRY.id)).toMatchObject({ ok: false, code: 'download-refused' })
    expect(clock.pauses).toEqual([...WAITS])
    expect(await states(store)).toEqual(['available'])
  })

  test('of a file that is not there (404) says so at once', async () => {
    publisher.misbehave(onGraph(always, (_request, response) => (response.writeHead(404).end(), true)))
    const clock = handClock()
    const store = await aStore({ host: publisher.host, clock })
    expect(await store.download(ENTRY.id)).toMatchObject({ ok: false, code: 'download-not-found' })
    expect(requestsForGraph()).toHaveLength(1)
    expect(clock.pauses).toEqual([])
  })

  test('from a server with a fault (500) is tried again, and succeeds when the fault is gone', async () => {
    const fault: Misbehaviour = (_request, response) => (response.writeHead(500).end(), true)
    const store = await aStore({ host: publisher.host })
    publisher.misbehave(onGraph(always, fault))
    expect(await store.download(ENTRY.id)).toMatchObject({ ok: false, code: 'download-server-error' })
    expect(requestsForGraph()).toHaveLength(1 + WAITS.length)
    publisher.misbehave(onGraph(2, fault))
    expect(await store.download(ENTRY.id)).toMatchObject({ ok: true })
    await expectInstalled(store.folder)
  })

  test('that stalls for 30 seconds is given up, and goes on where it stopped', async () => {
    const clock = handClock()
    const store = await aStore({ host: publisher.host, clock })
    publisher.misbehave(onGraph(always, (request, response, serve) => {
      if (request.headers.range === undefined) return half(request, response, serve)
      const { length } = GRAPH_BYTES
      response.writeHead(206, { etag: markOf(GRAPH_BYTES), 'content-range': `bytes ${HALF}-${length - 1}/${length}` })
      response.flushHeaders()
      return true
    }))
    let ended = false
    const download = store.download(ENTRY.id).finally(() => (ended = true))
    const arrived = async (): Promise<number> => (await stat(partOf(store.folder)).catch(() => null))?.size ?? 0
    await vi.waitFor(async () => expect(await arrived()).toBe(HALF), 10_000)
    // What has arrived is dealt with, and the silence is counted again.
    await vi.waitFor(() => expect(clock.waiting).toBe(1), 10_000)
    clock.pass(29_999)
    await settled()
    expect(requestsForGraph()).toHaveLength(1)
    clock.pass(1)
    await vi.waitFor(() => expect(requestsForGraph()).toHaveLength(2), 10_000)
    // Each further try stalls, too: half of the file is there from the first on.
    await vi.waitFor(() => {
      clock.pass(30_000)
      expect(ended).toBe(true)
    }, 10_000)
    expect(await download).toMatchObject({ ok: false, code: 'download-stalled' })
    expect(await states(store)).toEqual(['partial'])
    publisher.misbehave(null)
    expect(await store.download(ENTRY.id)).toMatchObject({ ok: true })
    expect(requestsForGraph().at(-1)?.headers.range).toBe(`bytes=${HALF}-`)
    await expectInstalled(store.folder)
  })

  test('that is cut at half goes on by itself with the other half', async () => {
    publisher.misbehave(onGraph(1, cutAtHalf))
    const store = await aStore({ host: publisher.host })
    expect(await store.download(ENTRY.id)).toMatchObject({ ok: true })
    expect(requestsForGraph().map(({ headers }) => headers.range)).toEqual([undefined, `bytes=${HALF}-`])
    expect(requestsForGraph()[1]?.headers['if-range']).toBe(markOf(GRAPH_BYTES))
    await expectInstalled(store.folder)
  })

  test('that ends at half as if that were all goes on with the other half', async () => {
    publisher.misbehave(onGraph(1, (_request, response) => {
      response.writeHead(200, { etag: markOf(GRAPH_BYTES) })
      response.end(GRAPH_BYTES.subarray(0, HALF))
      return true
    }))
    const store = await aStore({ host: publisher.host })
    expect(await store.download(ENTRY.id)).toMatchObject({ ok: true })
    expect(requestsForGraph().map(({ headers }) => headers.range)).toEqual([undefined, `bytes=${HALF}-`])
  })

  test.each([
    ['says so', (twice: Buffer): Misbehaviour => (_request, response) => (response.end(twice), true)],
    ['does not say so', (twice: Buffer): Misbehaviour => (_request, response) => (response.write(twice), response.end(), true)],
  ])('that brings more than was listed and %s is refused, and never more is written', async (_what, send) => {
    publisher.misbehave(onGraph(always, send(Buffer.concat([GRAPH_BYTES, GRAPH_BYTES]))))
    const store = await aStore({ host: publisher.host })
    expect(await store.download(ENTRY.id)).toMatchObject({ ok: false, code: 'download-changed', detail: GRAPH })
    expect((await stat(partOf(store.folder)).catch(() => ({ size: 0 }))).size).toBeLessThanOrEqual(GRAPH_BYTES.length)
  })

  test('that is cut again and again says so, and keeps what had arrived', async () => {
    publisher.misbehave(onGraph(always, (request, response, serve) => {
      if (request.headers.range === undefined) return cutAtHalf(request, response, serve)
      response.destroy()
      return true
    }))
    const store = await aStore({ host: publisher.host })
    expect(await store.download(ENTRY.id)).toMatchObject({ ok: false, code: 'download-cut' })
    expect((await stat(partOf(store.folder))).size).toBe(HALF)
  })

  test('that is resumed after the file has changed (another ETag) starts that file again', async () => {
    const store = await aStore({ host: publisher.host })
    publisher.misbehave(onGraph(1, (request, response, serve) => {
      const old = noise(GRAPH_BYTES.length, 9)
      response.writeHead(200, { etag: markOf(old), 'content-length': old.length })
      response.write(old.subarray(0, HALF))
      setTimeout(() => response.destroy(), 20)
      return request.headers.range === undefined || (serve(), true)
    }))
    expect(await store.download(ENTRY.id)).toMatchObject({ ok: true })
    expect(requestsForGraph()[1]?.headers.range).toBe(`bytes=${HALF}-`)
    await expectInstalled(store.folder)
  })

  test('whose server sends the rest of a changed file as if it were the same starts that file again', async () => {
    publisher.misbehave(onGraph(2, (request, response, serve) => {
      if (request.headers.range === undefined) return cutAtHalf(request, response, serve)
      const { length } = GRAPH_BYTES
      response.writeHead(206, { etag: '"another"', 'content-range': `bytes ${HALF}-${length - 1}/${length}` })
      response.end(noise(HALF, 8))
      return true
    }))
    const store = await aStore({ host: publisher.host })
    expect(await store.download(ENTRY.id)).toMatchObject({ ok: true })
    expect(requestsForGraph().map(({ headers }) => headers.range)).toEqual([undefined, `bytes=${HALF}-`, undefined])
    await expectInstalled(store.folder)
  })

  test('whose bytes have the wrong hash is thrown away, never installed and not tried again', async () => {
    const store = await aStore({ host: publisher.host })
    publisher.misbehave(onGraph(always, (_request, response) => (response.end(noise(GRAPH_BYTES.length, 7)), true)))
    expect(await store.download(ENTRY.id)).toMatchObject({ ok: false, code: 'download-wrong-hash', detail: GRAPH })
    expect(requestsForGraph()).toHaveLength(1)
    expect(existsSync(partOf(store.folder))).toBe(false)
    expect(existsSync(join(store.folder, ENTRY.id))).toBe(false)
    publisher.misbehave(null)
    expect(await store.download(ENTRY.id)).toMatchObject({ ok: true })
  })

  test('of a small file is held to git’s hash where the publisher tells no other', async () => {
    publisher.misbehave((request, response) => {
      if (!request.url?.endsWith('/resolve/'.concat('c0ffee'.padEnd(40, '0'), '/config.json'))) return false
      response.end(Buffer.from('{"model_type":"evil_one"}'))
      return true
    })
    const store = await aStore({ host: publisher.host })
    expect(await store.download(ENTRY.id)).toMatchObject({ code: 'download-wrong-hash', detail: 'config.json' })
  })

  test('for which the disk has too little room is refused before a byte of it is asked for', async () => {
    const store = await aStore({ host: publisher.host, reserve: Number.MAX_SAFE_INTEGER / 2 })
    expect(await store.download(ENTRY.id)).toMatchObject({ ok: false, code: 'disk-full' })
    expect(publisher.asked).toEqual([])
  })

  test.skipIf(!CAN_MOUNT)(
    `that fills the disk (a real one of 700 kB${CAN_MOUNT ? '' : '; needs root and mount'}) says so, and goes on when there is room`,
    async () => {
      const disk = mountSmallDisk(700 * 1024)!
      try {
        const store = await aStore({ host: publisher.host, folder: join(disk.path, 'models') })
        const filler = join(disk.path, 'filler')
        publisher.misbehave(onGraph(always, (_request, response) => {
          response.writeHead(200, { etag: markOf(GRAPH_BYTES), 'content-length': GRAPH_BYTES.length })
          response.write(GRAPH_BYTES.subarray(0, HALF))
          // Meanwhile another program takes the rest of the disk.
          void (async () => {
            await vi.waitFor(async () => expect((await stat(partOf(store.folder))).size).toBe(HALF), 10_000)
            await writeFile(filler, noise(700 * 1024)).catch(() => undefined)
            response.end(GRAPH_BYTES.subarray(HALF))
          })()
          return true
        }))
        expect(await store.download(ENTRY.id)).toEqual({ ok: false, code: 'disk-full', detail: 'ENOSPC' })
        expect(await states(store)).toEqual(['partial'])
        await rm(filler)
        publisher.misbehave(null)
        expect(await store.download(ENTRY.id)).toMatchObject({ ok: true })
        expect(Number(/\d+/.exec(requestsForGraph().at(-1)?.headers.range ?? '')?.[0])).toBeGreaterThanOrEqual(HALF)
        await expectInstalled(store.folder)
      } finally {
        disk.remove()
      }
    },
  )

  test('into a folder that may not be written to says so', async () => {
    const folder = await emptyFolder()
    await mkdir(join(folder, 'closed'), { mode: 0o500 })
    const store = await aStore({ host: publisher.host, folder: join(folder, 'closed') })
    const done = await withoutPower(() => store.download(ENTRY.id))
    expect(done).toMatchObject({ ok: false, code: 'folder-unwritable' })
  })

  test.skipIf(!CAN_MOUNT)(
    `into a folder on a read-only disk${CAN_MOUNT ? '' : ' (needs root and mount)'} says so`,
    async () => {
      const disk = mountSmallDisk(1024 * 1024)!
      try {
        const store = await aStore({ host: publisher.host, folder: disk.path })
        disk.makeReadOnly()
        expect(await store.download(ENTRY.id)).toMatchObject({ ok: false, code: 'folder-unwritable' })
      } finally {
        disk.remove()
      }
    },
  )

  test('that is redirected off the list is stopped before the other server is asked', async () => {
    const other = await startPublisher(MODEL_FILES)
    try {
      publisher.misbehave(onGraph(always, (request, response) => {
        response.writeHead(302, { location: `${other.host}${request.url ?? ''}` }).end()
        return true
      }))
      const store = await aStore({ host: publisher.host })
      expect(await store.download(ENTRY.id)).toMatchObject({ ok: false, code: 'download-redirected-away' })
      expect(other.asked).toEqual([])
    } finally {
      await other.close()
    }
  })

  test('that is redirected to where the publisher keeps large files follows, with its range', async () => {
    const far: (string | undefined)[] = []
    publisher.misbehave((request, response, serve) => {
      if (!request.url?.endsWith(GRAPH)) return false
      if (!request.url.startsWith('/far')) {
        response.writeHead(302, { location: `/far${request.url}` }).end()
        return true
      }
      far.push(request.headers.range)
      if (far.length === 1) return cutAtHalf(request, response, serve)
      sendFile(request, response, GRAPH_BYTES)
      return true
    })
    const store = await aStore({ host: publisher.host })
    expect(await store.download(ENTRY.id)).toMatchObject({ ok: true })
    expect(far).toEqual([undefined, `bytes=${HALF}-`])
    await expectInstalled(store.folder)
  })

  test('that is cancelled ends at once and goes on later where it stopped', async () => {
    const stop = new AbortController()
    publisher.misbehave(onGraph(1, half))
    const store = await aStore({ host: publisher.host })
    const download = store.download(ENTRY.id, {
      signal: stop.signal,
      onProgress: ({ received }) => {
        if (received > 100_000) stop.abort()
      },
    })
    await vi.waitFor(async () => expect((await stat(partOf(store.folder))).size).toBe(HALF), 10_000)
    stop.abort()
    expect(await download).toEqual({ ok: false, code: 'cancelled' })
    expect(await states(store)).toEqual(['partial'])
    expect((await store.list()).find(({ id }) => id === ENTRY.id)?.received).toBeGreaterThan(HALF)
    const again = await aStore({ host: publisher.host, folder: store.folder })
    expect(await again.download(ENTRY.id)).toMatchObject({ ok: true })
    expect(requestsForGraph().at(-1)?.headers.range).toBe(`bytes=${HALF}-`)
    await expectInstalled(store.folder)
  })

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
    const before = requestsForGraph().length
    expect(before).toBe(1)
    const store = await aStore({ host: publisher.host, folder })
    await store.recover()
    expect(await states(store)).toEqual([state])
    if (state === 'partial') expect(await store.download(ENTRY.id)).toMatchObject({ ok: true })
    expect(requestsForGraph().length - before).toBe(asksAgain)
    await expectInstalled(folder)
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
    expect(requestsForGraph().at(-1)?.headers.range).toBe(`bytes=${HALF}-`)
    await expectInstalled(folder)
  })
})
