import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { EngineClient } from '../../../src/main/engine-host/engine-client'
import { createHearing, type Hearing } from '../../../src/main/narrate/hearing'
import type { EngineRequest } from '../../../src/shared/engine-protocol'
import { ScriptedProcess } from '../../support/engine/scripted-process'

const SOUND = new Float32Array(1600)
const SIGNAL = new AbortController().signal

let root: string
let processes: ScriptedProcess[]
/** Whether the recogniser of text can be loaded. */
let hasText: boolean
let client: EngineClient
let hearing: Hearing

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'descry-hearing-'))
  processes = []
  hasText = true
  client = new EngineClient('text-audio', spawn)
  void client.load({ folder: 'text', threads: 1, deadline: 60_000 })
  hearing = createHearing({ client, threads: 2, places: places() })
})
afterEach(() => {
  client.close()
  rmSync(root, { recursive: true, force: true })
})

const places = () => ({ folder: join(root, 'speech'), activity: join(root, 'activity.onnx') })

function install(): void {
  mkdirSync(places().folder)
  writeFileSync(join(places().folder, 'decoder_model_merged.ort'), '')
  writeFileSync(places().activity, '')
}

/** A process that answers as the engine does: what was not loaded in it does not work. */
class PlayedProcess extends ScriptedProcess {
  #hasSpeech = false

  override post(message: unknown): void {
    super.post(message)
    const request = message as EngineRequest
    queueMicrotask(() => this.#answer(request))
  }

  #answer(request: EngineRequest): void {
    const { type, job } = request
    const fail = (code: string) => this.say({ type: 'failed', job, code })
    const loaded = () => this.say({ type: 'loaded', job, info: { model: 'm', provider: 'cpu', threads: 1 }, timings: {} })
    if (type === 'load' && !hasText) fail('recogniser-not-installed')
    else if (type === 'load') loaded()
    else if (type === 'load-speech') {
      this.#hasSpeech = true
      loaded()
    } else if (!this.#hasSpeech) fail('speech-not-installed')
    else if (type === 'hear') this.say({ type: 'heard', job, speaking: true, speech: 64, silence: 0 })
    else if (type === 'transcribe') this.say({ type: 'transcript', job, text: `${request.sound.length}`, certainty: 1, least: 1, timings: {} })
  }
}

function spawn(role: 'vision-language' | 'text-audio'): ScriptedProcess {
  const process = new PlayedProcess(role)
  processes.push(process)
  queueMicrotask(() => process.ready())
  return process
}

const types = (process = processes[0]) => process?.heard.map(({ type }) => type)

test('where it is not installed that is said, and no process is asked', async () => {
  expect(await hearing.prepare()).toMatchObject({ ok: false, code: 'speech-not-installed' })
  expect(await hearing.hear(SOUND, true, SIGNAL)).toMatchObject({ ok: false, code: 'speech-not-installed' })
  expect(types()).not.toContain('load-speech')
})

test('it is loaded once, also by two that want it at the same time', async () => {
  install()
  const [prepared, heard] = await Promise.all([hearing.prepare(), hearing.hear(SOUND, true, SIGNAL)])
  expect(prepared).toMatchObject({ ok: true })
  expect(heard).toEqual({ ok: true, hearing: { speaking: true, speech: 64, silence: 0 } })
  await hearing.hear(SOUND, false, SIGNAL)
  expect(types()).toEqual(['load', 'load-speech', 'hear', 'hear'])
  expect(processes[0]?.heard[1]).toMatchObject({ ...places(), threads: 2 })
})

test('a process that was started anew is told again what to load', async () => {
  install()
  await hearing.prepare()
  client.sleep()
  expect(await hearing.transcribe(SOUND, SIGNAL)).toMatchObject({ ok: true, transcript: { text: '1600' } })
  expect(types(processes[1])).toEqual(['load', 'load-speech', 'transcribe'])
})

test('a process that goes between two pieces of a sound costs no piece', async () => {
  install()
  await hearing.prepare()
  const heard = hearing.hear(SOUND, false, SIGNAL)
  // Prepared, and gone before it is asked.
  client.sleep()
  processes[0]?.exit(null, 'SIGKILL')
  expect(await heard).toMatchObject({ ok: true, hearing: { speech: 64 } })
})

test('it needs nothing of the recogniser of text', async () => {
  hasText = false
  install()
  expect(await hearing.transcribe(SOUND, SIGNAL)).toMatchObject({ ok: true })
})

test('of a sound that is too long the first thirty seconds are understood', async () => {
  install()
  expect(await hearing.transcribe(new Float32Array(40 * 16_000), SIGNAL)).toMatchObject({ transcript: { text: '480000' } })
})

test('who gives it up gets nothing more', async () => {
  install()
  await hearing.prepare()
  const stopped = new AbortController()
  stopped.abort()
  expect(await hearing.transcribe(SOUND, stopped.signal)).toMatchObject({ ok: false, code: 'cancelled' })
})
