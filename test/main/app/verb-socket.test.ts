import { once } from 'node:events'
import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { MAX_LINE } from '../../../src/cli/app-endpoint'
import { fakeWorld } from '../../cli/support/fake-io'
import { listenForVerbs } from '../../../src/main/app/verb-socket'
import { anAppThatListens, folderOf, newPlace, sendRaw, socketOf } from '../../support/app/app-socket'

const request = (change: object = {}) => `${JSON.stringify({ schema: 1, request: 'run', argv: ['stop'], env: {}, pid: 9, ...change })}\n`

describe.skipIf(process.platform === 'win32')("the app's socket (Windows has named pipes instead)", () => {
  test('can be reached by this user alone', async () => {
    const place = await newPlace()
    await anAppThatListens(place, async () => 0)
    expect((await stat(folderOf(place))).mode & 0o777).toBe(0o700)
    expect((await stat(socketOf(place))).mode & 0o777).toBe(0o600)
  })

  test('is not opened in a folder that others can enter, but in the next one that is private', async () => {
    const place = await newPlace()
    await mkdir(folderOf(place))
    await chmod(folderOf(place), 0o777)
    await anAppThatListens(place, async () => 0)
    expect(await readdir(folderOf(place))).toEqual([])
    expect(await readdir(place.env.TMPDIR)).toEqual([`descry-${place.uid}`])
  })

  test('is none where there is no private folder at all', async () => {
    const place = await newPlace()
    const both = { ...place, env: { XDG_RUNTIME_DIR: '/dev/null', TMPDIR: '/dev/null' } }
    const { io } = await fakeWorld()
    expect(await listenForVerbs(both, async () => 0, { ...io, env: {} })).toBeUndefined()
  })

  test('takes the place of one that a killed app left, and is gone when the app ends', async () => {
    const place = await newPlace()
    await mkdir(folderOf(place), { mode: 0o700 })
    await writeFile(socketOf(place), '')
    const app = await anAppThatListens(place, async () => 0)
    expect(await sendRaw(place, request())).toBe('{"exit":0}\n')
    await app.close()
    expect(await readdir(folderOf(place))).toEqual([])
  })

  test.each([
    ['no JSON', 'run\n'],
    ['no request', '{}\n'],
    ['another version', request({ schema: 2 })],
    ['more than was agreed', request({ uid: 0 })],
    ['another variable of the environment', request({ env: { LD_PRELOAD: 'x' } })],
    ['a word that is none', request({ argv: [1] })],
    ['a word without end', request({ argv: ['x'.repeat(9000)] })],
    ['a command line without end', request({ argv: Array.from({ length: 1001 }, () => 'x') })],
    ['a process that is none', request({ pid: -1 })],
    ['a line without end', 'x'.repeat(MAX_LINE + 100_000)],
  ])('drops who sends %s, and runs nothing', async (_name, text) => {
    const place = await newPlace()
    const ran: (readonly string[])[] = []
    await anAppThatListens(place, async (argv) => (ran.push(argv), 0))
    expect(await sendRaw(place, text)).toBe('')
    expect(ran).toEqual([])
  })

  test('hears nothing more of who was dropped, also what came in the same breath', async () => {
    const place = await newPlace()
    const ran: (readonly string[])[] = []
    await anAppThatListens(place, async (argv) => (ran.push(argv), 0))
    expect(await sendRaw(place, `nonsense\n${request()}`)).toBe('')
    expect(ran).toEqual([])
  })

  test('runs one command for each who connects, and ends it for who wants another one', async () => {
    const place = await newPlace()
    const ran: (readonly string[])[] = []
    let ended = false
    await anAppThatListens(place, async (argv, io) => {
      ran.push(argv)
      if (!io.cancel.aborted) await once(io.cancel, 'abort')
      ended = true
      return 0
    })
    expect(await sendRaw(place, request() + request({ argv: ['more'] }))).toBe('')
    expect(ran).toEqual([['stop']])
    expect(ended).toBe(true)
  })

  test('cancels the command of a terminal that was closed', async () => {
    const place = await newPlace()
    const [begun, cancelled] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
    await anAppThatListens(place, async (_argv, io) => {
      io.cancel.addEventListener('abort', () => cancelled.resolve(undefined))
      begun.resolve(undefined)
      await cancelled.promise
      io.stdout.write('to nobody')
      return 0
    })
    const socket = connect(socketOf(place))
    socket.write(request())
    await begun.promise
    socket.destroy()
    await cancelled.promise
  })

  test('ends a command that breaks with a code, and serves the next one', async () => {
    const place = await newPlace()
    let first = true
    await anAppThatListens(place, async () => {
      if (!first) return 0
      first = false
      throw new Error('a bug')
    })
    expect(await sendRaw(place, request())).toBe('{"exit":1}\n')
    expect(await sendRaw(place, request())).toBe('{"exit":0}\n')
  })

  test('closes at once even while somebody is connected and says nothing', async () => {
    const place = await newPlace()
    const app = await anAppThatListens(place, async () => 0)
    const socket = connect(socketOf(place)).resume()
    const closed = once(socket, 'close')
    await once(socket, 'connect')
    await app.close()
    await closed
  })

  test('has nothing on its standard input', async () => {
    const place = await newPlace()
    await anAppThatListens(place, async (_argv, io) => {
      const chunks: unknown[] = []
      for await (const chunk of io.stdin) chunks.push(chunk)
      return chunks.length
    })
    expect(await sendRaw(place, request())).toBe('{"exit":0}\n')
  })
})
