import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { emptyFolder } from '../support/fake-io'
import { buildBeforeAll, descry, sample, start, surroundings, type Running } from './support/run-cli'

buildBeforeAll()

/** A machine that does much else is slow, not wrong. */
const PATIENCE = { timeout: 30_000 }

/** Waits for the command's socket: from then on it can be stopped. */
async function atWork(running: Running, env: Record<string, string>): Promise<void> {
  const folder = join(env.XDG_RUNTIME_DIR ?? '', 'descry')
  const name = `${running.child.pid}.sock`
  await expect.poll(() => readdir(folder).catch(() => []), PATIENCE).toContain(name)
}

async function childrenOf(pid: number | undefined): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return text.split(' ').filter(Boolean).map(Number)
}

async function alive(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // A dead process whose parent has not yet taken note is "Z".
  return stat !== '' && !/\) [ZX] /.test(stat)
}

/** A command that is at work for as long as we like: its picture never comes to an end. */
async function busy(env: Record<string, string>, ...flags: string[]): Promise<Running> {
  const running = start(['describe', '-', '--no-sounds', ...flags], env)
  await atWork(running, env)
  return running
}

describe.skipIf(process.platform === 'win32')('stopping (signals and sockets as on Unix)', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends the command with 130', async (signal) => {
    const env = await surroundings()
    const running = await busy(env, '--quiet')
    running.child.kill(signal)
    expect(await running.ended).toMatchObject({ code: 130, stdout: '', stderr: 'Stopped.\n' })
  })

  test('waiting for a pipe that nobody writes to can be ended', async () => {
    const env = await surroundings()
    const pipe = join(await emptyFolder(), 'pipe')
    execFileSync('sh', ['-c', 'mkfifo "$0"', pipe])
    const running = start(['describe', pipe, '--quiet', '--no-sounds'], env)
    await atWork(running, env)
    running.child.kill('SIGINT')
    expect(await running.ended).toMatchObject({ code: 130, stderr: 'Stopped.\n' })
  })

  test('with JSON the end is JSON too', async () => {
    const env = await surroundings()
    const running = await busy(env, '--json')
    running.child.kill('SIGINT')
    const { code, stdout } = await running.ended
    expect(code).toBe(130)
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, code: 'cancelled', message: 'Stopped.' })
  })

  test.skipIf(process.platform !== 'linux')(
    'leaves no engine process behind (looks in /proc, on Linux)',
    async () => {
      const env = await surroundings()
      const running = await busy(env, '--quiet')
      await expect.poll(() => childrenOf(running.child.pid), PATIENCE).toHaveLength(2)
      const children = await childrenOf(running.child.pid)
      running.child.kill('SIGINT')
      await running.ended
      for (const pid of children) await expect.poll(() => alive(pid), PATIENCE).toBe(false)
    },
  )

  test('descry stop in another terminal ends it, and its socket is gone', async () => {
    const env = await surroundings()
    const running = await busy(env, '--quiet')
    expect(await descry(['stop'], env)).toEqual({ code: 0, signal: null, stdout: 'Stopped.\n', stderr: '' })
    expect(await running.ended).toMatchObject({ code: 130 })
    expect(await readdir(join(env.XDG_RUNTIME_DIR ?? '', 'descry'))).toEqual([])
    expect(await descry(['stop'], env)).toMatchObject({ code: 1 })
  })

  test('descry stop ends all that run', async () => {
    const env = await surroundings()
    const both = [await busy(env, '--quiet'), await busy(env, '--quiet')]
    expect((await descry(['stop'], env)).stdout).toBe('Stopped 2 commands.\n')
    for (const { ended } of both) expect(await ended).toMatchObject({ code: 130 })
  })

  test('a reader that goes away ends the command', async () => {
    const env = await surroundings()
    const running = start(['describe', sample('chelsea.png'), '-', '--quiet'], env)
    running.child.stdout.destroy()
    await once(running.child.stdout, 'close')
    // The second picture never comes: only the closed pipe can end this.
    expect(await running.ended).toMatchObject({ code: 130 })
  })
})

describe.skipIf(process.platform !== 'linux')('the last answer (only Linux has a place in memory)', () => {
  test('is repeated by another process, and forgotten on request', async () => {
    const env = await surroundings()
    const first = await descry(['describe', sample('chelsea.png'), '--quiet', '--no-sounds'], env)
    expect(first.code).toBe(0)
    expect(await descry(['again', '--quiet'], env)).toEqual(first)
    expect(await descry(['again', '--forget'], env)).toMatchObject({ code: 0 })
    expect(await descry(['again', '--quiet'], env)).toMatchObject({
      code: 1,
      stderr: 'There is no answer yet. Ask for one first.\n',
    })
  })
})
