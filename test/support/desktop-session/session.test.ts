import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { missing, startBus, startSound } from '../speech/session'
import { startDisplay } from './display'
import { openSession, type DesktopSession } from './session'
import { startRecordedSpeech, type SpeechRecord } from './speech'
import { until } from './until'
import { sessionUser } from './user'
import { xScreen } from './x-screen'

const lacking = missing('Xvfb', 'openbox', 'xdotool', 'xprop', 'dbus-daemon', 'pulseaudio', 'speech-dispatcher')
const root = process.getuid?.() === 0

async function lives(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return stat !== '' && !/\) [ZX] /.test(stat)
}

/** Process ids that a program printed. */
async function printed(child: { stdout: NodeJS.ReadableStream | null }): Promise<number[]> {
  const [text] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
  return text.toString().trim().split(' ').map(Number)
}

describe.skipIf(process.platform !== 'linux')('a session (on Linux)', () => {
  test('ends what it started, also what left its process group, and removes its folders', async () => {
    const session = await openSession()
    // The second one has no parent of the session's and no environment: it stands in the session's folder.
    const script = 'setsid env -i sleep 600 & echo $$ $!; exec sleep 600'
    const pids = await printed(session.start('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] }))
    for (const pid of pids) expect(await lives(pid)).toBe(true)
    await session.close()
    for (const pid of pids) expect(await lives(pid)).toBe(false)
    expect([session.folder, session.runtime].filter(existsSync)).toEqual([])
  })

  test('ends with the process that opened it, even one that is killed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'descry-guarded-'))
    const guard = new URL('./programs/guard.mjs', import.meta.url).pathname
    const mark = `MARK=${folder}`
    const opener = `
      const { spawn } = require('node:child_process')
      const guard = spawn(process.execPath, [${JSON.stringify(guard)}, ${JSON.stringify(mark)}, ${JSON.stringify(folder)}],
        { stdio: ['pipe', 'ignore', 'inherit'], detached: true })
      const guarded = spawn('sleep', ['600'], { env: { ...process.env, MARK: ${JSON.stringify(folder)} }, detached: true })
      guard.once('spawn', () => console.log(guarded.pid + ' ' + guard.pid))`
    const child = spawn(process.execPath, ['-e', opener], { stdio: ['ignore', 'pipe', 'inherit'] })
    const pids = await printed(child)
    child.kill('SIGKILL')
    await until('the guard to end all', async () => !(await Promise.all(pids.map(lives))).some(Boolean))
    expect(existsSync(folder)).toBe(false)
  })

  test.skipIf(!root)('is not root’s (where the tests are root)', async () => {
    const session = await openSession()
    onTestFinished(() => session.close())
    expect((await session.output('id', ['-u'])).trim()).toBe(String(session.user.uid))
    expect(session.user).toMatchObject({ other: true, noSandbox: undefined })
    expect((await session.run('touch', [session.path('package.json')])).code).not.toBe(0)
    expect((await session.output(session.node, ['-p', 'process.version'])).trim()).toBe(process.version)
  })

  test.skipIf(!root)('sees a project in a folder that its user may not enter (where the tests are root)', async () => {
    const project = await mkdtemp(join(tmpdir(), 'descry-closed-'))
    const place = await mkdtemp(join('/tmp', 'descry-place-'))
    onTestFinished(async () => {
      await rm(project, { recursive: true })
      await rm(place, { recursive: true })
    })
    await chmod(place, 0o755)
    await mkdir(join(project, 'test', 'support'), { recursive: true })
    await writeFile(join(project, 'package.json'), '{"name":"closed"}')
    const user = await sessionUser(place, project)
    expect(user).toMatchObject({ other: true, project: place, noSandbox: undefined })
    const [program, ...args] = [...user.become, 'sh', '-c', `id -u; cat ${place}/package.json; rm ${place}/package.json`]
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] })
    const [text] = (await once(child.stdout, 'data')) as [Buffer]
    await once(child, 'exit')
    expect(text.toString()).toContain(String(user.uid))
    expect(await readFile(join(project, 'package.json'), 'utf8')).toContain('closed')
    expect(existsSync(join(place, 'package.json'))).toBe(false)
  })
})

const name = lacking ? `a desktop session (${lacking})` : 'a desktop session'
describe.skipIf(lacking !== undefined)(name, () => {
  let session: DesktopSession
  let speech: SpeechRecord
  beforeAll(async () => {
    session = await openSession()
    await startDisplay(session, [
      { x: 0, y: 0, width: 800, height: 600 },
      { x: 800, y: 0, width: 640, height: 480 },
    ])
    await startBus(session)
    await startSound(session)
    speech = await startRecordedSpeech(session)
  })
  afterAll(() => session.close())

  test('records what Speech Dispatcher is asked to speak, with its language', async () => {
    await session.output('spd-say', ['--wait', '--language', 'de', 'Grüße & <b>Küsse</b>.\n.\nEnde'])
    expect(await speech.spoken()).toMatchObject([
      { text: 'Grüße & <b>Küsse</b>. . Ende', language: 'de', end: 'spoken' },
    ])
  })

  test('records that a message was cancelled, and forgets what does not count', async () => {
    await speech.forget()
    speech.setPace(60_000)
    await session.output('spd-say', ['a slow message'])
    await speech.waitFor('slow')
    expect(await speech.spoken()).toMatchObject([{ end: undefined }])
    await session.output('spd-say', ['-S'])
    expect(await speech.settled()).toMatchObject([{ text: 'a slow message', end: 'cancelled' }])
    speech.setPace(0)
  })

  test('has two monitors, a clipboard, a curtain and keys that can be held', async () => {
    const screen = xScreen(session)
    expect(await session.output('xrandr', ['--listmonitors'])).toMatch(/800\/\d+x600.*\n.*640\/\d+x480\/\d+\+800\+0/)
    const lift = await screen.curtain()
    const { stdout } = await session.run('xwininfo', ['-root', '-tree'])
    expect(stdout).toMatch(/1440x600\+0\+0/)
    lift()
    const letGo = await screen.holdKey('ctrl+alt+shift+F9')
    await expect(screen.holdKey('ctrl+alt+shift+F9')).rejects.toThrow()
    letGo()
    await screen.press('ctrl+alt+shift+d')
  })
})
