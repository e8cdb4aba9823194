import { expect, test } from 'vitest'
import { startEarly } from '../../src/cli/early-engine'
import type { EngineProcess, ProcessExit } from '../../src/main/engine-host/engine-process'
import { ENGINE_ROLES, type EngineRole } from '../../src/shared/engine-protocol'

/** A spawner of processes that say and do what the test tells them. */
function fakeSpawner() {
  const started: EngineRole[] = []
  const speak: ((message: unknown) => void)[] = []
  const exit: ((how: ProcessExit) => void)[] = []
  const spawn = (role: EngineRole): EngineProcess => {
    started.push(role)
    return {
      pid: started.length,
      post: () => undefined,
      kill: () => undefined,
      onMessage: (hear) => void speak.push(hear),
      onExit: (hear) => void exit.push(hear),
    }
  }
  return { spawn, started, speak, exit }
}

test('every role of the protocol is started at once, and once', () => {
  const { spawn, started } = fakeSpawner()
  const later = startEarly(spawn)
  expect(started).toEqual([...ENGINE_ROLES])
  expect(later('vision-language').pid).toBe(1)
  expect(later('text-audio').pid).toBe(2)
  expect(started).toHaveLength(2)
})

test('a process that is asked for a second time is a new one', () => {
  const { spawn } = fakeSpawner()
  const later = startEarly(spawn)
  later('text-audio')
  expect(later('text-audio').pid).toBe(3)
})

test('words and the end that came before anybody listened are not lost, nor told twice', () => {
  const { spawn, speak, exit } = fakeSpawner()
  const later = startEarly(spawn)
  const how = { code: 1, signal: null, stderr: 'no memory' }
  speak[0]?.('ready')
  exit[0]?.(how)
  const heard: unknown[] = []
  const process = later('vision-language')
  process.onMessage((message) => heard.push(message))
  process.onExit((end) => heard.push(end))
  speak[0]?.('later')
  expect(heard).toEqual(['ready', how, 'later'])
})
