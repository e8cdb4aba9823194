import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { listenForStop, stopOthers } from '../../src/cli/stop-socket'
import { emptyFolder } from './support/fake-io'

const uid = process.getuid?.() ?? -1
const newPlace = async () => ({
  env: { XDG_RUNTIME_DIR: await emptyFolder(), TMPDIR: await emptyFolder() },
  uid,
})
type Place = Awaited<ReturnType<typeof newPlace>>

const folderOf = (place: Place) => join(place.env.XDG_RUNTIME_DIR, 'descry')

async function listening(place: Parameters<typeof listenForStop>[0], pid: number, stop: () => Promise<void>) {
  const listener = await listenForStop(place, pid, () => stop().then(() => true))
  if (!listener) throw new Error('does not listen')
  onTestFinished(() => listener.close())
  return listener
}

/** Sends raw bytes to a listener and gives back what it answers until it closes. */
async function send(place: Place, pid: number, text: string): Promise<string> {
  const socket = connect(join(folderOf(place), `${pid}.sock`))
  let answer = ''
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()))
  socket.on('error', () => undefined)
  socket.write(text)
  await once(socket, 'close')
  return answer
}

describe.skipIf(process.platform === 'win32')('the stop socket (Windows has named pipes instead)', () => {
  test('reaches every running command, and waits until each is silent', async () => {
    const place = await newPlace()
    const log: string[] = []
    for (const pid of [11, 12]) {
      await listening(place, pid, async () => {
        await new Promise((resolve) => setImmediate(resolve))
        log.push(`silent ${pid}`)
      })
    }
    expect(await stopOthers(place)).toBe(2)
    expect(log.sort()).toEqual(['silent 11', 'silent 12'])
  })

  test('reaches a command whose terminal knows no runtime folder', async () => {
    const place = await newPlace()
    await listening({ env: { TMPDIR: place.env.TMPDIR }, uid }, 11, async () => undefined)
    expect(await stopOthers(place)).toBe(1)
  })

  test('with nothing running stops nothing', async () => {
    expect(await stopOthers(await newPlace())).toBe(0)
  })

  test('can be reached by this user alone', async () => {
    const place = await newPlace()
    await listening(place, 11, async () => undefined)
    expect((await stat(folderOf(place))).mode & 0o777).toBe(0o700)
    expect((await stat(join(folderOf(place), '11.sock'))).mode & 0o777).toBe(0o600)
  })

  test('is gone when its command ends', async () => {
    const place = await newPlace()
    const listener = await listening(place, 11, async () => undefined)
    await listener.close()
    expect(await readdir(folderOf(place))).toEqual([])
  })

  test('left behind by a killed command is removed, and counts as nothing', async () => {
    const place = await newPlace()
    await mkdir(folderOf(place), { mode: 0o700 })
    const left = join(folderOf(place), '13.sock')
    const script = `require('net').createServer().listen(${JSON.stringify(left)}, () => console.log('up'))`
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await readdir(folderOf(place))).toEqual(['13.sock'])
    expect(await stopOthers(place)).toBe(0)
    expect(await readdir(folderOf(place))).toEqual([])
  })

  test('left behind under our own number does not keep us from listening', async () => {
    const place = await newPlace()
    await mkdir(folderOf(place), { mode: 0o700 })
    await writeFile(join(folderOf(place), '11.sock'), '')
    await listening(place, 11, async () => undefined)
    expect(await stopOthers(place)).toBe(1)
  })

  test.each([
    ['another word', '{"schema":1,"request":"start"}\n'],
    ['a newer request that does not say since when', '{"schema":1,"request":"make-way"}\n'],
    ['more than was agreed', '{"schema":1,"request":"stop","pid":1}\n'],
    ['no JSON', 'stop\n'],
    ['an endless line', 'x'.repeat(5000)],
  ])('hears %s and stops nothing', async (_name, text) => {
    const place = await newPlace()
    let stops = 0
    await listening(place, 11, async () => {
      stops++
    })
    expect(await send(place, 11, text)).toBe('{"schema":1,"ok":false}\n')
    expect(stops).toBe(0)
  })

  test('is not opened in a folder that others can enter', async () => {
    const place = await newPlace()
    await mkdir(folderOf(place))
    await chmod(folderOf(place), 0o777)
    await listening(place, 11, async () => undefined)
    expect(await readdir(folderOf(place))).toEqual([])
  })

  test('closes at once even while somebody is connected and says nothing', async () => {
    const place = await newPlace()
    const listener = await listening(place, 11, async () => undefined)
    const socket = connect(join(folderOf(place), '11.sock')).resume()
    const closed = once(socket, 'close')
    await once(socket, 'connect')
    await listener.close()
    await closed
  })
})
