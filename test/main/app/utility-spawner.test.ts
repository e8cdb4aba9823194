import type { UtilityProcess } from 'electron'
import { spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { createUtilitySpawner } from '../../../src/main/app/utility-spawner'
import type { ProcessExit } from '../../../src/main/engine-host/engine-process'
import { ENGINE_ENVIRONMENT } from '../../../src/main/engine-host/engine-environment'

type Fork = Parameters<typeof createUtilitySpawner>[0]

class FakeUtility extends EventEmitter {
  pid: number | undefined = undefined
  readonly posted: unknown[] = []
  readonly stderr = new EventEmitter()
  killed = 0
  postMessage(message: unknown): void {
    this.posted.push(message)
  }
  kill(): boolean {
    this.killed++
    return true
  }
}

function setUp() {
  const child = new FakeUtility()
  const forked: Parameters<Fork>[] = []
  const fork: Fork = (...args) => {
    forked.push(args)
    return child as unknown as UtilityProcess
  }
  const start = createUtilitySpawner(fork, '/app/engine.js', { HOME: '/home/me' })
  return { child, forked, process: start('vision-language') }
}

test('an engine is started with its role, a name of its own and the limits of its memory', () => {
  const { forked } = setUp()
  expect(forked).toEqual([
    [
      '/app/engine.js',
      ['--role=vision-language'],
      {
        serviceName: 'Descry engine, vision-language',
        env: { HOME: '/home/me', ...ENGINE_ENVIRONMENT['vision-language'] },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    ],
  ])
})

test('messages go there and come back', () => {
  const { child, process } = setUp()
  const heard: unknown[] = []
  process.onMessage((message) => heard.push(message))
  process.post({ job: 'a' })
  child.emit('message', { type: 'done' })
  expect([child.posted, heard]).toEqual([[{ job: 'a' }], [{ type: 'done' }]])
})

test('its exit is told once, with the last of what it wrote about itself', () => {
  const { child, process } = setUp()
  const exits: ProcessExit[] = []
  process.onExit((exit) => exits.push(exit))
  child.stderr.emit('data', Buffer.from('x'.repeat(5000)))
  child.stderr.emit('data', Buffer.from('out of memory'))
  child.emit('exit', 134)
  child.emit('exit', 134)
  expect(exits).toHaveLength(1)
  expect(exits[0]).toMatchObject({ code: 134, signal: null })
  expect(exits[0]?.stderr).toHaveLength(2000)
  expect(exits[0]?.stderr.endsWith('out of memory')).toBe(true)
})

describe('an engine that is ended', () => {
  test.skipIf(process.platform === 'win32')('ends by SIGKILL, for one that is stuck hears nothing gentler (Windows has no signals)', async () => {
    const { child, process: engine } = setUp()
    const real = spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1e6)"], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(real.stdout, 'data')
    child.pid = real.pid
    expect(engine.pid).toBe(real.pid)
    engine.kill()
    expect(await once(real, 'exit')).toEqual([null, 'SIGKILL'])
    expect(child.killed).toBe(0)
  })

  test('before it has a number is ended by Electron', () => {
    const { child, process: engine } = setUp()
    engine.kill()
    expect(child.killed).toBe(1)
  })

  test('is no trouble when it has ended by itself and nobody heard of it yet', () => {
    const { child, process: engine } = setUp()
    // The largest number there is; no system gives it to a process.
    child.pid = 2 ** 31 - 1
    expect(() => engine.kill()).not.toThrow()
  })
})
