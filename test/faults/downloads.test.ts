import { existsSync } from 'node:fs'
import { mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WAITS } from '../../src/main/models/retry'
import { aStore, ENTRY, GRAPH, handClock, MODEL_FILES, noise, emptyFolder } from '../support/models/a-store'
import { expectInstalled, GRAPH_BYTES, graphRequests, HALF, half, onGraph, partOf, statesOf } from '../support/models/download-faults'
import { markOf, sendFile, startPublisher, type Misbehaviour, type PublisherServer } from '../support/models/publisher-server'
import { CAN_MOUNT, mountSmallDisk } from '../support/models/small-disk'
import { withoutPower } from '../support/without-power'

/**
 * The faults of a download, each against a server or a disk that really has it: what is said, that nothing
 * half is ever taken for a model, and that what had arrived is not fetched again. The twelfth, a process that
 * is killed, is in killed-downloads.test.ts.
 */

let publisher: PublisherServer
beforeEach(async () => {
  publisher = await startPublisher(MODEL_FILES)
})
afterEach(() => publisher.close())

/** Ends the line behind what was written to it: the other side gets that much, and no more. */
const hangUp = (response: ServerResponse): void => void response.socket?.end()

const cutAtHalf: Misbehaviour = (request, response, serve) => {
  half(request, response, serve)
  hangUp(response)
  return true
}

/** Everything that only had to have its turn has had it. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

/**
 * Where a request goes on: where the part ends. Of bytes that had come when the line broke, the client may
 * throw away those that it has not handed on yet.
 */
function goesOnAt(range: string | undefined): number {
  const at = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1])
  expect(at).toBeGreaterThan(0)
  expect(at).toBeLessThanOrEqual(HALF)
  return at
}

const always = Number.POSITIVE_INFINITY
const requestsForGraph = () => graphRequests(publisher)
const installed = (folder: string) => expectInstalled(publisher, folder)

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
    expect(await statesOf(store)).toEqual(['available'])
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
    await installed(store.folder)
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
    await expect.poll(arrived).toBe(HALF)
    // What has arrived is dealt with, and the silence is counted again.
    await expect.poll(() => clock.waiting).toBe(1)
    clock.pass(29_999)
    await settled()
    expect(requestsForGraph()).toHaveLength(1)
    clock.pass(1)
    await expect.poll(requestsForGraph).toHaveLength(2)
    // Each further try stalls, too: half of the file is there from the first on.
    await expect.poll(() => {
      clock.pass(30_000)
      return ended
    }).toBe(true)
    expect(await download).toMatchObject({ ok: false, code: 'download-stalled' })
    expect(await statesOf(store)).toEqual(['partial'])
    publisher.misbehave(null)
    expect(await store.download(ENTRY.id)).toMatchObject({ ok: true })
    expect(requestsForGraph().at(-1)?.headers.range).toBe(`bytes=${HALF}-`)
    await installed(store.folder)
  })

  test('that is cut at half goes on by itself with the other half', async () => {
    publisher.misbehave(onGraph(1, cutAtHalf))
    const store = await aStore({ host: publisher.host })
    expect(await store.download(ENTRY.id)).toMatchObject({ ok: true })
    expect(requestsForGraph()).toHaveLength(2)
    goesOnAt(requestsForGraph()[1]?.headers.range)
    expect(requestsForGraph()[1]?.headers['if-range']).toBe(markOf(GRAPH_BYTES))
    await installed(store.folder)
  })

  test('that ends at half as if that were all goes on with the other half', async () => {
    publisher.misbehave(onGraph(1, (_request, response) => {
      response.writeHead(200, { etag: markOf(GRAPH_BYTES) })
      response.end(GRAPH_BYTES.subarray(0, HALF))
      return true
    }))
    const store = await aStore({ host: publisher.host })
    expect(await store.download(ENTRY.id)).toMatchObject({ ok: true })
    expect(requestsForGraph()).toHaveLength(2)
    goesOnAt(requestsForGraph()[1]?.headers.range)
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
    expect(requestsForGraph()).toHaveLength(1 + WAITS.length)
    const at = goesOnAt(requestsForGraph().at(-1)?.headers.range)
    expect((await stat(partOf(store.folder))).size).toBe(at)
  })

  test('that is resumed after the file has changed (another ETag) starts that file again', async () => {
    const store = await aStore({ host: publisher.host })
    publisher.misbehave(onGraph(1, (request, response, serve) => {
      const old = noise(GRAPH_BYTES.length, 9)
      response.writeHead(200, { etag: markOf(old), 'content-length': old.length })
      response.write(old.subarray(0, HALF))
      hangUp(response)
      return request.headers.range === undefined || (serve(), true)
    }))
    expect(await store.download(ENTRY.id)).toMatchObject({ ok: true })
    goesOnAt(requestsForGraph()[1]?.headers.range)
    await installed(store.folder)
  })

  test('whose server sends the rest of a changed file as if it were the same starts that file again', async () => {
    publisher.misbehave(onGraph(2, (request, response, serve) => {
      if (request.headers.range === undefined) return cutAtHalf(request, response, serve)
      const { length } = GRAPH_BYTES
      const at = goesOnAt(request.headers.range)
      response.writeHead(206, { etag: '"another"', 'content-range': `bytes ${at}-${length - 1}/${length}` })
      response.end(noise(length - at, 8))
      return true
    }))
    const store = await aStore({ host: publisher.host })
    expect(await store.download(ENTRY.id)).toMatchObject({ ok: true })
    expect(requestsForGraph().map(({ headers }) => headers.range !== undefined)).toEqual([false, true, false])
    await installed(store.folder)
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
            await expect.poll(async () => (await stat(partOf(store.folder))).size).toBe(HALF)
            await writeFile(filler, noise(700 * 1024)).catch(() => undefined)
            response.end(GRAPH_BYTES.subarray(HALF))
          })()
          return true
        }))
        expect(await store.download(ENTRY.id)).toEqual({ ok: false, code: 'disk-full', detail: 'ENOSPC' })
        expect(await statesOf(store)).toEqual(['partial'])
        await rm(filler)
        publisher.misbehave(null)
        expect(await store.download(ENTRY.id)).toMatchObject({ ok: true })
        expect(Number(/\d+/.exec(requestsForGraph().at(-1)?.headers.range ?? '')?.[0])).toBeGreaterThanOrEqual(HALF)
        await installed(store.folder)
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
    expect(far).toHaveLength(2)
    goesOnAt(far[1])
    await installed(store.folder)
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
    await expect.poll(async () => (await stat(partOf(store.folder))).size).toBe(HALF)
    stop.abort()
    expect(await download).toEqual({ ok: false, code: 'cancelled' })
    expect(await statesOf(store)).toEqual(['partial'])
    expect((await store.list()).find(({ id }) => id === ENTRY.id)?.received).toBeGreaterThan(HALF)
    const again = await aStore({ host: publisher.host, folder: store.folder })
    const phases = new Set<string>()
    const onProgress = ({ phase }: { phase: string }) => phases.add(phase)
    expect(await again.download(ENTRY.id, { onProgress })).toMatchObject({ ok: true })
    expect([...phases]).toEqual(['listing', 'checking', 'downloading', 'verifying', 'installing'])
    expect(requestsForGraph().at(-1)?.headers.range).toBe(`bytes=${HALF}-`)
    await installed(store.folder)
  })
})
